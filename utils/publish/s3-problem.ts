import { type Sentence, sentence } from '../sentence.ts';
import type { S3Answer } from './s3-client.ts';
import type { S3Location } from './s3-location.ts';
import { StoreFailure, type StoreProblem } from './store-failure.ts';

/** The code of an answer that is an S3 error, such as `NoSuchKey`; undefined for any other content. */
export function errorCode({ bytes }: S3Answer): string | undefined {
  return elementOf(bytes, 'Code');
}

function elementOf(bytes: Uint8Array, name: string): string | undefined {
  const text = new TextDecoder().decode(bytes.subarray(0, 8192));
  return new RegExp(`<Error>[\\s\\S]{0,4096}?<${name}>([A-Za-z0-9._-]{1,100})</${name}>`).exec(text)?.[1];
}

type AnsweredProblem = Exclude<StoreProblem, 'unreachable'>;

/** Codes of the S3 API (Error responses, Amazon S3 API reference) and of Ceph's gateway, November 2026. */
const PROBLEMS: Readonly<Record<string, AnsweredProblem>> = {
  InvalidAccessKeyId: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  InvalidToken: 'credentials',
  ExpiredToken: 'credentials',
  TokenRefreshRequired: 'credentials',
  InvalidSecurity: 'credentials',
  Unauthorized: 'credentials',
  UserSuspended: 'denied',
  AccountProblem: 'denied',
  AllAccessDisabled: 'denied',
  AccessDenied: 'denied',
  NoSuchBucket: 'no-bucket',
  InvalidBucketName: 'no-bucket',
  PermanentRedirect: 'region',
  TemporaryRedirect: 'region',
  AuthorizationHeaderMalformed: 'region',
  RequestTimeTooSkewed: 'clock',
  QuotaExceeded: 'full',
  InsufficientCapacity: 'full',
  InsufficientStorage: 'full',
  XMinioStorageFull: 'full',
  NotImplemented: 'conditions',
  ConditionalRequestConflict: 'server',
  OperationAborted: 'server',
};

/**
 * What an answer that isn't one of those hoped for means.
 * @param doing the request, as whoever runs the store knows it, such as `PUT metadata/timestamp.json`
 */
export function failureOf(answer: S3Answer, location: S3Location, doing: string): StoreFailure {
  const code = errorCode(answer);
  const problem = problemOf(answer.status, code);
  const answered = [answer.status, code].filter(part => part !== undefined).join(' ');
  return new StoreFailure(problem, sentenceOf(problem, answer, location, answered, doing));
}

function problemOf(status: number, code: string | undefined): AnsweredProblem {
  const known = PROBLEMS[code ?? ''];
  if (known) return known;
  if (status === 507) return 'full';
  if (status >= 500 || status === 429) return 'server';
  if (code !== undefined && status === 403) return 'denied';
  return 'not-a-store';
}

function sentenceOf(
  problem: AnsweredProblem,
  answer: S3Answer,
  { endpoint, bucket }: S3Location,
  answered: string,
  doing: string,
): Sentence {
  const asked = `${answered}, ${doing}`;
  switch (problem) {
    case 'credentials':
      return sentence(
        'told.store.credentials',
      )`${endpoint} doesn't accept the access key for bucket ${bucket} (${answered}): it was revoked or has expired, or key and secret aren't a pair. Make a new one there.`;
    case 'denied':
      return sentence(
        'told.store.denied',
      )`The access key may not do this in bucket ${bucket} at ${endpoint} (${asked}). It needs to read, write, delete and list there; whoever runs the store knows what changed.`;
    case 'no-bucket':
      return sentence(
        'told.store.noBucket',
      )`There is no bucket ${bucket} at ${endpoint} (${answered}): make it, or correct its name.`;
    case 'region':
      return sentence(
        'told.store.region',
      )`Bucket ${bucket} at ${endpoint} is in another region (${withRegion(answered, answer)}): correct region or address.`;
    case 'clock':
      return sentence(
        'told.store.clock',
      )`${endpoint} refuses requests for bucket ${bucket} from a clock that is wrong (${withClock(answered, answer)}): set this machine's clock.`;
    case 'full':
      return sentence(
        'told.store.full',
      )`Bucket ${bucket} at ${endpoint} takes no more (${answered}): make room, then try again.`;
    case 'conditions':
      return sentence(
        'told.store.conditions',
      )`Bucket ${bucket} at ${endpoint} can't compare before it writes (${answered}), so two who publish at once could undo each other's work: take a store that can.`;
    case 'server':
      return sentence(
        'told.store.server',
      )`${endpoint} can't serve bucket ${bucket} at the moment (${asked}): try again later.`;
    case 'not-a-store':
      return sentence(
        'told.store.notAStore',
      )`${endpoint} answered for bucket ${bucket} in a way that no such store does (${answered}): is the address right? A network's sign-in page answers like this.`;
  }
}

function withRegion(answered: string, answer: S3Answer): string {
  const named = answer.headers.get('x-amz-bucket-region') ?? elementOf(answer.bytes, 'Region');
  return named === undefined ? answered : `${answered}, ${named}`;
}

function withClock(answered: string, answer: S3Answer): string | Sentence {
  const theirs = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return answered;
  const minutes = Math.round(Math.abs(Date.now() - theirs) / 60_000);
  return Date.now() > theirs
    ? sentence('told.store.clockAhead')`${answered}, ${minutes} minutes ahead of the store's`
    : sentence('told.store.clockBehind')`${answered}, ${minutes} minutes behind the store's`;
}
