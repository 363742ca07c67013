import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openUnderPassphrase, sealUnderPassphrase } from '../../../utils/publish/passphrase-file.ts';

// tsx cheapen-officer-key.ts DIR: puts the officer's key under the same passphrase with a cheap scrypt, so that each command after
// `lethe init` doesn't take seconds to open it.

const [dir = ''] = process.argv.slice(2);
const passphrase = process.env.LETHE_PASSPHRASE ?? '';
const path = join(dir, 'keys/officer.age');
const opened = await openUnderPassphrase(new Uint8Array(await readFile(path)), passphrase);
if (!opened.ok) throw new Error(`${path}: ${opened.problem}`);
await writeFile(path, await sealUnderPassphrase(opened.plaintext, passphrase, 4));
