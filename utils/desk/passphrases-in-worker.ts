import { wrap } from 'comlink';
import type { PassphraseFiles } from '../publish/passphrase-file.ts';
import type { PassphraseWorkerApi } from './passphrase.worker.ts';

/** Key files under passphrases, by a worker for as long as `work` takes. */
export async function withPassphrasesInWorker<T>(work: (files: PassphraseFiles) => Promise<T>): Promise<T> {
  const worker = new Worker(new URL('./passphrase.worker.ts', import.meta.url), {
    type: 'module',
    name: 'passphrases',
  });
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', event => reject(new Error(`A worker broke down: ${event.message}`)));
  });
  const { seal, open } = wrap<PassphraseWorkerApi>(worker);
  try {
    return await Promise.race([
      work({
        seal: (plaintext, passphrase) => seal(plaintext, passphrase),
        open: (file, passphrase) => open(file, passphrase),
      }),
      broken,
    ]);
  } finally {
    worker.terminate();
  }
}
