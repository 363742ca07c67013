import type { CursorLook, CursorTurn } from './cursor.ts';

/** What each frame of a tab is to show when the command is given: the next in the order of the frames, round and round. */
export function cursorTurns(looks: readonly CursorLook[]): CursorTurn[] {
  const at = looks.findIndex(({ current }) => current >= 0);
  const total = looks.reduce((sum, { listed }) => sum + listed, 0);
  if (total === 0) return looks.map((_, index) => (index === 0 ? 'none' : 'elsewhere'));
  const before = looks.slice(0, Math.max(0, at)).reduce((sum, { listed }) => sum + listed, 0);
  let left = at < 0 ? 0 : (before + (looks[at]?.current ?? 0) + 1) % total;
  return looks.map(({ listed }) => {
    const turn = left >= 0 && left < listed ? left : 'elsewhere';
    left -= listed;
    return turn;
  });
}
