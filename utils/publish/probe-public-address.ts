import { type Bytes, equalBytes } from '../bytes.ts';
import type { ObjectStore } from '../register/object-store.ts';
import { type Sentence, sentence } from '../sentence.ts';
import { corsMissing } from '../sync/cors-probe.ts';
import type { Fetch } from '../tuf/fetch-file.ts';
import { metadataFileName } from '../tuf/file-names.ts';
import { HOST_SETTINGS, type HostSetting } from './host-settings.ts';
import { networkReason } from './network-reason.ts';
import { probePath } from './probe-store.ts';

export interface PublicAddress {
  /** From which reps read, ending in `/`. */
  readonly url: string;
  /** What is written here is to be read there. */
  readonly store: ObjectStore;
  /** Whether that is so at once; else an upload comes between, and what differs may be on its way. */
  readonly atOnce: boolean;
  readonly fetch: Fetch;
  readonly origin: ProbeOrigin;
}

/**
 * What requests say of who asks, by which a host decides whether a browser may hand on its answer:
 * - `chosen`: what the caller names, and every header of the answer is seen (Node);
 * - `own`: always the page's (Chromium);
 * - `own-or-none`: the page's, but none where the extension may read the host anyway (Firefox).
 */
export type ProbeOrigin = 'chosen' | 'own' | 'own-or-none';

/**
 * - `unreachable`: no answer;
 * - `redirected`: refused by clients, wherever it leads;
 * - `not-served`, `other-content`: it doesn't serve what stands in the store;
 * - `outdated`: it serves an earlier `timestamp.json`;
 * - `no-cors`: a browser keeps the answer from the extension;
 * - `cors-unseen`: whether it does can't be seen from here;
 * - `not-exposed`: it keeps the headers from it that tell a wrong clock and when to ask again;
 * - `cached`: `timestamp.json` may be answered from a cache without being asked for anew;
 * - `missing-answered`: a file that isn't there is answered with something.
 */
export type PublicProblem =
  | 'unreachable'
  | 'redirected'
  | 'not-served'
  | 'other-content'
  | 'outdated'
  | 'no-cors'
  | 'cors-unseen'
  | 'not-exposed'
  | 'cached'
  | 'missing-answered';

export interface PublicFinding {
  readonly problem: PublicProblem;
  /** Reps can't read the list, or not in time. Else they can, and something is lost. */
  readonly breaks: boolean;
  /** Names the address, and the way out. */
  readonly said: Sentence;
}

export interface PublicProbe {
  /** Empty if all is well. */
  readonly findings: readonly PublicFinding[];
  /** One of these is to be copied to the host; empty if none helps. */
  readonly settings: readonly HostSetting[];
}

const TIMEOUT_MS = 30_000;
/** Later than that, a rep could write to somebody who was published an hour ago. Some hosts can't be told: GitHub's keep 10 minutes. */
const LATE_SECONDS = 3600;

/** Of the shape that Chromium and Firefox send; Firefox's is another in each installation, so only "*" allows all. */
const ORIGINS = [
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  'moz-extension://0f0e0d0c-0b0a-4908-8706-050403020100',
] as const;

const TIMESTAMP = 'metadata/timestamp.json';
/** A root that nobody ever gets to: a client asks for the next root each time, and that it isn't there is its answer. */
const NO_SUCH_FILE = `metadata/${metadataFileName('root', 999_999_999)}`;

/** Reads the address as the extension does, and compares with the store. */
export async function probePublicAddress(address: PublicAddress): Promise<PublicProbe> {
  const findings = await findingsAt(address);
  const kinds = findings.flatMap(({ problem }): ('cors' | 'cache')[] => {
    if (problem === 'no-cors' || problem === 'cors-unseen' || problem === 'not-exposed') return ['cors'];
    return problem === 'cached' || problem === 'outdated' ? ['cache'] : [];
  });
  return { findings, settings: HOST_SETTINGS.filter(({ sets }) => kinds.some(kind => sets.includes(kind))) };
}

async function findingsAt(address: PublicAddress): Promise<PublicFinding[]> {
  const { store, atOnce } = address;
  const findings = atOnce ? await probeFresh(address) : [];
  // Where nothing is served, or by another server than meant, the rest would only say it again.
  if (findings.length > 0) return findings;
  const timestamp = await store.get(TIMESTAMP);
  if (timestamp) findings.push(...(await probeTimestamp(address, timestamp.bytes)));
  if (findings.some(({ problem }) => problem === 'unreachable' || problem === 'redirected')) return findings;
  return unique([...findings, ...(await probeMissing(address))]);
}

