import { expect, it } from 'vitest';
import { contactAddress } from '../../../utils/letters/contact-address.ts';

it.each([
  ['privacy@acme.example', 'privacy@acme.example'],
  ['Privacy office <privacy@acme.example>, extension 12', 'privacy@acme.example'],
  ['Write to privacy@acme.example.', 'privacy@acme.example'],
  ['mailto:privacy@acme.example', 'privacy@acme.example'],
  ['Privacy office, extension 12', ''],
  ['', ''],
])('in "%s" is "%s"', (contact, address) => {
  expect(contactAddress(contact)).toBe(address);
});

it('is looked for in no more than anybody reads, at once', () => {
  const before = performance.now();
  expect(contactAddress('a'.repeat(200_000))).toBe('');
  expect(performance.now() - before).toBeLessThan(500);
});
