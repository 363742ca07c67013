import { type Bytes, equalBytes } from '../bytes.ts';
import type { ObjectStore } from '../register/object-store.ts';
import type { Fetch } from '../tuf/fetch-file.ts';
import { metadataFileName } from '../tuf/file-names.ts';
import { HOST_SETTINGS, type HostSetting } from './host-settings.ts';
import { probePath } from './probe-store.ts';

export interface PublicAddress {
  /** From which reps read, ending in `/`. */
  readonly url: string;
  /** What is written here is to be read there. */
  readonly store: ObjectStore;
  /** Whether that is so at once; else an upload comes between, and what differs may be on its way. */
  readonly atOnce: boolean;
  readonly fetch: Fetch;
}

/**
 * - `unreachable`: no answer;
 * - `redirected`: refused by clients, wherever it leads;
 * - `not-served`, `other-content`: it doesn't serve what stands in the store;
 * - `outdated`: it serves an earlier `timestamp.json`;
 * - `no-cors`: a browser keeps the answer from the extension;
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
  | 'not-exposed'
  | 'cached'
  | 'missing-answered';

export interface PublicFinding {
  readonly problem: PublicProblem;
  /** Reps can't read the list, or not in time. Else they can, and something is lost. */
  readonly breaks: boolean;
  /** A sentence that names the address, and the way out. */
  readonly detail: string;
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
    if (problem === 'no-cors' || problem === 'not-exposed') return ['cors'];
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
      const detail = `${url} doesn't serve what was written to the store a moment ago (answer ${answer.status}): it must lead to the same bucket and prefix, and anybody must be able to read there.`;
      return [finding('not-served', detail)];
    }
    if (answer.status !== 200 || !equalBytes(answer.bytes, bytes)) {
      const detail = `${url} serves something else than what was written to the store a moment ago (answer ${answer.status}): does it lead to the same bucket and prefix?`;
      return [finding('other-content', detail)];
    }
    return [];
  } finally {
    await store.remove(path);
  }
}

async function probeTimestamp(address: PublicAddress, expected: Bytes): Promise<PublicFinding[]> {
  const { url, atOnce } = address;
  // Asked for without an origin first: a cache that keeps such an answer gives it to browsers as well.
  const plain = await ask(address, TIMESTAMP);
  if (!plain.ok) return [plain.finding];
  if (isMissing(plain) || plain.status !== 200) {
    const detail = `${url}${TIMESTAMP} is answered with ${plain.status}: ${atOnce ? 'anybody must be able to read there.' : 'upload the folder "public" there.'}`;
    return [finding('not-served', detail)];
  }
  const findings: PublicFinding[] = [];
  if (!equalBytes(plain.bytes, expected)) {
    const why = atOnce
      ? 'a cache in between keeps it too long'
      : 'the last upload is missing, or a cache keeps it';
    findings.push(finding('outdated', `${url}${TIMESTAMP} isn't the one in the store: ${why}.`));
  }
  const kept = keptBy(plain.headers);
  if (kept !== undefined) {
    const detail = `${url}${TIMESTAMP} ${kept.how}: reps may learn of a publication that much later. It is to be sent with "Cache-Control: no-cache".`;
    findings.push({ problem: 'cached', breaks: kept.seconds > LATE_SECONDS, detail });
  }
  return [...findings, ...(await corsFindings(address, TIMESTAMP))];
}

async function probeMissing(address: PublicAddress): Promise<PublicFinding[]> {
  const answer = await ask(address, NO_SUCH_FILE);
  if (!answer.ok) return [answer.finding];
  const findings = await corsFindings(address, NO_SUCH_FILE);
  if (isMissing(answer)) return findings;
  const detail = `${address.url}${NO_SUCH_FILE} isn't there, and is answered with ${answer.status}: it must be 404 or 403, not a page of the host's own.`;
  return [...findings, finding('missing-answered', detail)];
}

