import { flatParentOf } from './scroller-of.ts';

/** What an animation may change without moving anything. */
const STILL = /^(?:offset|computedOffset|easing|composite|opacity|boxShadow|.*[cC]olor|background.*|fill.*)$/;

/**
 * Whether an animation that the page runs now may move one of these elements. Those that a script starts (`animate`)
 * send no event; all of them go on without any.
 */
export function isAnimated(document: Document, elements: Iterable<Element>): boolean {
  const moving = new Set<Element>();
  for (const { playState, effect } of document.getAnimations()) {
    if (playState !== 'running' || !(effect instanceof KeyframeEffect) || !effect.target) continue;
    if (effect.getKeyframes().some(frame => Object.keys(frame).some(key => !STILL.test(key))))
      moving.add(effect.target);
  }
  if (moving.size === 0) return false;
  const seen = new Set<Element>();
  for (const element of elements) {
    for (let each: Element | null = element; each && !seen.has(each); each = flatParentOf(each)) {
      if (moving.has(each)) return true;
      seen.add(each);
    }
  }
  return false;
}
