import type { ChainHead } from '../blocklist/head.ts';
import type { Scope } from '../lookup/verdict.ts';
import type { Register } from '../register/register.ts';
import type { DigestSet } from '../scheme/digest-set.ts';
import type { ImportFile } from './import-file.ts';
import { createInvalidRows, type InvalidRows } from './invalid-rows.ts';
import { judgedRows } from './judged-rows.ts';
import { coveringDigests } from './record.ts';
import { requireRegister, type Session } from './session.ts';

/** What importing a file would do. It holds no address. */
export interface ImportPreview extends Pick<ImportFile, 'column' | 'otherColumns' | 'encoding' | 'sha256'> {
  readonly scope: Scope;
  /** How many people would be recorded. */
  readonly fresh: number;
  /** Blocked before, as widely or more. */
  readonly already: number;
  /** Further rows of somebody whom the file names. */
  readonly duplicates: number;
  readonly invalid: InvalidRows;
  /** How many name a function such as info@, not a person. */
  readonly roles: number;
  /** How many blocks the register holds from this very file: more than none where its import was interrupted. */
  readonly fromThisFile: number;
  readonly known: KnownRegister;
}

/** The register as it was read for a preview: what its import is judged by, and goes on from. */
export interface KnownRegister {
  readonly covering: DigestSet;
  readonly heads: readonly ChainHead[];
}

/** The register as it stands, for an import that was looked at before. */
export async function readKnownRegister(session: Session, scope: Scope): Promise<KnownRegister> {
  return knownOf(await requireRegister(session), scope);
}

function knownOf(register: Register, scope: Scope): KnownRegister {
  return { covering: coveringDigests(register, scope), heads: register.heads };
}

/** What is told of a file that is looked at, and what ends that. */
export interface LookControls {
  /** Called now and then with how many texts were judged. */
  readonly onRead?: (texts: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Reads the file to its end and says what importing it would do; records nothing.
 * @throws OfficerFailure, and the signal's reason
 */
export async function previewImport(
  session: Session,
  { column, otherColumns, encoding, sha256, rows }: ImportFile,
  scope: Scope,
  { onRead, signal }: LookControls = {},
): Promise<ImportPreview> {
  const register = await requireRegister(session);
  const blocks = [...register.blocks.values()];
  const fromThisFile = blocks.filter(({ evidence }) => evidence?.sha256 === sha256).length;
  const known = knownOf(register, scope);
  const invalid = createInvalidRows();
  let [fresh, already, duplicates, roles, read] = [0, 0, 0, 0, 0];
  for await (const texts of judgedRows(rows, session.digestKey, known.covering)) {
    for (const text of texts) {
      if (text.kind === 'invalid') invalid.add(text);
      else if (text.kind === 'duplicate') duplicates += 1;
      else {
        if (text.kind === 'new') fresh += 1;
        else already += 1;
        if (text.isRole) roles += 1;
      }
    }
    read += texts.length;
    onRead?.(read);
    signal?.throwIfAborted();
  }
  return {
    column,
    otherColumns,
    encoding,
    sha256,
    scope,
    fresh,
    already,
    duplicates,
    invalid,
    roles,
    fromThisFile,
    known,
  };
}
