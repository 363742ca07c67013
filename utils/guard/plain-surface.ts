import { i18n } from '#i18n';
import { languageOfWords } from '../wording/locale.ts';
import type { Answer } from './guard-machine.ts';
import type { HoldView } from './guard-views.ts';
import type { GuardSurface, GuardSurfaceOptions, PlacedBanner } from './surface.ts';

const PAPER = 'all: revert; position: fixed; font: 14px/1.45 system-ui, sans-serif; color: CanvasText;';
const LINE = `${PAPER} inset: auto auto 0 0; margin: 4px; padding: 8px 12px; background: Canvas; border: 1px solid;
  color-scheme: light dark; pointer-events: none`;
const DIALOG = `${PAPER} max-width: 400px; color-scheme: light dark; pointer-events: auto`;

/**
 * What the guard needs when its views can't come (the extension was updated or removed, or the browser lets no script
 * into the frame): a line for any compose window, and a dialog that names the recipients and whose one answer is not
 * to send. Its words are taken at once, since later they may no longer be read.
 */
export function createPlainSurface({ document, overlay, signal }: GuardSurfaceOptions): GuardSurface {
  const note = i18n.t('plain.note');
  const reload = `${i18n.t('banner.notChecking')}. ${i18n.t('banner.notCheckingReload')}`;
  const line = document.createElement('p');
  line.style.cssText = LINE;
  // What is inert isn't found by the page.
  line.inert = true;
  line.lang = languageOfWords();

  const dialog = document.createElement('dialog');
  dialog.style.cssText = DIALOG;
  dialog.lang = line.lang;
  const lead = document.createElement('p');
  lead.textContent = i18n.t('plain.held');
  const names = document.createElement('p');
  const form = document.createElement('form');
  form.method = 'dialog';
  const button = document.createElement('button');
  button.textContent = i18n.t('hold.cancel');
  form.append(button);
  dialog.append(lead, names, form);

  let asked: HoldView | null = null;
  let listener: (answer: Answer, shown: readonly string[]) => void = () => {};
  dialog.addEventListener('close', () => {
    if (!asked || dialog.open) return;
    asked = null;
    overlay.want('dialog', false);
    listener({ choice: 'cancel' }, []);
  });
  signal.addEventListener('abort', () => {
    line.remove();
    dialog.remove();
  });

  return {
    showBanners(banners) {
      if (banners.length === 0) return line.remove();
      line.textContent = banners.some(isOrphaned) ? reload : note;
      if (!line.isConnected) overlay.layer.append(line);
    },
    showHold(view) {
      if (!view) {
        asked = null;
        dialog.close();
        overlay.want('dialog', false);
        return;
      }
      // Answered, and the browser hasn't said so yet: the answer goes first.
      if (asked && !dialog.open) return;
      asked = view;
      names.textContent = [...view.listed, ...view.pending].map(({ label }) => label).join(', ');
      if (!dialog.isConnected) overlay.root.append(dialog);
      overlay.want('dialog', true);
      if (!dialog.open) dialog.showModal();
    },
    owns: event => dialog.open && event.target === overlay.root.host,
    onAnswer(hear) {
      listener = hear;
    },
  };
}

function isOrphaned({ view }: PlacedBanner): boolean {
  return view?.kind === 'not-checking' && view.why === 'reload';
}
