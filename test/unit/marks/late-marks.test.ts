import { describe, expect, it } from 'vitest';
import { createLateMarks } from '../../../utils/marks/late-marks.ts';
import type { Marks } from '../../../utils/marks/marks.ts';
import type { Sighting } from '../../../utils/scan/sighting.ts';

function sightingOf(text: string): Sighting {
  return { text, place: { kind: 'element', element: Object.create(null) } };
}

/** Marks that note what they are told, and arrive when told to. */
function lateMarks() {
  const told: string[] = [];
  let loads = 0;
  let arrive = (): void => {};
  const marks: Marks = {
    update: ({ added, removed }) =>
      told.push(`+${added.map(each => each.text)} -${removed.map(each => each.text)}`),
    cursor: {
      look: () => ({ listed: 7, current: 3 }),
      put: turn => told.push(`put ${turn}`),
      end: () => told.push('end'),
    },
  };
  const late = createLateMarks(() => {
    loads++;
    return new Promise(resolve => {
      arrive = () => resolve(marks);
    });
  });
  return {
    late,
    told,
    loads: () => loads,
    async arrive() {
      arrive();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

const [one, two, three] = [sightingOf('one'), sightingOf('two'), sightingOf('three')];

describe('late marks', () => {
  it('are loaded once, with the first change, and get what stands by then', async () => {
    const { late, told, loads, arrive } = lateMarks();
    expect(loads()).toBe(0);
    late.update({ added: [one, two], removed: [] });
    late.update({ added: [three], removed: [one] });
    expect(loads()).toBe(1);
    await arrive();
    expect(told).toEqual(['+two,three -']);
    late.update({ added: [one], removed: [two] });
    expect(told).toEqual(['+two,three -', '+one -two']);
    expect(loads()).toBe(1);
  });

  it('come for the cursor in a frame without addresses, and show its last turn', async () => {
    const { late, told, arrive, loads } = lateMarks();
    expect(late.cursor.look()).toEqual({ listed: 0, current: -1 });
    late.cursor.put(0);
    late.cursor.put('none');
    expect(loads()).toBe(1);
    await arrive();
    expect(told).toEqual(['+ -', 'put none']);
    expect(late.cursor.look()).toEqual({ listed: 7, current: 3 });
    late.cursor.put(1);
    late.cursor.end();
    expect(told.slice(2)).toEqual(['put 1', 'end']);
  });

  it('show no turn that has ended before they came', async () => {
    const { late, told, arrive } = lateMarks();
    late.cursor.put(0);
    late.cursor.end();
    await arrive();
    expect(told).toEqual(['+ -']);
  });
});
