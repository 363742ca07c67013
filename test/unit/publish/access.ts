import { hex } from '@scure/base';
import { importSealKey } from '../../../utils/blocklist/seal.ts';
import type { Bytes } from '../../../utils/bytes.ts';
import type { createOrganisation } from '../../../utils/publish/create-organisation.ts';
import type { RepositoryAccess } from '../../../utils/publish/repository.ts';
import type { ObjectStore } from '../../../utils/register/object-store.ts';
import { importDigestKey } from '../../../utils/scheme/digest.ts';

/** An organisation's way to its repository in this store, into which its first root is put; what it has seen is in memory. */
export async function newAccess(
  { organisation, rootFile }: Awaited<ReturnType<typeof createOrganisation>>,
  store: ObjectStore,
): Promise<RepositoryAccess> {
  await store.putNew('metadata/1.root.json', rootFile);
  const seen = new Map<string, Bytes>();
  return {
    store,
    listId: new Uint8Array(hex.decode(organisation.listId)),
    digestKey: await importDigestKey(organisation.digestKey),
    sealKey: await importSealKey(organisation.sealKey),
    sealEpoch: organisation.sealEpoch,
    earlierSealKeys: [],
    trustedRoot: rootFile,
    seen: {
      load: async name => seen.get(name),
      save: async (name, bytes) => void seen.set(name, bytes),
    },
  };
}
