import { vi } from 'vitest';

/** log2 of scrypt's N in tests: dear passphrases, by design a second or more each, were a third of the tests' time. */
const CHEAP = 4;

vi.mock(import('../../utils/publish/passphrase-file.ts'), async importOriginal => {
  const actual = await importOriginal();
  return {
    ...actual,
    sealUnderPassphrase: (plaintext, passphrase, workFactor = CHEAP) =>
      actual.sealUnderPassphrase(plaintext, passphrase, workFactor),
    passphraseFiles: (workFactor = CHEAP) => actual.passphraseFiles(workFactor),
  };
});
