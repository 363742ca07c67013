import { render } from 'preact';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { namePage } from '../../components/name-page.ts';
import { textToCheck } from '../../utils/lookup/text-to-check.ts';
import { speakChosenLanguage } from '../../utils/wording/chosen-language.ts';
import type { CheckWanted } from '../background/check-selection.ts';
import { Popup } from './popup.tsx';
import { activeTab, namedTab, type PopupTab } from './popup-tab.ts';

await speakChosenLanguage();
namePage(i18n.t('popup.title'));
const app = document.getElementById('app');
if (app) {
  const search = new URLSearchParams(location.search);
  render(<Popup tab={tabOf(search)} place="popup" asked={wantedText()} />, app);
}

async function tabOf(search: URLSearchParams): Promise<PopupTab> {
  return (await namedTab(search)) ?? activeTab();
}

/** What the rep selected, where menu or keys opened this popup. */
async function wantedText(): Promise<string | null> {
  const message: CheckWanted = { type: 'check-wanted' };
  const text: unknown = await browser.runtime.sendMessage(message).catch(() => null);
  return typeof text === 'string' ? textToCheck(text) : null;
}
