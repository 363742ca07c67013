import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { publishRegister } from '../../utils/officer/publication.ts';
import { requireRegister } from '../../utils/officer/session.ts';
import type { StoreSettings } from '../../utils/publish/store-settings.ts';
import type { Fetch } from '../../utils/tuf/fetch-file.ts';
import { type Random, seededRandom } from '../fuzz/random.ts';
import { newBucket, newUser, publishBucket } from '../s3/harness/bucket.ts';
import { provideRadosgw, type Radosgw, startRadosgw } from '../s3/harness/start-radosgw.ts';
import { organisationOf } from './publishers/organisation.ts';
import { personOf, sessionAt } from './publishers/session-at.ts';
import { RUN_AGAIN, type Told } from './publishers/told.ts';
import { type Watcher, watcher } from './publishers/watcher.ts';

/** Of each publisher. Fewer by LETHE_PUBLICATIONS, to see whether it runs at all. */
const PUBLICATIONS = Number(process.env.LETHE_PUBLICATIONS ?? 250);
const SEED = Number(process.env.LETHE_SEED ?? Date.now() % 1e6);
/** A process is killed within so many milliseconds after its n-th publication, n below so many. */
const LIFE = { ms: 4000, publications: 10 };
/** Told of as they go, since nobody knows otherwise whether it gets on. */
const TOLD_EACH = 50;

// A thousand publications with another process's browsers beside them take longer than the hour that others have.
vi.setConfig({ testTimeout: 14_400_000 });

let radosgw: Radosgw | undefined;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-publishers-'));
  try {
    await provideRadosgw();
  } catch (error) {
    if (process.env.CI) throw error;
    process.stderr.write(`SKIPPED, publishers to S3: ${error instanceof Error ? error.message : error}\n`);
    return;
  }
  radosgw = await startRadosgw();
});

afterAll(async () => {
  await radosgw?.stop();
  await rm(folder, { recursive: true, force: true });
});

it.each([2, 4])('%i publishers to one folder, killed at random, lose nobody', async publishers => {
  const place = join(folder, `folder-${publishers}`);
  const places = Array.from({ length: publishers }, () => place);
  const repository = 'https://lists.acme.example/';
  const fetch: Fetch = async url => {
    const file = join(place, 'public', url.slice(repository.length));
    const bytes = await readFile(file).catch(() => undefined);
    return bytes ? new Response(new Uint8Array(bytes)) : new Response('none', { status: 404 });
  };
  await loseNobody(places, publishers, { kind: 'folder' }, repository, fetch);
});

it.each([2, 4])('%i publishers to one bucket, killed at random, lose nobody', async publishers => {
  if (!radosgw) return;
  const user = await newUser(radosgw);
  const [open, kept] = [await newBucket(radosgw, user), await newBucket(radosgw, user)];
  await publishBucket(open, user);
  process.env.AWS_ACCESS_KEY_ID = user.credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = user.credentials.secretAccessKey;
  const store: StoreSettings = { kind: 's3', ...open, privateBucket: kept.bucket, privatePrefix: '' };
  const places = Array.from({ length: publishers }, (_, index) => join(folder, `s3-${publishers}-${index}`));
  // Of four, two work with the same officer's key, on two machines.
  const officers = Math.max(2, publishers - 1);
  await loseNobody(places, officers, store, `${open.endpoint}/${open.bucket}/`, (url, init) =>
    fetch(url, init),
  );
});

/** What came up: a run in which nobody was killed proves little. */
interface Met {
  kills: number;
  busy: number;
  /** Told to run it again. */
  again: number;
  looks: number;
  freshClients: number;
}

