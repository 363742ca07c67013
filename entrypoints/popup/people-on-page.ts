import { browser } from 'wxt/browser';
import { framesOfTab } from '../../utils/lookup/frames-of-tab.ts';
import {
  isPeopleHere,
  joinPeople,
  type PeopleHere,
  type PeopleQuestion,
} from '../../utils/lookup/people-here.ts';

/** Whom the frames of a tab show; null where none of them can be asked. */
export async function peopleOnPage(tabId: number | undefined): Promise<PeopleHere | null> {
  if (tabId === undefined) return null;
  const frames = await framesOfTab(tabId);
  const asked = await Promise.all(frames.map(frameId => ask(tabId, frameId)));
  const answered = asked.filter(answer => answer !== null);
  return answered.length > 0 ? joinPeople(answered) : null;
}

async function ask(tabId: number, frameId: number): Promise<PeopleHere | null> {
  const question: PeopleQuestion = { type: 'people-here' };
  // A frame without our script has nobody to answer.
  const answer: unknown = await browser.tabs.sendMessage(tabId, question, { frameId }).catch(() => null);
  return isPeopleHere(answer) ? answer : null;
}