/** What was written a moment ago, and never stood in any cache. */
async function probeFresh(address: PublicAddress): Promise<PublicFinding[]> {
  const { url, store } = address;
  const path = probePath();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  await store.putNew(path, bytes);
  try {
    const answer = await ask(address, path);
    if (!answer.ok) return [answer.finding];
    if (isMissing(answer)) {
      const said = sentence(
        'told.place.notServed',
      )`${url} doesn't serve what was written to the store a moment ago (answer ${answer.status}): it must lead to the same bucket and prefix, and anybody must be able to read there.`;
      return [finding('not-served', said)];
    }
    if (answer.status !== 200 || !equalBytes(answer.bytes, bytes)) {
      const said = sentence(
        'told.place.otherContent',
      )`${url} serves something else than what was written to the store a moment ago (answer ${answer.status}): does it lead to the same bucket and prefix?`;
      return [finding('other-content', said)];
    }
    return [];
  } finally {
    await store.remove(path);
  }
}

async function probeTimestamp(address: PublicAddress, expected: Bytes): Promise<PublicFinding[]> {
  const { atOnce } = address;
  const url = `${address.url}${TIMESTAMP}`;
  // Asked for without an origin first: a cache that keeps such an answer gives it to browsers as well.
  const plain = await ask(address, TIMESTAMP);
  if (!plain.ok) return [plain.finding];
  if (isMissing(plain) || plain.status !== 200) {
    const said = atOnce
      ? sentence(
          'told.place.unreadable',
        )`${url} is answered with ${plain.status}: anybody must be able to read there.`
      : sentence(
          'told.place.notUploaded',
        )`${url} is answered with ${plain.status}: upload the folder "public" there.`;
    return [finding('not-served', said)];
  }
  const findings: PublicFinding[] = [];
  if (!equalBytes(plain.bytes, expected)) {
    const said = atOnce
      ? sentence(
          'told.place.cachedOld',
        )`${url} isn't the one in the store: a cache in between keeps it too long.`
      : sentence(
          'told.place.outdated',
        )`${url} isn't the one in the store: the last upload is missing, or a cache keeps it.`;
    findings.push(finding('outdated', said));
  }
  const kept = keptBy(plain.headers);
  if (kept !== undefined) {
    findings.push({ problem: 'cached', breaks: kept.seconds > LATE_SECONDS, said: keptText(url, kept) });
  }
  return [...findings, ...(await corsFindings(address, TIMESTAMP))];
}

async function probeMissing(address: PublicAddress): Promise<PublicFinding[]> {
  const answer = await ask(address, NO_SUCH_FILE);
  if (!answer.ok) return [answer.finding];
  const findings = await corsFindings(address, NO_SUCH_FILE);
  if (isMissing(answer)) return findings;
  const url = `${address.url}${NO_SUCH_FILE}`;
  const said = sentence(
    'told.place.missingAnswered',
  )`${url} isn't there, and is answered with ${answer.status}: it must be 404 or 403, not a page of the host's own.`;
  return [...findings, finding('missing-answered', said)];
}

/** What a browser would keep from the extension. */
async function corsFindings(address: PublicAddress, path: string): Promise<PublicFinding[]> {
  const findings: PublicFinding[] = [];
  for (const origin of address.origin === 'chosen' ? ORIGINS : [undefined]) {
    const answer = await ask(address, path, origin);
    if (!answer.ok) return [answer.finding];
    const blocking = blockedFor(address, path, origin, answer);
    if (blocking) return [blocking];
    if (path === TIMESTAMP) findings.push(...hiddenFrom(address, path, answer));
  }
  return findings;
}

function blockedFor(
  address: PublicAddress,
  path: string,
  origin: string | undefined,
  { headers, isChecked }: Extract<Answer, { ok: true }>,
): PublicFinding | undefined {
  const url = `${address.url}${path}`;
  const allowed = headers.get('access-control-allow-origin');
  // The header itself isn't shown to a page that may read the rest.
  if (allowed === '*' || (allowed !== null && allowed === origin) || (allowed === null && isChecked)) return;
  if (allowed === null && address.origin === 'own-or-none') {
    const said = sentence(
      'told.place.corsUnseen',
    )`${url} is read here by Lethe's permission for its host, so this browser doesn't show whether colleagues' browsers may read it (Access-Control-Allow-Origin: *). Have it tried in Chrome or Edge, or by lethe probe.`;
    return { problem: 'cors-unseen', breaks: false, said };
  }
  return finding('no-cors', noCorsText(url, allowed));
}

/** Headers that the extension would want and doesn't get. */
function hiddenFrom(
  address: PublicAddress,
  path: string,
  { headers, isChecked }: Extract<Answer, { ok: true }>,
): PublicFinding[] {
  const exposed = (headers.get('access-control-expose-headers') ?? '').toLowerCase();
  const hidden = isChecked
    ? // Retry-After comes rarely, and which are exposed isn't shown either.
      ['Date'].filter(name => !headers.has(name))
    : ['Date', 'Retry-After'].filter(name => exposed !== '*' && !exposed.includes(name.toLowerCase()));
  if (hidden.length === 0) return [];
  const [url, names] = [`${address.url}${path}`, hidden.join(', ')];
  const said = sentence(
    'told.place.notExposed',
  )`${url} doesn't name ${names} in Access-Control-Expose-Headers: a rep whose clock is wrong is told that the list is old.`;
  return [{ problem: 'not-exposed', breaks: false, said }];
}

