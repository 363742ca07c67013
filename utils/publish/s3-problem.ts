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

/** Codes of the S3 API (Error responses, Amazon S3 API reference) and of Ceph's gateway, November 2026. */
const PROBLEMS: Readonly<Record<string, StoreProblem>> = {
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
 * @param doing ends the sentence "the key may not …", such as `write metadata/timestamp.json`
 */
export function failureOf(answer: S3Answer, location: S3Location, doing: string): StoreFailure {
  const code = errorCode(answer);
  const problem = problemOf(answer.status, code);
  const answered = [answer.status, code].filter(part => part !== undefined).join(' ');
  const said = `(${answered})`;
  return new StoreFailure(problem, sentenceOf(problem, answer, location, `${doing} ${said}`, said), {
    values: [location.endpoint, location.bucket, answered],
  });
}

function problemOf(status: number, code: string | undefined): StoreProblem {
  const known = PROBLEMS[code ?? ''];
  if (known) return known;
  if (status === 507) return 'full';
  if (status >= 500 || status === 429) return 'server';
  if (code !== undefined && status === 403) return 'denied';
  return 'not-a-store';
}

function sentenceOf(
  problem: StoreProblem,
  answer: S3Answer,
  { endpoint, region, bucket }: S3Location,
  doing: string,
  said: string,
): string {
  const where = `bucket ${bucket} at ${endpoint}`;
  switch (problem) {
    case 'credentials':
      return `${endpoint} doesn't accept the access key ${said}: it was revoked or has expired, or key and secret aren't a pair. Make a new access key there for ${where}, and give that to Lethe.`;
    case 'denied':
      return `The access key may not ${doing}, in ${where}. It needs to read, write, delete and list there; if it could before, ask whoever runs the store what changed.`;
    case 'no-bucket':
      return `There is no ${where} ${said}: make it, or correct its name.`;
    case 'region':
      return `The ${where} isn't in region ${region} ${said}: ${regionHint(answer)}.`;
    case 'clock':
      return `${endpoint} refuses requests from a clock that is wrong ${said}: ${clockHint(answer)} Set this machine's clock.`;
    case 'full':
      return `The ${where} takes no more ${said}: it is full, or a quota is used up. Make room, then run this again.`;
    case 'conditions':
      return `The ${where} can't compare before it writes ${said}, so two who publish at once could undo each other's work. Take a store that can.`;
    case 'server':
      return `${endpoint} can't ${doing} at the moment. Run this again later.`;
    default:
      return `${endpoint} answered in a way that no S3 store does ${said}: is the address right? A network's sign-in page answers like this.`;
  }
}

function regionHint(answer: S3Answer): string {
  const named = answer.headers.get('x-amz-bucket-region') ?? elementOf(answer.bytes, 'Region');
  return named === undefined ? 'correct region or endpoint' : `it is in ${named}`;
}

function clockHint(answer: S3Answer): string {
  const theirs = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return '';
  const minutes = Math.round(Math.abs(Date.now() - theirs) / 60_000);
  return `it is ${minutes} minutes ${Date.now() > theirs ? 'ahead of' : 'behind'} the store's.`;
}
