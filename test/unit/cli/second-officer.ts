import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lethe, succeed } from './lethe.ts';

export const BENS_PASSPHRASE = 'ben has another one, as long';

/** What a second officer has after `lethe officers join`. */
export interface Joined {
  readonly path: string;
  readonly requestFile: string;
  readonly checkNumber: string;
}

/** Folders that a test made, and removes at its end. */
export interface Places {
  fresh(): Promise<string>;
  removeAll(): Promise<void>;
}

export function places(): Places {
  const made: string[] = [];
  return {
    async fresh() {
      const path = await mkdtemp(join(tmpdir(), 'lethe-officer-'));
      made.push(path);
      return path;
    },
    async removeAll() {
      for (const path of made.splice(0)) await rm(path, { recursive: true, force: true });
    },
  };
}

/** Ben, whom the officer of a folder invited, and who made keys of his own. */
export async function joinedTo(dir: string, place: string, name = 'Ben'): Promise<Joined> {
  const invitation = join(place, 'invitation.json');
  await succeed('officers', 'invite', invitation, '--dir', dir);
  const args = ['officers', 'join', invitation, join(place, name), '--name', name, '--folder', dir, '--json'];
  const { code, out, err } = await lethe(args, { LETHE_PASSPHRASE: BENS_PASSPHRASE });
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

/** Admits whoever joined, as the officer of the folder. */
export async function admitted(dir: string, { requestFile, checkNumber }: Joined): Promise<void> {
  await succeed('officers', 'admit', requestFile, '--check-number', checkNumber, '--dir', dir);
}

/** As the second officer. */
export function asBen(...args: readonly string[]) {
  return lethe(args, { LETHE_PASSPHRASE: BENS_PASSPHRASE });
}

export async function benSucceeds(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await asBen(...args);
  if (code !== 0) throw new Error(`lethe ${args.join(' ')} ended with ${code}: ${err}`);
  return out;
}
