import { type Evidence, isChannel } from './evidence.ts';
import { isCount, isRecord, isSha256 } from './json-value.ts';

export function isEvidenceOrNull(value: unknown): value is Evidence | null {
  if (value === null) return true;
  if (!isRecord(value)) return false;
  const { sha256, sentAt, channel } = value;
  return isSha256(sha256) && (sentAt === null || isCount(sentAt)) && (channel === null || isChannel(channel));
}
