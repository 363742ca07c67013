import type { PassphraseFiles } from '../publish/passphrase-file.ts';
import { startDeskWorker } from './start-desk-worker.ts';

/** Key files under passphrases, by a worker for as long as `work` takes: so long it holds what was typed. */
export async function withPassphrasesInWorker<T>(work: (files: PassphraseFiles) => Promise<T>): Promise<T> {
  const { api, broken, end } = startDeskWorker();
  const { seal, open } = api;
  try {
    return await Promise.race([
      work({
        seal: (plaintext, passphrase) => seal(plaintext, passphrase),
        open: (file, passphrase) => open(file, passphrase),
      }),
      broken,
    ]);
  } finally {
    end();
  }
}
