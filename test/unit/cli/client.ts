import { hex } from '@scure/base';
import { emptyBlocklist } from '../../../utils/blocklist/blocklist.ts';
import { type Head, headPath } from '../../../utils/blocklist/head.ts';
import { createListIndex } from '../../../utils/blocklist/list-index.ts';
import { importSealKey } from '../../../utils/blocklist/seal.ts';
import type { Bytes } from '../../../utils/bytes.ts';
import type { Enrolment } from '../../../utils/enrolment/enrolment.ts';
import { canonicalEmailV1 } from '../../../utils/identifier/email-v1.ts';
import type { Scope } from '../../../utils/lookup/verdict.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { digestOf, importDigestKey, prefixOf } from '../../../utils/scheme/digest.ts';
import { saltOf, tagOf } from '../../../utils/scheme/tag.ts';
import { listOf } from '../../../utils/sync/apply-segments.ts';
import { readHead } from '../../../utils/sync/read-head.ts';
import { trustedRoot } from '../../../utils/sync/trusted-root.ts';
import { type MetadataStore, updateRepository } from '../../../utils/tuf/updater.ts';

export interface Client {
  readonly head: Head;
  scopeOf(address: string): Promise<Scope | null>;
}

/** What an extension does with an enrolment, over http, with the extension's own verifying code. */
export async function openRepositoryOf(enrolment: Enrolment): Promise<Client> {
  const files = new Map<string, Bytes>();
  const store: MetadataStore = {
    load: async name => files.get(name),
    save: async (name, bytes) => void files.set(name, bytes),
  };
  const metadataUrl = new URL('metadata/', enrolment.repository).href;
  const root = await trustedRoot(enrolment.root, { metadataUrl, store, fetch });
  if (!root.ok) throw new Error(root.problem.detail);
  const repository = await updateRepository({
    metadataUrl,
    targetsUrl: new URL('targets/', enrolment.repository).href,
    trustedRoot: root.value,
    store,
    fetch,
    now: Date.now,
  });
  if (!repository.ok) throw new Error(repository.problem.detail);
  const headFile = await repository.target(headPath(hex.encode(enrolment.listId)));
  if (!headFile.ok) throw new Error(headFile.problem.detail);
  const record = {
    ...enrolment,
    id: 'test',
    digestKey: await importDigestKey(enrolment.digestKey),
    sealKey: await importSealKey(enrolment.sealKey),
    enrolledAt: 0,
  };
  const head = await readHead(record, headFile.value);
  if (!head.ok) throw new Error(head.problem.detail);
  const start = { blocklist: emptyBlocklist(head.value.prefixBits), operation: 0 };
  const list = await listOf(head.value, start, { enrolment: record, fetch });
  if (!list.ok) throw new Error(list.problem.detail);
  const index = createListIndex(list.value);
  return {
    head: head.value,
    async scopeOf(address) {
      const form = canonicalEmailV1(address);
      if (!form.ok) throw new Error(form.reason);
      const digest = await digestOf(record.digestKey, form.identifier);
      const tag = await tagOf(digest, await saltOf(enrolment.listId), head.value.argon2, argon2idNode);
      return index.find(prefixOf(digest, list.value.prefixBits), tag);
    },
  };
}