function noCorsText(url: string, allowed: string | null): Sentence {
  return allowed === null
    ? sentence(
        'told.place.noCors',
      )`${url} comes without Access-Control-Allow-Origin, so browsers keep it from the extension: it must be "*", on every answer, that a file isn't there too.`
    : sentence(
        'told.place.otherCors',
      )`${url} comes with "${allowed}" for Access-Control-Allow-Origin, so browsers keep it from the extension: it must be "*", on every answer, that a file isn't there too.`;
}

interface Kept {
  /** For how long it was, if it was. */
  readonly ageSeconds: number;
  /** Empty where it came without. */
  readonly control: string;
  /** For how long it may be. */
  readonly seconds: number;
}

function keptText(url: string, { ageSeconds, control }: Kept): Sentence {
  if (ageSeconds > 0) {
    return sentence(
      'told.place.keptInCache',
    )`${url} comes from a cache that has kept it for ${ageSeconds} s: reps may learn of a publication that much later. It is to be sent with "Cache-Control: no-cache".`;
  }
  if (control === '') {
    return sentence(
      'told.place.noCacheControl',
    )`${url} comes without Cache-Control: reps may learn of a publication later. It is to be sent with "Cache-Control: no-cache".`;
  }
  return sentence(
    'told.place.cacheControl',
  )`${url} comes with "Cache-Control: ${control}": reps may learn of a publication that much later. It is to be sent with "Cache-Control: no-cache".`;
}

/** How a cache may answer without asking, and for how many seconds; undefined if it may not. */
function keptBy(headers: Headers): Kept | undefined {
  const control = headers.get('cache-control')?.toLowerCase() ?? '';
  const [shared, own] = ['s-maxage', 'max-age'].map(name => secondsOf(control, name));
  const ageSeconds = Number(headers.get('age') ?? 0) || 0;
  // A cache that many share goes by s-maxage first (RFC 9111, section 5.2.2.10).
  const asked = shared ? false : /\bno-cache\b|\bno-store\b/.test(control) || own === 0;
  if (asked && ageSeconds === 0) return undefined;
  return { ageSeconds, control, seconds: Math.max(shared ?? own ?? 0, ageSeconds) };
}

function secondsOf(control: string, name: string): number | undefined {
  const [, digits] = new RegExp(`(?:^|[\\s,])${name}="?(\\d{1,10})`).exec(control) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

type Answer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: Headers;
      readonly bytes: Bytes;
      /** The browser asked for leave to read it, and has it; only headers that the host names are there. */
      readonly isChecked: boolean;
    }
  | { readonly ok: false; readonly finding: PublicFinding };

async function ask(address: PublicAddress, path: string, origin?: string): Promise<Answer> {
  const url = `${address.url}${path}`;
  try {
    const response = await address.fetch(url, {
      ...(origin === undefined ? {} : { headers: { Origin: origin } }),
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { status, headers } = response;
    if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
      const to = headers.get('location');
      const said =
        to === null
          ? sentence(
              'told.place.redirects',
            )`${address.url} redirects, which the extension refuses: name the address itself that it leads to.`
          : sentence(
              'told.place.redirectsTo',
            )`${address.url} redirects to ${to}, which the extension refuses: name the address itself that it leads to.`;
      return { ok: false, finding: finding('redirected', said) };
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isChecked = address.origin !== 'chosen' && response.type === 'cors';
    return { ok: true, status, headers, bytes, isChecked };
  } catch (error) {
    if (address.origin !== 'chosen' && (await corsMissing(url, address.fetch))) {
      // What was written to try it is gone by the time that somebody looks.
      const named = path === TIMESTAMP || path === NO_SUCH_FILE ? url : address.url;
      const said = sentence(
        'told.place.keptFromExtension',
      )`${named} answers, and the browser keeps the answer from the extension: Access-Control-Allow-Origin must be "*", on every answer, that a file isn't there too.`;
      return { ok: false, finding: finding('no-cors', said) };
    }
    const said = sentence(
      'told.place.unreachable',
    )`${address.url} doesn't answer (${networkReason(error)}): is the address right?`;
    return { ok: false, finding: finding('unreachable', said) };
  }
}

/** An object store answers 403 for what isn't there, where listing isn't public. */
function isMissing(answer: Extract<Answer, { ok: true }>): boolean {
  return answer.status === 404 || answer.status === 403;
}

function finding(problem: PublicProblem, said: Sentence): PublicFinding {
  return { problem, breaks: true, said };
}

/** One finding of each kind: the same setting is missing everywhere. */
function unique(findings: readonly PublicFinding[]): PublicFinding[] {
  return [...new Map(findings.toReversed().map(each => [each.problem, each])).values()].toReversed();
}
