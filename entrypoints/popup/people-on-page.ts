import { browser } from 'wxt/browser';
import {
  isPeopleHere,
  joinPeople,
  type PeopleHere,
  type PeopleQuestion,
} from '../../utils/lookup/people-here.ts';

/** Whom the frames of a tab show; null where none of them can be asked. */
export async function peopleOnPage(tabId: number | undefined): Promise<PeopleHere | null> {
  if (tabId === undefined) return null;
  const frames = await framesOf(tabId);
  const asked = await Promise.all(frames.map(frameId => ask(tabId, frameId)));
  const answered = asked.filter(answer => answer !== null);
  return answered.length > 0 ? joinPeople(answered) : null;
}

/** Those that our script may be in, the top one first. */
async function framesOf(tabId: number): Promise<number[]> {
  try {
    const target = { tabId, allFrames: true };
    const results = await browser.scripting.executeScript({ target, func: () => undefined });
    return results.map(({ frameId }) => frameId).sort((a, b) => a - b);
  } catch {
    return [];
  }
}

async function ask(tabId: number, frameId: number): Promise<PeopleHere | null> {
  const question: PeopleQuestion = { type: 'people-here' };
  // A frame without our script has nobody to answer.
  const answer: unknown = await browser.tabs.sendMessage(tabId, question, { frameId }).catch(() => null);
  return isPeopleHere(answer) ? answer : null;
}
