import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import type { BackgroundMessage, TabListed } from '../../utils/lookup/protocol.ts';
import type { Protection } from '../../utils/lookup/verdict.ts';
import type { MarksMessage } from '../../utils/marks/marks-message.ts';
import { putChosenWords } from './chosen-words.ts';

interface Badge {
  readonly text: string;
  readonly title: string;
  readonly colour: string;
}

/** The tokens' amber and rust, dark enough for white text on a light and a dark toolbar. */
const AMBER = '#9a5a00';
const RUST = '#98401f';
const GREY = '#515b68';

/** Shows the state everywhere, and each tab's count of listed identifiers. */
export async function showTabs({ protection, tabs }: BackgroundMessage & { type: 'toolbar' }): Promise<void> {
  await Promise.all([
    show(badgeOf(protection)),
    ...tabs.map(tab => showTab(protection, tab)),
    ...tabs.map(announceInTab),
  ]);
}

/** One number for all frames, spoken in the top one. */
async function announceInTab({ tabId, listed, waiting }: TabListed): Promise<void> {
  // Whether there is anything to say or not, so that the page's thread is busy as long for nobody.
  await putChosenWords(tabId, [0]);
  const message: MarksMessage = { type: 'tab-listed', listed, waiting };
  await browser.tabs.sendMessage(tabId, message, { frameId: 0 }).catch(() => undefined);
}

/** On a page that Lethe watches and whose script says nothing, or can't read what is there. */
export async function showUnreadable(
  tabId: number,
  title: 'toolbar.unreadable' | 'toolbar.partly' = 'toolbar.unreadable',
): Promise<void> {
  await show({ text: '?', title: i18n.t(title), colour: GREY }, tabId);
}

async function showTab(protection: Protection, tab: TabListed): Promise<void> {
  const { tabId, listed, waiting, isUnreadable } = tab;
  const badge = badgeOf(protection);
  if (protection.state === 'not-protecting') return show(badge, tabId);
  if (listed === 0) return isUnreadable ? showUnreadable(tabId, 'toolbar.partly') : show(badge, tabId);
  const title = i18n.t(waiting > 0 ? 'toolbar.asked' : 'toolbar.listed', listed);
  const titles = [title];
  if (protection.state === 'stale') titles.push(badge.title);
  if (isUnreadable) titles.push(i18n.t('toolbar.partly'));
  await show({ text: String(listed), title: titles.join('\n'), colour: AMBER }, tabId);
}

function badgeOf(protection: Protection): Badge {
  switch (protection.state) {
    case 'protecting':
      return { text: '', title: i18n.t('toolbar.protecting'), colour: GREY };
    case 'stale':
      return { text: '…', title: i18n.t('toolbar.stale'), colour: GREY };
    case 'not-protecting':
      return { text: '!', title: i18n.t('toolbar.notProtecting'), colour: RUST };
  }
}

async function show({ text, title, colour }: Badge, tabId?: number): Promise<void> {
  const where = tabId === undefined ? {} : { tabId };
  // A tab may be closed by now.
  await Promise.allSettled([
    browser.action.setBadgeText({ ...where, text }),
    browser.action.setBadgeBackgroundColor({ ...where, color: colour }),
    browser.action.setTitle({ ...where, title }),
  ]);
}
