import { decodeHead, type Head } from '../blocklist/head.ts';
import { epochOf, headContext, openFile } from '../blocklist/seal.ts';
import type { Bytes } from '../bytes.ts';
import { knownVersions } from '../identifier/versions.ts';
import { acceptableArgon2 } from '../scheme/tag.ts';
import { type Failure, failed, type Step } from './step.ts';
import type { EnrolmentRecord } from './store.ts';

/** What opens a list's files. */
export type ListAccess = Pick<EnrolmentRecord, 'listId' | 'sealKey' | 'sealEpoch'>;

/** Opens and judges a head whose bytes TUF has verified. */
export async function readHead(access: ListAccess, file: Bytes): Promise<Step<Head>> {
  const { listId, sealKey, sealEpoch } = access;
  const opened = await openFile(sealKey, headContext(listId, sealEpoch), file);
  if (!opened.ok) {
    switch (opened.problem) {
      case 'newer-format':
        return failed('update-lethe', 'the head is sealed in a newer format');
      case 'other-epoch':
        return failed('other-epoch', `key ${epochOf(file)}; this enrolment holds key ${sealEpoch}`);
      case 'wrong-key-or-damaged':
        return failed('wrong-key', 'the head');
      default:
        return failed('bad-file', `the head: ${opened.problem}`);
    }
  }
  const decoded = decodeHead(opened.content);
  if (!decoded.ok) {
    return failed(decoded.problem === 'newer' ? 'update-lethe' : 'bad-file', decoded.detail);
  }
  return unusable(decoded.head) ?? { ok: true, value: decoded.head };
}

/** A client computes every canonical version that the head names, at a cost within bounds, or says that it can't. */
function unusable({ canonical, argon2 }: Head): Failure | undefined {
  for (const [kind, versions] of Object.entries(canonical)) {
    const known = knownVersions(kind);
    const unknown = versions.find(version => !known.includes(version));
    if (unknown !== undefined) return failed('update-lethe', `kind ${kind}, canonical version ${unknown}`);
  }
  if (acceptableArgon2(argon2)) return undefined;
  const { memoryKiB, passes, lanes } = argon2;
  return failed('bad-file', `Argon2id with m=${memoryKiB} KiB, t=${passes}, p=${lanes} is out of bounds`);
}