/** What a browser would keep from the extension. */
async function corsFindings(address: PublicAddress, path: string): Promise<PublicFinding[]> {
  const url = `${address.url}${path}`;
  const findings: PublicFinding[] = [];
  for (const origin of ORIGINS) {
    const answer = await ask(address, path, origin);
    if (!answer.ok) return [answer.finding];
    const allowed = answer.headers.get('access-control-allow-origin');
    if (allowed !== '*' && allowed !== origin) {
      const where = path === NO_SUCH_FILE ? `${url}, a file that isn't there,` : url;
      const detail = `${where} comes ${allowed === null ? 'without' : `with "${allowed}" for`} Access-Control-Allow-Origin, so browsers keep it from the extension: it must be "*", on every answer.`;
      return [finding('no-cors', detail)];
    }
    const exposed = (answer.headers.get('access-control-expose-headers') ?? '').toLowerCase();
    const hidden = ['Date', 'Retry-After'].filter(name => !exposed.includes(name.toLowerCase()));
    if (hidden.length > 0 && exposed !== '*' && path === TIMESTAMP) {
      const detail = `${url} doesn't name ${hidden.join(' and ')} in Access-Control-Expose-Headers: a rep whose clock is wrong is told that the list is old.`;
      findings.push({ problem: 'not-exposed', breaks: false, detail });
    }
  }
  return findings;
}

/** How a cache may answer without asking, and for how many seconds; undefined if it may not. */
function keptBy(headers: Headers): { readonly how: string; readonly seconds: number } | undefined {
  const control = headers.get('cache-control')?.toLowerCase() ?? '';
  const [shared, own] = ['s-maxage', 'max-age'].map(name => secondsOf(control, name));
  const ageSeconds = Number(headers.get('age') ?? 0) || 0;
  // A cache that many share goes by s-maxage first (RFC 9111, section 5.2.2.10).
  const asked = shared ? false : /\bno-cache\b|\bno-store\b/.test(control) || own === 0;
  if (asked && ageSeconds === 0) return undefined;
  const how = ageSeconds > 0 ? `comes from a cache that has kept it for ${ageSeconds} seconds` : undefined;
  const said = control === '' ? 'comes without Cache-Control' : `comes with "Cache-Control: ${control}"`;
  return { how: how ?? said, seconds: Math.max(shared ?? own ?? 0, ageSeconds) };
}

function secondsOf(control: string, name: string): number | undefined {
  const [, digits] = new RegExp(`(?:^|[\\s,])${name}="?(\\d{1,10})`).exec(control) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

type Answer =
  | { readonly ok: true; readonly status: number; readonly headers: Headers; readonly bytes: Bytes }
  | { readonly ok: false; readonly finding: PublicFinding };

async function ask({ url, fetch }: PublicAddress, path: string, origin?: string): Promise<Answer> {
  try {
    const response = await fetch(`${url}${path}`, {
      // A browser sends its own origin and ignores this one.
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
      const detail = `${url} redirects${to === null ? '' : ` to ${to}`}, which the extension refuses: name the address itself that it leads to.`;
      return { ok: false, finding: finding('redirected', detail) };
    }
    return { ok: true, status, headers, bytes: new Uint8Array(await response.arrayBuffer()) };
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const why = cause instanceof Error ? cause.message : 'no reason given';
    return {
      ok: false,
      finding: finding('unreachable', `${url} doesn't answer (${why}): is the address right?`),
    };
  }
}

/** An object store answers 403 for what isn't there, where listing isn't public. */
function isMissing(answer: Extract<Answer, { ok: true }>): boolean {
  return answer.status === 404 || answer.status === 403;
}

function finding(problem: PublicProblem, detail: string): PublicFinding {
  return { problem, breaks: true, detail };
}

/** One finding of each kind: the same setting is missing everywhere. */
function unique(findings: readonly PublicFinding[]): PublicFinding[] {
  return [...new Map(findings.toReversed().map(each => [each.problem, each])).values()].toReversed();
}
