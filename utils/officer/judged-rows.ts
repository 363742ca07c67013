import { batchesOf } from '../batches-of.ts';
import type { Bytes } from '../bytes.ts';
import { isRoleAddress } from '../publish/role-addresses.ts';
import { type Digested, type DigestedText, digestText } from '../register/identify.ts';
import type { SuppressionRow } from '../register/suppression-file/suppression-file.ts';
import { createDigestSet, type DigestSet } from '../scheme/digest-set.ts';
import { createBreather } from './breather.ts';
import type { ImportRefusal } from './import-refusal.ts';

/** What a text of a file comes to. */
export type JudgedText =
  | { readonly kind: 'invalid'; readonly line: number; readonly reason: ImportRefusal }
  /** The file named the same person before. */
  | { readonly kind: 'duplicate' }
  /** The register forbids at least as much already. */
  | { readonly kind: 'already'; readonly isRole: boolean }
  | { readonly kind: 'new'; readonly isRole: boolean; readonly digested: Digested };

/** So many HMACs are under way at a time; one after another they take several times as long. */
const ROWS_A_BATCH = 256;

/**
 * Judges a file's rows in order, some hundred at a time. Of what was judged it holds digests alone: a million rows take some
 * thirty megabytes.
 * @param covering digests that the register holds as widely as they are wanted
 */
export async function* judgedRows(
  rows: AsyncIterable<SuppressionRow>,
  digestKey: CryptoKey,
  covering: DigestSet,
): AsyncGenerator<readonly JudgedText[]> {
  const met = createDigestSet();
  const breathe = createBreather();
  for await (const batch of batchesOf(rows, ROWS_A_BATCH)) {
    const texts = batch.flatMap(textsOf);
    const digested = await Promise.all(
      texts.map(({ text }) => (text === null ? null : digestText(digestKey, 'email', text))),
    );
    yield texts.map(({ line, text }, index) => judge({ line, text }, digested[index] ?? null, met, covering));
    await breathe();
  }
}

interface LineText {
  readonly line: number;
  /** Null where the row has nothing in its column. */
  readonly text: string | null;
}

function textsOf({ line, texts }: SuppressionRow): readonly LineText[] {
  return texts.length === 0 ? [{ line, text: null }] : texts.map(text => ({ line, text }));
}

function judge(
  { line, text }: LineText,
  result: DigestedText | null,
  met: DigestSet,
  covering: DigestSet,
): JudgedText {
  if (text === null || result === null) return { kind: 'invalid', line, reason: 'nothing-there' };
  if (!result.ok)
    return { kind: 'invalid', line, reason: text.startsWith('@') ? 'whole-company' : result.reason };
  const { digested } = result;
  if (!met.add(newestDigest(digested))) return { kind: 'duplicate' };
  const isRole = isRoleAddress(digested.canonical);
  if (digested.digests.every(({ digest }) => covering.has(digest))) return { kind: 'already', isRole };
  return { kind: 'new', isRole, digested };
}

function newestDigest({ digests }: Digested): Bytes {
  const newest = digests.at(-1);
  if (newest === undefined) throw new Error('whoever is digested has a digest');
  return newest.digest;
}
