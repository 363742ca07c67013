import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { followTab } from '../../../entrypoints/sidepanel/follow-tab.ts';

const OWN_WINDOW = 4;

let ending: AbortController;
let atHand: number;
let shown: (number | undefined)[];

beforeEach(() => {
  fakeBrowser.reset();
  ending = new AbortController();
  shown = [];
  atHand = 1;
  vi.spyOn(fakeBrowser.tabs, 'query').mockImplementation(async () => [tab(atHand)]);
  vi.spyOn(fakeBrowser.windows, 'getCurrent').mockImplementation(async () => ({
    id: OWN_WINDOW,
    focused: true,
    alwaysOnTop: false,
    incognito: false,
  }));
  followTab(followed => void followed.then(({ id }) => shown.push(id)), ending.signal);
});

afterEach(() => {
  ending.abort();
  vi.restoreAllMocks();
});

function tab(id: number) {
  return {
    id,
    windowId: OWN_WINDOW,
    index: 0,
    highlighted: true,
    active: true,
    pinned: false,
    incognito: false,
    frozen: false,
    selected: true,
    discarded: false,
    autoDiscardable: true,
    groupId: -1,
    lastAccessed: 0,
  };
}

async function turnTo(tabId: number, windowId = OWN_WINDOW): Promise<void> {
  if (windowId === OWN_WINDOW) atHand = tabId;
  await fakeBrowser.tabs.onActivated.trigger({ tabId, windowId });
}

it('shows the tab at hand, and the next that is turned to', async () => {
  await vi.waitFor(() => expect(shown).toEqual([1]));
  await turnTo(2);
  await vi.waitFor(() => expect(shown).toEqual([1, 2]));
});

it('shows another page in it, and no other tab’s', async () => {
  await vi.waitFor(() => expect(shown).toEqual([1]));
  await fakeBrowser.tabs.onUpdated.trigger(1, { status: 'loading' }, tab(1));
  await fakeBrowser.tabs.onUpdated.trigger(7, { status: 'complete' }, tab(7));
  await fakeBrowser.tabs.onUpdated.trigger(1, { status: 'complete' }, tab(1));
  await vi.waitFor(() => expect(shown).toEqual([1, 1]));
});

it('stays where it is when another window turns to another tab, and once it is closed', async () => {
  await vi.waitFor(() => expect(shown).toEqual([1]));
  await turnTo(9, OWN_WINDOW + 1);
  ending.abort();
  await turnTo(2);
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(shown).toEqual([1]);
});
