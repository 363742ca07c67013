import { openPublishedHead, type PublishedHead, verifyMetadata } from '../publish/repository.ts';
import { type PublicationName, type Publications, publicationsSince } from '../register/publications.ts';
import { sentence } from '../sentence.ts';
import { OfficerFailure } from './officer-failure.ts';
import type { Session } from './session.ts';

/** The head of what stands there, verified; undefined if nothing was published yet. */
export async function publishedHead({ repository, roots }: Session): Promise<PublishedHead | undefined> {
  const metadata = await verifyMetadata(repository, roots);
  if (!metadata.ok) throw new OfficerFailure(metadata.said);
  if (metadata.value === undefined) return undefined;
  const published = await openPublishedHead(repository, metadata.value);
  if (!published.ok) throw new OfficerFailure(published.said);
  return published.value;
}

/** The publication of a head, as its record names it. */
export function nameOf({ head, sha256 }: Pick<PublishedHead, 'head' | 'sha256'>): PublicationName {
  return { publication: head.publication, head: sha256 };
}

/** Officers' clocks may differ: a block can be dated later than the publication that took it in. */
const CLOCK_MARGIN_MS = 86_400_000;

/**
 * What was published since the first of these times, by the records; undefined, with a warning, where they can't be read:
 * who is protected doesn't depend on them.
 * @param times milliseconds since the epoch
 */
export async function publicationsBackTo(
  session: Session,
  current: PublicationName | undefined,
  times: readonly number[],
): Promise<Publications | undefined> {
  const since = times.reduce((first, time) => Math.min(first, time), Number.POSITIVE_INFINITY);
  const read = await publicationsSince(session.register, current, since - CLOCK_MARGIN_MS);
  if (read.ok) return read.publications;
  session.workplace.warn(
    sentence('told.remark.published')`When something was published can't be told: ${read.said}`,
  );
  return undefined;
}
