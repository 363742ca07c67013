import { expose } from 'comlink';
import { openUnderPassphrase, sealUnderPassphrase } from '../publish/passphrase-file.ts';

/** scrypt takes a second or more of whatever thread it runs on: not the page's. */
const worker = {
  seal: (...input: Parameters<typeof sealUnderPassphrase>) => sealUnderPassphrase(...input),
  open: (...input: Parameters<typeof openUnderPassphrase>) => openUnderPassphrase(...input),
};

export type PassphraseWorkerApi = typeof worker;

expose(worker);
