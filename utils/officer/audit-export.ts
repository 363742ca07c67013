import type { Bytes } from '../bytes.ts';
import { pinOf } from '../enrolment/root-pin.ts';
import { readExport, type VerifiedExport } from '../register/audit/read-export.ts';
import { writeExport } from '../register/audit/write-export.ts';
import { readPublications } from '../register/publications.ts';
import { sentence } from '../sentence.ts';
import { OfficerFailure } from './officer-failure.ts';
import { nameOf, publishedHead } from './publications.ts';
import { requireRegister, type Session } from './session.ts';

export interface MadeExport {
  readonly file: Bytes;
  /** What a reader finds in it. */
  readonly audit: VerifiedExport;
}

/**
 * Exports the register as it stands, and reads it back as an auditor would.
 * @param digests whether blocks stand in it with their digests, on which whoever has the digest key could test guesses
 * @throws OfficerFailure
 */
export async function makeExport(session: Session, digests: boolean): Promise<MadeExport> {
  const published = await publishedHead(session);
  const register = await requireRegister(session, published?.head.registerHeads ?? []);
  const name = published && nameOf(published);
  const records = await readPublications(session.register, name);
  if (!records.ok) {
    throw new OfficerFailure(
      sentence('told.export.records')`The record of publications can't be used. ${records.said}`,
    );
  }
  const { publications } = records;
  const written = await writeExport({
    access: session.register,
    heads: register.heads,
    publications: [...publications.published, ...publications.abandoned],
    roots: await rootFiles(session),
    header: {
      organisation: session.workplace.settings.organisation,
      exportedAt: Date.now(),
      digests,
      published: name ?? null,
      ...namesOf(session),
    },
    signer: session.officer.signingKey,
  });
  if (!written.ok) throw new OfficerFailure(written.said);
  const read = await readExport(written.file);
  if (!read.ok) {
    throw new OfficerFailure(
      sentence('told.export.impossible')`The register can't be exported. ${read.said}`,
    );
  }
  return { file: written.file, audit: read.value };
}

/** Of the officers in force, those that they gave. */
function namesOf({ keys, roots }: Session): { readonly officers?: Readonly<Record<string, string>> } {
  const { keyIds } = roots.set.root.signed.roles.targets;
  const named = keys.recipients.flatMap(({ keyId, name }) =>
    name !== undefined && keyIds.includes(keyId) ? [[keyId, name] as const] : [],
  );
  return named.length === 0 ? {} : { officers: Object.fromEntries(named) };
}

/** From the root that this officer trusts to the newest; all of them were verified when the session was opened. */
async function rootFiles({ officer, repository, roots }: Session): Promise<Bytes[]> {
  const files = [officer.root];
  const newest = roots.set.root.signed.version;
  const { version: first } = await pinOf(officer.root);
  for (let version = first + 1; version <= newest; version++) {
    const stored = await repository.store.get(`metadata/${version}.root.json`);
    if (stored === undefined) {
      const path = `metadata/${version}.root.json`;
      throw new OfficerFailure(
        sentence('told.repository.missing')`${path} is missing: restore it from the host or a backup.`,
      );
    }
    files.push(stored.bytes);
  }
  return files;
}
