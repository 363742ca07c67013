import type { Channel, Evidence } from '../utils/register/evidence.ts';
import { Failure } from './failure.ts';

/** What is recorded of the message that `--evidence` names: its hash, and nothing of what it says. */
export async function evidenceOf(
  file: string | undefined,
  channel: Channel | null,
): Promise<Evidence | null> {
  if (file === undefined) return null;
  const { readFile } = await import('node:fs/promises');
  const { createHash } = await import('node:crypto');
  try {
    const sha256 = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    return { sha256, sentAt: null, channel };
  } catch (error) {
    throw new Failure(`--evidence ${file} can't be read: ${error instanceof Error ? error.message : error}`);
  }
}
