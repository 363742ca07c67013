import type { Channel, Evidence } from '../utils/register/evidence.ts';
import type { ReadEvidence } from '../utils/register/read-evidence.ts';
import { unreadable } from './disk-problem.ts';
import { Failure, warn } from './failure.ts';

/** The file that `--evidence` names; null where it names none. */
export async function readEvidenceFile(file: string | undefined): Promise<ReadEvidence | null> {
  if (file === undefined) return null;
  const [{ readFile }, { basename }, { readEvidence }] = await Promise.all([
    import('node:fs/promises'),
    import('node:path'),
    import('../utils/register/read-evidence.ts'),
  ]);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  // Its hash is everybody's, and shows nothing.
  if (bytes.length === 0)
    throw new Failure(`${file} is empty, and so no evidence: save the message once more.`);
  const read = await readEvidence(new Uint8Array(bytes), basename(file));
  if (read.isOutlookMessage) {
    warn(
      `of a .msg only the hash is recorded. For its date and sender save the message as .eml: in Outlook on the web and the new Outlook by "…" above the message, Save as (or Download), EML.`,
    );
  }
  return read;
}

/**
 * What is recorded of the message that `--evidence` names: its hash, its date, and nothing of what it says.
 * @param channel by what way it came, where that is known
 * @param isTold false where nobody reads along, and no address must stand in a log
 */
export async function evidenceOf(
  file: string | undefined,
  channel: Channel | null,
  isTold = true,
): Promise<Evidence | null> {
  const read = await readEvidenceFile(file);
  if (read === null) return null;
  if (isTold) tellMessage(read);
  return { ...read.evidence, channel: channel ?? read.evidence.channel };
}

/** Shows who the message is from; nowhere else does that stand. */
export function tellMessage({ evidence: { sentAt }, sender }: ReadEvidence): void {
  if (sender === null && sentAt === null) return;
  const when = sentAt === null ? '' : `, sent on ${new Date(sentAt).toISOString().slice(0, 10)}`;
  process.stderr.write(`The evidence is a message from ${sender ?? 'nobody who can be read'}${when}.\n`);
}
