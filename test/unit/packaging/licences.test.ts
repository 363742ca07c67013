import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What is shipped to users may be under these: all go with Apache-2.0. MPL-2.0 for files that are shipped unchanged. */
const SHIPPED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MIT-0', 'MPL-2.0'];

/** Tools that leave nothing in the packages may be under these as well. */
const TOOLS = [...SHIPPED, 'BlueOak-1.0.0', 'CC-BY-3.0', 'CC-BY-4.0', 'CC0-1.0', 'Python-2.0', 'Unlicense'];

interface Locked {
  readonly dev?: boolean;
  readonly license?: string;
}

const lock: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'),
);
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

/** True where one of the licences that a package offers is among these. */
function isUnder(licence: string | undefined, allowed: readonly string[]): boolean {
  const offered = (licence ?? '').replace(/[()]/g, '').split(' OR ');
  return offered.some(each => each.split(' AND ').every(name => allowed.includes(name)));
}

it('every dependency that is shipped has a licence that goes with ours', () => {
  const shipped = packages.filter(([, { dev }]) => !dev);
  expect(shipped.length).toBeGreaterThan(10);
  expect(shipped.filter(([, { license }]) => !isUnder(license, SHIPPED))).toEqual([]);
});

it('every tool has a licence that we may use it under', () => {
  expect(packages.filter(([, { license }]) => !isUnder(license, TOOLS))).toEqual([]);
});

it.each([
  ['GPL-3.0-only', false],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND GPL-3.0-only', false],
  [undefined, false],
])('a package under %s passes: %s', (licence, passes) => {
  expect(isUnder(licence, SHIPPED)).toBe(passes);
});
