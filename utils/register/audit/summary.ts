import type { ChainHead } from '../../blocklist/head.ts';
import type { VerifiedExport } from './read-export.ts';

/** What a verified export is, in figures. */
export interface AuditSummary {
  readonly organisation: string;
  readonly listId: string;
  /** Milliseconds since the epoch. */
  readonly exportedAt: number;
  /** Key id of the officer who exported. */
  readonly signer: string;
  /** Version of the newest root, and its fingerprint as an enrolment shows it. */
  readonly root: number | null;
  readonly rootFingerprint: string | null;
  /** Of the file. */
  readonly sha256: string;
  readonly digests: boolean;
  readonly objects: number;
  readonly chains: readonly ChainHead[];
  readonly erasedLines: number;
  readonly publications: number;
  readonly lastPublication: number | null;
  readonly publicationsMissing: boolean;
  /** Numbers of publications that took in what the register no longer has. */
  readonly publicationsBeforeLoss: readonly number[];
}

export function summaryOf(audit: VerifiedExport): AuditSummary {
  const { header, roots, heads, objects, publications, beforeLoss, sha256 } = audit;
  const newest = roots.at(-1);
  return {
    organisation: header.organisation,
    listId: header.listId,
    exportedAt: header.exportedAt,
    signer: header.signer,
    root: newest?.version ?? null,
    rootFingerprint: newest?.fingerprint ?? null,
    sha256,
    digests: header.digests,
    objects: objects.length,
    chains: heads,
    erasedLines: objects.reduce((sum, { object }) => sum + object.erased.length, 0),
    publications: publications.published.length,
    lastPublication: header.published?.publication ?? null,
    publicationsMissing: publications.missing !== null,
    publicationsBeforeLoss: beforeLoss,
  };
}

/**
 * Whether an export is of the organisation whose fingerprint this is. Each root is vouched for by the one before: whoever
 * knows an earlier one knows the newest.
 * @param fingerprint as somebody writes it; spaces and case don't matter
 */
export function isOfRoot({ roots }: Pick<VerifiedExport, 'roots'>, fingerprint: string): boolean {
  const bare = (text: string) => text.replace(/\s/g, '').toLowerCase();
  return roots.some(root => bare(root.fingerprint) === bare(fingerprint));
}
