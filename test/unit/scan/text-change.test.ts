import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGE_WINDOW } from '../../../utils/scan/budgets.ts';
import { mayHoldAddress } from '../../../utils/scan/find-addresses.ts';
import { findAddresses } from '../../../utils/scan/find-any-address.ts';
import { changeOf, mayTouchAddress } from '../../../utils/scan/text-change.ts';

const edits = fc
  .tuple(fc.string(), fc.string(), fc.string(), fc.string())
  .map(([head, out, put, tail]) => ({ before: head + out + tail, after: head + put + tail }));

describe('the change of a text', () => {
  it('is the shortest stretch that makes the one of the other', () => {
    fc.assert(
      fc.property(edits, ({ before, after }) => {
        const { start, oldEnd, newEnd } = changeOf(before, after);
        expect(before.slice(0, start) + after.slice(start, newEnd) + before.slice(oldEnd)).toBe(after);
        expect(oldEnd).toBeGreaterThanOrEqual(start);
        expect(newEnd).toBeGreaterThanOrEqual(start);
        const isAppendOrCut = start === Math.min(before.length, after.length);
        if (!isAppendOrCut) expect(before[start]).not.toBe(after[start]);
      }),
    );
  });

  it('names the one character that was typed into thousands', () => {
    const before = 'lorem ipsum '.repeat(400);
    const after = `${before.slice(0, 2_000)}X${before.slice(2_000)}`;
    expect(changeOf(before, after)).toEqual({ start: 2_000, oldEnd: 2_000, newEnd: 2_001 });
  });

  it('touches no address where what is found before and after differs by its place alone', () => {
    const filler = 'Thank you for the talk about the offer last week '.repeat(20);
    const piece = fc.constantFrom('jane@example.com', 'a [at] example [dot] com', 'word', '@', '.', ' ', 'x');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), piece, fc.nat(), (pieces, typed, seed) => {
        const before = pieces.map(each => filler + each).join('') + filler;
        const place = seed % before.length;
        const after = before.slice(0, place) + typed + before.slice(place);
        const change = changeOf(before, after);
        if (mayTouchAddress(change, before, after, mayHoldAddress)) return;
        const by = change.newEnd - change.oldEnd;
        const moved = findAddresses(before).map(({ text, start, end }) => ({
          text,
          start: start >= change.oldEnd ? start + by : start,
          end: end > change.oldEnd ? end + by : end,
        }));
        expect(moved).toEqual(findAddresses(after).map(({ text, start, end }) => ({ text, start, end })));
      }),
      { numRuns: 500 },
    );
  });

  it('touches what another text may go on with, near its ends', () => {
    const text = 'a '.repeat(CHANGE_WINDOW * 2);
    const near = `x${text}`;
    expect(mayTouchAddress(changeOf(text, near), text, near, mayHoldAddress)).toBe(true);
  });
});
