import type { Block } from '../utils/register/block.ts';
import { holdingOf } from '../utils/register/holding.ts';
import type { PublicationRecord } from '../utils/register/publication-record.ts';
import type { Publications } from '../utils/register/publications.ts';
import type { Register } from '../utils/register/register.ts';

/** All that can be told of a block, for a script. */
export function historyOf(
  block: Block,
  register: Pick<Register, 'lifts' | 'objects'>,
  publications: Publications | undefined,
) {
  const lift = register.lifts.get(block.id);
  const holding = publications && holdingOf(block, register, publications);
  const { id, kind, reference, basis, scope, recordedAt, evidence, wording, reviewAt, origin } = block;
  return {
    id,
    kind,
    reference,
    basis,
    scope,
    since: dayOf(recordedAt),
    recordedBy: origin.writer,
    evidence: evidence?.sha256 ?? null,
    wording,
    review: reviewAt === null ? null : dayOf(reviewAt),
    firstPublished: holding ? publicationJson(holding.from) : null,
    /** True where records of earlier publications are lost that may have held it as well. */
    maybeEarlier: holding?.maybeEarlier ?? true,
    lifted: lift
      ? {
          reference: lift.reference,
          reason: lift.reason,
          since: dayOf(lift.recordedAt),
          recordedBy: lift.origin.writer,
          firstPublished: holding ? publicationJson(holding.until) : null,
        }
      : null,
  };
}

export type BlockHistory = ReturnType<typeof historyOf>;

function publicationJson(record: PublicationRecord | null) {
  return record && { publication: record.publication, at: new Date(record.publishedAt).toISOString() };
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** The same in lines for a person. */
export function historyText(history: BlockHistory): string {
  const { kind, reference, basis, scope, since, recordedBy, lifted } = history;
  const lines = [
    `${kind}, ${reference}: ${basis}, scope ${scope}, since ${since}, recorded by ${keyText(recordedBy)}`,
    publishedText(history),
  ];
  if (lifted) {
    lines.push(
      `lifted ${lifted.since} under ${lifted.reference} (${lifted.reason}), recorded by ${keyText(lifted.recordedBy)}`,
    );
    if (lifted.firstPublished) lines.push(`off the list since ${publicationText(lifted.firstPublished)}`);
  }
  const { evidence, wording, review } = history;
  if (evidence !== null) lines.push(`evidence: SHA-256 ${evidence}`);
  if (wording !== null) lines.push(`letter answered: ${wording}`);
  if (review !== null) lines.push(`review due ${review}`);
  return lines.map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`)).join('\n');
}

/** Long enough to tell officers apart. */
const KEY_LETTERS = 8;

/** An officer's key as a person reads it. */
export function keyText(keyId: string): string {
  return `officer's key ${keyId.slice(0, KEY_LETTERS)}…`;
}

function publishedText({ firstPublished, maybeEarlier }: BlockHistory): string {
  const lost = maybeEarlier ? ', or earlier: records of publications are missing' : '';
  if (firstPublished) return `on the list since ${publicationText(firstPublished)}${lost}`;
  return maybeEarlier
    ? "whether a list held it can't be told: records of publications are missing"
    : 'no published list held it';
}

function publicationText({ publication, at }: { readonly publication: number; readonly at: string }): string {
  return `publication ${publication} of ${at}`;
}
