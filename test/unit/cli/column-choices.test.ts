import { expect, it } from 'vitest';
import { columnChoices } from '../../../cli/column-choices.ts';

it('columns are named for people: no more than they look through, and nothing that dresses up a terminal', () => {
  expect(columnChoices(['Name', '\u001b]0;x\u0007\u001b[31mE-mail\n'])).toBe('"Name", "]0;x[31mE-mail"');
  const many = Array.from({ length: 55_773 }, (_, index) => String(index + 1));
  expect(columnChoices(many)).toMatch(/^"1", "2", .*"30" and 55743 others$/);
  expect(columnChoices(['x'.repeat(1000)])).toBe(`"${'x'.repeat(60)}…"`);
});
