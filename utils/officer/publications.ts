import { openPublishedHead, type PublishedHead, verifyMetadata } from '../publish/repository.ts';
import { type PublicationName, type Publications, readPublications } from '../register/publications.ts';
import { OfficerFailure } from './officer-failure.ts';
import type { Session } from './session.ts';

/** The head of what stands there, verified; undefined if nothing was published yet. */
export async function publishedHead({ repository, roots }: Session): Promise<PublishedHead | undefined> {
  const metadata = await verifyMetadata(repository, roots);
  if (!metadata.ok) throw new OfficerFailure(metadata.detail);
  if (metadata.value === undefined) return undefined;
  const published = await openPublishedHead(repository, metadata.value);
  if (!published.ok) throw new OfficerFailure(published.detail);
  return published.value;
}

/** The publication of a head, as its record names it. */
export function nameOf({ head, sha256 }: Pick<PublishedHead, 'head' | 'sha256'>): PublicationName {
  return { publication: head.publication, head: sha256 };
}

/**
 * What was published, by the records; undefined, with a warning, where they can't be read: who is protected doesn't
 * depend on them.
 */
export async function publicationsOf(
  session: Session,
  current: PublicationName | undefined,
): Promise<Publications | undefined> {
  const read = await readPublications(session.register, current);
  if (read.ok) return read.publications;
  session.workplace.warn(`when something was published can't be told: ${read.detail}`);
  return undefined;
}
