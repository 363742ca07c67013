import type { ChainHead } from '../../../utils/blocklist/head.ts';
import type { Bytes } from '../../../utils/bytes.ts';
import { foundOrganisation } from '../../../utils/officer/found-organisation.ts';
import type { Session } from '../../../utils/officer/session.ts';
import type { Workplace } from '../../../utils/officer/workplace.ts';
import type { Ground } from '../../../utils/register/block.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';
import { memoryStore } from '../publish/memory-store.ts';

/** Under which its blocks are recorded, where a test asks for no other. */
export const GROUND: Ground = {
  scope: 'all',
  basis: 'objection',
  reference: 'DPO-1',
  recordedAt: 1,
  evidence: null,
  wording: null,
  reviewAt: null,
};

const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };

/** An organisation whose files are in memory and whose tags cost nothing. */
export async function memoryOrganisation(): Promise<{
  readonly session: Session;
  readonly register: ReturnType<typeof memoryStore>;
}> {
  const register = memoryStore();
  const seen = new Map<string, Bytes>();
  let heads: readonly ChainHead[] = [];
  let agreed: Readonly<Record<string, unknown>> = {};
  let last: Promise<unknown> = Promise.resolve();
  const { session } = await foundOrganisation(
    {
      organisation: 'Acme BV',
      contact: '',
      country: null,
      store: { kind: 'folder' },
      repository: 'https://lists.acme.example/',
      ownDomains: [],
      guard: 'hold',
      panelOnly: [],
      refreshing: 'by-hand',
      auditors: [],
      referencePattern: null,
    },
    { officer: 'officer', root: 'root', timestamp: 'timestamp', recovery: 'recovery' },
    (settings): Workplace => ({
      settings,
      repository: memoryStore(),
      register,
      files: memoryStore(),
      seen: { load: async name => seen.get(name), save: async (name, bytes) => void seen.set(name, bytes) },
      seenHeads: {
        load: async () => heads,
        async save(saved) {
          heads = saved;
        },
      },
      sweepRecord: { load: async () => ({}), save: async () => undefined },
      settingsRecord: {
        loadAgreed: async () => agreed,
        async saveAgreed(saved) {
          agreed = saved;
        },
        saveSettings: async () => undefined,
      },
      hashing: { argon2id: (password, salt) => argon2idNode(password, salt, CHEAP), atOnce: 4 },
      exclusively(_purpose, work) {
        const turn = last.then(work);
        last = turn.catch(() => undefined);
        return turn;
      },
      warn: () => undefined,
    }),
    async () => undefined,
  );
  return { session, register };
}
