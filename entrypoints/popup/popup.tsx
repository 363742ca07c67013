import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { PopupView } from '../../components/popup-view.tsx';
import type { PageApi } from '../../utils/lookup/page-api.ts';
import { siteOf } from '../../utils/sites/sites.ts';
import { panelOpener } from './panel-opener.ts';
import { peopleOnPage } from './people-on-page.ts';
import type { PopupTab } from './popup-tab.ts';
import { usePage } from './use-page.ts';

export interface PopupOptions {
  readonly tab: Promise<PopupTab>;
  readonly place: 'popup' | 'panel';
  /** What the rep selected to be checked, if it is for that that this was opened. */
  readonly asked?: Promise<string | null>;
}

/** Popup and side panel. */
export function Popup({ tab, place, asked }: PopupOptions) {
  const { client, shown } = usePage(tab);
  const [site, setSite] = useState('');
  const [wanted, setWanted] = useState<string | null>(null);
  const [openPanel, setOpenPanel] = useState<(() => void) | undefined>();

  useEffect(() => {
    let isOver = false;
    void tab.then(({ url }) => {
      if (!isOver) setSite(siteName(url));
    });
    return () => {
      isOver = true;
    };
  }, [tab]);
  useEffect(() => {
    void asked?.then(setWanted);
    // A function in a state is taken for one that makes the state.
    if (place === 'popup') void panelOpener().then(open => setOpenPanel(() => open));
  }, [asked, place]);

  if (!client) return null;
  // Rejected when the host goes meanwhile; what it did shows at the next reading.
  const ask = (question: (api: PageApi) => Promise<unknown>) => {
    client.call(question).catch(() => undefined);
  };
  return (
    <PopupView
      {...shown}
      site={site}
      asked={wanted}
      {...(place === 'panel' && { hint: i18n.t('panel.watchHint') })}
      onDescribe={() => tab.then(structureOf)}
      onCheck={text => client.call(api => api.check(text))}
      // A browser asks the rep only while it hears the click, so nothing may be awaited before.
      onWatch={origin => void browser.permissions.request({ origins: [origin] }).catch(() => false)}
      onUnwatch={origin => void browser.permissions.remove({ origins: [origin] }).catch(() => false)}
      onPeople={() => tab.then(({ id }) => peopleOnPage(id))}
      onHold={request => client.call(api => api.holdRequest(request))}
      onEndRequest={id => ask(api => api.endRequest(id))}
      onSync={() => ask(api => api.sync())}
      onOptions={() => void browser.runtime.openOptionsPage()}
      onPanel={openPanel}
    />
  );
}

/** What the log calls it too. */
function siteName(url: string | undefined): string {
  if (url === undefined || !/^https?:/.test(url) || !URL.canParse(url)) return '';
  return siteOf(url)?.name ?? new URL(url).hostname;
}

/** Nothing is sent: what the script returns is shown to the rep. */
async function structureOf({ id, url }: PopupTab): Promise<string | null> {
  if (id === undefined) return null;
  const { version } = browser.runtime.getManifest();
  const site = siteOf(url ?? '')?.name ?? '';
  try {
    const [frame] = await browser.scripting.executeScript({
      target: { tabId: id },
      files: ['/page-structure.js'],
    });
    return typeof frame?.result === 'string' ? `Lethe ${version} ${site}\n${frame.result}` : null;
  } catch {
    return null;
  }
}
