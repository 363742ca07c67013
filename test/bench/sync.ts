import 'fake-indexeddb/auto';
import { importSealKey, sealFile } from '../../utils/blocklist/seal.ts';
import { baseOf, encodeSegment } from '../../utils/blocklist/segment.ts';
import { enrolmentRecord } from '../../utils/sync/enrolment-record.ts';
import { openStore } from '../../utils/sync/store.ts';
import { syncOnce } from '../../utils/sync/sync.ts';
import { countedFinding, type Finding, valueFinding } from './figure.ts';
import { bitsOfSet, bitsOfSplit } from './information-bound.ts';
import { medianOf } from './paired-ratio.ts';
import { type PublishedOrganisation, startOrganisation, type Traffic } from './published-organisation.ts';
import { seededRandom } from './random-list.ts';

const ENTRIES = 1e6;
const DAYS = 365;
const ADDITIONS = 100;
const DAY_MS = 86_400_000;
const START = Date.UTC(2027, 0, 1, 12);
const SEED = 3;
const MOST_REQUESTS = 64;

/** What clients of a list of a million fetch: headers and bodies of every answer, from a server on this machine. */
export async function* measureSync(): AsyncGenerator<Finding> {
  const organisation = await startOrganisation(START, seededRandom(SEED));
  try {
    organisation.add(ENTRIES);
    await organisation.publish(START);
    const away = await createClient(organisation);
    await away.sync(START);

    // The last day's publication is by `publish` itself, which reads what the days before have left as a client does.
    const lastButOne = await organisation.publishDaily(START + DAY_MS, DAYS - 1, ADDITIONS);
    organisation.add(ADDITIONS);
    const end = lastButOne + DAY_MS;
    await organisation.publish(end);

    const live = await createClient(organisation);
    const install = await live.sync(end);
    const back = await away.sync(end);
    organisation.add(ADDITIONS);
    await organisation.publish(end + DAY_MS);
    const update = await live.sync(end + DAY_MS);

    const { list, head } = await organisation.published();
    const { listId, sealKey, sealEpoch } = organisation.enrolment;
    const { prefixBits } = list;
    const base = await sealFile(
      await importSealKey(sealKey),
      { listId, epoch: sealEpoch, type: 'segment', prefixBits, from: 0, to: head.operation },
      encodeSegment(baseOf(list, head.operation)),
    );
    yield {
      ...valueFinding(
        'update-100',
        'byte',
        medianOf([update.bytes]),
        `${ADDITIONS} additions, after ${DAYS} daily publications; ${kindsOf(update)}`,
      ),
    };
    const away365 = DAYS * ADDITIONS;
    const bound = (bitsOfSet(away365, prefixBits + 32) + bitsOfSplit(Math.round(away365 / 4), away365)) / 8;
    yield {
      ...countedFinding(
        'back-after-a-year',
        'byte',
        back.bytes,
        bound,
        `${DAYS} daily publications of ${ADDITIONS} missed; ${kindsOf(back)}`,
      ),
      counts: [{ what: 'requests', value: back.requests, atMost: MOST_REQUESTS }],
    };
    yield countedFinding(
      'install-1e6',
      'byte',
      install.bytes,
      base.length,
      `a new client at the end of that year; ${kindsOf(install)}; a fresh base of the same list`,
    );
  } finally {
    await organisation.close();
  }
}

interface Client {
  /** @returns what it fetched */
  sync(now: number): Promise<Traffic>;
}

/** The extension's own synchronisation over a store of its own. */
async function createClient(organisation: PublishedOrganisation): Promise<Client> {
  const store = openStore(`lethe-${crypto.randomUUID()}`);
  await store.enrol(await enrolmentRecord(organisation.enrolment, START));
  return {
    async sync(now) {
      organisation.traffic();
      const outcome = await syncOnce({ store, fetch: (url, init) => fetch(url, init), now: () => now });
      if (!outcome.ok) throw new Error(`${outcome.problem.code}: ${outcome.problem.detail}`);
      if (!outcome.changed) throw new Error('nothing new was fetched');
      return organisation.traffic();
    },
  };
}

/** How many answers of each kind, and of which bytes. */
function kindsOf({ answers }: Traffic): string {
  const kinds = new Map<string, { count: number; bytes: number }>();
  for (const { path, bytes } of answers) {
    const kind = /root|timestamp|snapshot|targets\.json|head$|segments/.exec(path)?.[0] ?? path;
    const { count, bytes: before } = kinds.get(kind) ?? { count: 0, bytes: 0 };
    kinds.set(kind, { count: count + 1, bytes: before + bytes });
  }
  return [...kinds].map(([kind, { count, bytes }]) => `${count} ${kind} ${bytes}`).join(', ');
}
