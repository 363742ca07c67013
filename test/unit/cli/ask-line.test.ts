import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Failure } from '../../../cli/failure.ts';
import { askLine } from '../../../cli/passphrase.ts';

/** A terminal at which these keys are pressed. */
function typed(keys: string) {
  const terminal = { input: new PassThrough(), output: Object.assign(new PassThrough(), { isTTY: true }) };
  terminal.input.write(keys);
  return terminal;
}

it('takes what is typed before Enter', async () => {
  expect(await askLine('Name? ', typed(' Acme BV \r'))).toBe('Acme BV');
});

it.each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('ends at %s with a word and no trace of the program', async (_, key) => {
  const asked = askLine('Name? ', typed(key));
  await expect(asked).rejects.toBeInstanceOf(Failure);
  await expect(asked).rejects.toThrow('Interrupted.');
});
