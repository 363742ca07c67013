import { expect, it } from 'vitest';
import { cursorTurns } from '../../../utils/marks/cursor-turns.ts';

const nobody = { listed: 0, current: -1 };

it('the cursor goes through the frames in order, and from the last to the first', () => {
  const looks = [{ listed: 2, current: -1 }, nobody, { listed: 1, current: -1 }];
  expect(cursorTurns(looks)).toEqual([0, 'elsewhere', 'elsewhere']);
  expect(cursorTurns([{ listed: 2, current: 0 }, nobody, { listed: 1, current: -1 }])).toEqual([
    1,
    'elsewhere',
    'elsewhere',
  ]);
  expect(cursorTurns([{ listed: 2, current: 1 }, nobody, { listed: 1, current: -1 }])).toEqual([
    'elsewhere',
    'elsewhere',
    0,
  ]);
  expect(cursorTurns([{ listed: 2, current: -1 }, nobody, { listed: 1, current: 0 }])).toEqual([
    0,
    'elsewhere',
    'elsewhere',
  ]);
});

it('one alone is shown again at every command, so that nothing tells how many there are', () => {
  expect(cursorTurns([{ listed: 1, current: 0 }])).toEqual([0]);
});

it('where nobody is listed, every frame shows a box all the same', () => {
  expect(cursorTurns([nobody, nobody])).toEqual(['none', 'elsewhere']);
});
