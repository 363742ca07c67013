import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const UNIT = import.meta.dirname;
const PUTS_IN_PLACE = /^\s*vi\.mock\(/m;
const BEFORE = 'vi.hoisted(() => vi.resetModules());';
const AFTER = 'afterAll(() => void vi.resetModules());';

it('files that share their modules have them loaded anew around one that puts another in a module’s place', async () => {
  const names = (await readdir(UNIT, { recursive: true })).filter(name => /\.test\.tsx?$/.test(name));
  const codes = await Promise.all(
    names.map(async name => ({ name, code: await readFile(join(UNIT, name), 'utf8') })),
  );
  const putting = codes.filter(({ code }) => PUTS_IN_PLACE.test(code));
  expect(putting.length).toBeGreaterThan(3);
  const lacking = putting.filter(({ code }) => !code.includes(BEFORE) || !code.includes(AFTER));
  expect(lacking.map(({ name }) => name)).toEqual([]);
});
