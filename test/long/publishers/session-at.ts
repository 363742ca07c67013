import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolder } from '../../../cli/folder.ts';
import { type Session, sessionOf } from '../../../utils/officer/session.ts';
import { readKeyFile } from '../../../utils/publish/key-files.ts';
import { verifyRoots } from '../../../utils/publish/repository.ts';

/** The session of a publisher, whose keys lie in the place without a passphrase. */
export async function sessionAt(place: string, publisher: number): Promise<Session> {
  const workplace = await openFolder(place);
  const bytesOf = async (name: string) => new Uint8Array(await readFile(join(place, name)));
  const officer = await readKeyFile(await bytesOf(`officer-${publisher}.json`), 'officer');
  const organisation = await readKeyFile(await bytesOf('organisation.json'), 'organisation');
  if (!officer.ok || !organisation.ok) throw new Error('a key file is damaged');
  const roots = await verifyRoots({ store: workplace.repository, trustedRoot: officer.file.root });
  if (!roots.ok) throw new Error(roots.detail);
  return sessionOf(workplace, officer.file, organisation.file, roots.value);
}

/** Whom a publisher adds, and under which reference. */
export function personOf(publisher: number, number: number) {
  return {
    address: `person-${number}@publisher-${publisher}.example`,
    reference: `P${publisher}-${number}`,
  };
}
