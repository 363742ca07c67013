import { beforeEach, expect, it } from 'vitest';
import { type Account, type Budget, createBudget, type Work } from '../../../utils/lookup/budget.ts';

let time: number;
let budget: Budget;

beforeEach(() => {
  time = 0;
  budget = createBudget(() => time);
});

function pageOf(page: string, site = `https://${page}.example`): Account {
  return { page, site, level: 'page' };
}

function spendAll(account: Account, work: Work = 'tags'): number {
  return budget.spend(work, account, 1_000_000);
}

it('a page that has spent its tags has none; recipients, the rep and other pages have', () => {
  expect(spendAll(pageOf('a'))).toBe(1_200);
  expect(spendAll(pageOf('a'))).toBe(0);
  expect(spendAll({ ...pageOf('a'), level: 'reserved' })).toBe(200);
  expect(budget.spend('tags', { ...pageOf('a'), level: 'own' }, 5)).toBe(5);
  expect(spendAll(pageOf('b'))).toBeGreaterThanOrEqual(1_000);
});

it('goes on at so much a minute, and never saves up more than at first', () => {
  spendAll(pageOf('a'));
  time += 30_000;
  expect(spendAll(pageOf('a'))).toBe(150);
  time += 60 * 60_000;
  expect(spendAll(pageOf('a'))).toBe(1_200);
});

it('a site with many tabs has little more than one page', () => {
  let spent = 0;
  for (let tab = 0; tab < 50; tab += 1) spent += spendAll(pageOf(`tab ${tab}`, 'https://mail.google.com'));
  expect(spent).toBe(1_500);
  expect(spendAll(pageOf('another', 'https://www.linkedin.com'))).toBe(1_000);
});

it('all pages together are bounded, and cannot starve recipients or the rep', () => {
  let spent = 0;
  for (let tab = 0; tab < 10; tab += 1) spent += spendAll(pageOf(`tab ${tab}`));
  expect(spent).toBe(2_500);
  expect(spendAll({ ...pageOf('tab 0'), level: 'reserved' })).toBe(200);
  expect(budget.spend('tags', { ...pageOf('tab 0'), level: 'own' }, 1)).toBe(1);
});

it('for an hour of whatever pages and recipients do it is below two thirds of one core', () => {
  const TAG_MS = 27;
  let spent = 0;
  for (time = 0; time < 60 * 60_000; time += 1_000) {
    for (let tab = 0; tab < 30; tab += 1) {
      spent += spendAll(pageOf(`tab ${tab}`)) + spendAll({ ...pageOf(`tab ${tab}`), level: 'reserved' });
    }
  }
  expect((spent * TAG_MS) / (60 * 60_000)).toBeLessThan(2 / 3);
});

it('texts are bounded too, apart from tags', () => {
  expect(spendAll(pageOf('a'), 'texts')).toBe(20_000);
  expect(budget.spend('texts', pageOf('a'), 1)).toBe(0);
  expect(budget.spend('texts', { ...pageOf('a'), level: 'reserved' }, 10)).toBe(10);
  expect(budget.spend('tags', pageOf('a'), 1)).toBe(1);
  time += 60_000;
  expect(spendAll(pageOf('a'), 'texts')).toBe(10_000);
});

it('an account that was forgotten among thousands had nothing spent', () => {
  spendAll(pageOf('spent', 'https://spent.example'), 'texts');
  for (let tab = 0; tab < 5_000; tab += 1) budget.spend('texts', pageOf(`tab ${tab}`), 0);
  expect(spendAll(pageOf('spent', 'https://spent.example'), 'texts')).toBe(0);
});