async function loseNobody(
  places: readonly string[],
  officers: number,
  store: StoreSettings,
  repository: string,
  fetch: Fetch,
): Promise<void> {
  const random = seededRandom(SEED, `publishers ${places.length} ${store.kind}`);
  const organisation = await organisationOf(places, officers, store);
  const enrolment = await organisation.enrolmentAt(repository);
  const met: Met = { kills: 0, busy: 0, again: 0, looks: 0, freshClients: 0 };
  const told = places.map(() => 0);
  const ends = new AbortController();
  const client = await watcher(enrolment, fetch);
  const publishing = places.map((place, index) =>
    publishAll({ place, index, random, met, signal: ends.signal }, number => {
      const before = told[index] ?? 0;
      told[index] = Math.max(before, number);
      if (Math.floor(number / TOLD_EACH) > Math.floor(before / TOLD_EACH)) {
        process.stdout.write(`${store.kind}: ${told.join(', ')} published\n`);
      }
    }),
  );
  const watching = watch(client, told, ends.signal, async () => {
    const fresh = await watcher(enrolment, fetch);
    await fresh.look();
    met.freshClients += 1;
  });
  try {
    // Whichever fails ends all.
    await Promise.race([Promise.all(publishing), watching]);
  } finally {
    ends.abort();
    await Promise.allSettled([...publishing, watching]);
  }
  await watching;
  met.looks = client.looks();
  process.stdout.write(
    `${places.length} publishers, ${store.kind}, seed ${SEED}, ${PUBLICATIONS} each: ${JSON.stringify(met)}\n`,
  );
  await expectAll(places, await watcher(enrolment, fetch));
  expect(met.kills).toBeGreaterThan(0);
  expect(met.looks).toBeGreaterThan(0);
}

interface PublisherRun {
  readonly place: string;
  readonly index: number;
  readonly random: Random;
  readonly met: Met;
  readonly signal: AbortSignal;
}

/** One publisher until all of its people are in the list, however often it is killed. */
async function publishAll(
  { place, index, random, met, signal }: PublisherRun,
  onPublished: (number: number) => void,
): Promise<void> {
  for (let published = 0; published < PUBLICATIONS && !signal.aborted; ) {
    const child = fork(
      join(import.meta.dirname, 'publishers/publisher.ts'),
      [place, String(index), String(PUBLICATIONS)],
      { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'inherit', 'pipe', 'ipc'] },
    );
    const onAbort = () => child.kill('SIGKILL');
    signal.addEventListener('abort', onAbort, { once: true });
    const life = { ms: random.below(LIFE.ms), publications: random.below(LIFE.publications) };
    const { killed, code, stderr } = await lifeOf(child, life, words => {
      if (words === 'busy') met.busy += 1;
      if (typeof words === 'string') return;
      published = Math.max(published, words.published);
      onPublished(words.published);
    });
    signal.removeEventListener('abort', onAbort);
    if (killed) met.kills += 1;
    else if (code === RUN_AGAIN) met.again += 1;
    else if (published < PUBLICATIONS) throw new Error(`publisher ${index} ended by itself: ${stderr}`);
  }
}

async function lifeOf(child: ChildProcess, life: typeof LIFE, onTold: (told: Told) => void) {
  let timer: NodeJS.Timeout | undefined;
  let left = life.publications;
  let stderr = '';
  child.stderr?.on('data', chunk => {
    stderr += chunk;
  });
  child.on('message', (told: Told) => {
    onTold(told);
    if (told === 'busy') return;
    if (left === 0) timer = setTimeout(() => child.kill('SIGKILL'), life.ms);
    left -= 1;
  });
  const code = await new Promise<number | null>(resolve => child.once('close', resolve));
  clearTimeout(timer);
  return { killed: child.signalCode === 'SIGKILL', code, stderr };
}

/** Whoever was published before a client looks is in what it sees. */
async function watch(
  client: Watcher,
  told: readonly number[],
  signal: AbortSignal,
  lookAnew: () => Promise<void>,
): Promise<void> {
  for (let round = 0; !signal.aborted; round += 1) {
    const before = [...told];
    await client.look();
    for (const [index, number] of before.entries()) {
      if (number === 0) continue;
      expect(await client.lists(personOf(index, number).address), `${number} of ${index}`).toBe(true);
    }
    if (round % 10 === 0) await lookAnew();
    await new Promise(resolve => setTimeout(resolve, 300));
  }
}

/** Everybody is in the list, once in the register, and publishing again has nothing to say. */
async function expectAll(places: readonly string[], client: Watcher): Promise<void> {
  const [place = ''] = places;
  const session = await sessionAt(place, 0);
  const { blocks } = await requireRegister(session);
  const wanted = places.flatMap((_, index) =>
    Array.from({ length: PUBLICATIONS }, (__, number) => personOf(index, number + 1).reference),
  );
  expect([...blocks.values()].map(({ reference }) => reference).toSorted()).toEqual(wanted.toSorted());
  expect(await publishRegister(session)).toMatchObject({ ok: true, outcome: 'confirmed' });
  await client.look();
  for (const index of places.keys()) {
    for (let number = 1; number <= PUBLICATIONS; number += 1) {
      expect(await client.lists(personOf(index, number).address), `${number} of ${index}`).toBe(true);
    }
  }
}
