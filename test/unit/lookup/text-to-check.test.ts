import { expect, it } from 'vitest';
import { textToCheck } from '../../../utils/lookup/text-to-check.ts';

it.each([
  ['anna@example.com', 'anna@example.com'],
  ['  Anna Example <anna@example.com>, Ben <ben@example.com> ', 'anna@example.com'],
  ['Mail me: anna@example.com.', 'anna@example.com'],
  [' +44 7700 900123\n', '+44 7700 900123'],
  ['https://www.linkedin.com/in/anna-example', 'https://www.linkedin.com/in/anna-example'],
  ['', ''],
])('of the selection "%s" is "%s"', (selection, text) => {
  expect(textToCheck(selection)).toBe(text);
});
