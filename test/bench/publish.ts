import { emptyBlocklist } from '../../utils/blocklist/blocklist.ts';
import { importSealKey, sealFile } from '../../utils/blocklist/seal.ts';
import { encodeSegment, segmentBetween } from '../../utils/blocklist/segment.ts';
import { type Finding, timedFinding } from './figure.ts';
import { LEAST_PAIRS, type Pair, WARM_UP_PAIRS } from './paired-ratio.ts';
import { type PublishedOrganisation, startOrganisation } from './published-organisation.ts';
import { randomList, seededRandom } from './random-list.ts';

const ENTRIES = 1e6;
const ADDITIONS = 100;
const DAY_MS = 86_400_000;
const START = Date.UTC(2027, 0, 1, 12);
const SEED = 7;

/** What a publication writes, which is what has to be uploaded: the segments that it merges by and by included. */
export async function* measurePublish(): AsyncGenerator<Finding> {
  const organisation = await startOrganisation(START, seededRandom(SEED));
  try {
    organisation.add(ENTRIES);
    await organisation.publish(START);
    const wire = await wireBytes(organisation);
    const pairs: Pair[] = [];
    for (let day = 1; day <= WARM_UP_PAIRS + LEAST_PAIRS; day += 1) {
      organisation.add(ADDITIONS);
      organisation.written();
      await organisation.publish(START + day * DAY_MS);
      if (day > WARM_UP_PAIRS) pairs.push({ value: organisation.written(), reference: wire });
    }
    const values = pairs.map(({ value }) => value);
    const most = Math.max(...values);
    // Merges are few and large: the median says nothing of them.
    const mean = Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
    yield timedFinding(
      'publish-100',
      'byte',
      pairs,
      `${LEAST_PAIRS} daily publications of ${ADDITIONS} additions to ${ENTRIES}, ${mean} on average and at most ${most}; the sealed and padded segment of the additions alone`,
    );
  } finally {
    await organisation.close();
  }
}

async function wireBytes({ published, enrolment }: PublishedOrganisation): Promise<number> {
  const { list } = await published();
  const { prefixBits } = list;
  const additions = randomList({ count: ADDITIONS, domainCount: 0, prefixBits, random: seededRandom(SEED) });
  const { listId, sealKey, sealEpoch } = enrolment;
  const context = {
    listId,
    epoch: sealEpoch,
    type: 'segment',
    prefixBits,
    from: 1,
    to: 1 + ADDITIONS,
  } as const;
  const step = segmentBetween(emptyBlocklist(prefixBits), additions, 1, 1 + ADDITIONS);
  return (await sealFile(await importSealKey(sealKey), context, encodeSegment(step))).length;
}
