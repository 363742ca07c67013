import { expect, it } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { isS3Location } from '../../../utils/publish/s3-location.ts';
import { failureOf } from '../../../utils/publish/s3-problem.ts';

const LOCATION = {
  endpoint: 'https://store.example',
  region: 'eu-west-1',
  bucket: 'lists',
  prefix: 'acme/',
};

function failure(status: number, body: string, headers: Record<string, string> = {}) {
  const answer = { status, headers: new Headers(headers), bytes: utf8(body) };
  return failureOf(answer, LOCATION, 'PUT metadata/timestamp.json');
}

const error = (code: string, more = '') =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message>${more}</Error>`;

// The codes are those of "Error responses", Amazon S3 API reference, November 2026.
it.each([
  [
    403,
    error('InvalidAccessKeyId'),
    'credentials',
    "doesn't accept the access key for bucket lists (403 InvalidAccessKeyId)",
  ],
  [400, error('ExpiredToken'), 'credentials', 'has expired'],
  [
    403,
    error('AccessDenied'),
    'denied',
    'may not do this in bucket lists at https://store.example (403 AccessDenied, PUT metadata/timestamp.json)',
  ],
  [404, error('NoSuchBucket'), 'no-bucket', 'There is no bucket lists at https://store.example'],
  [
    400,
    error('AuthorizationHeaderMalformed', '<Region>eu-central-1</Region>'),
    'region',
    'is in another region (400 AuthorizationHeaderMalformed, eu-central-1)',
  ],
  [403, error('RequestTimeTooSkewed'), 'clock', "set this machine's clock"],
  [403, error('QuotaExceeded'), 'full', 'takes no more'],
  [507, '', 'full', 'takes no more (507)'],
  [501, error('NotImplemented'), 'conditions', "can't compare before it writes"],
  [
    503,
    error('SlowDown'),
    'server',
    "can't serve bucket lists at the moment (503 SlowDown, PUT metadata/timestamp.json)",
  ],
  [200, '<html>Sign in</html>', 'not-a-store', 'is the address right?'],
  [404, '<html>Not found</html>', 'not-a-store', 'is the address right?'],
] as const)('an answer of %i, %s is told as %s', (status, body, problem, words) => {
  const { problem: told, message } = failure(status, body);
  expect(told).toBe(problem);
  expect(message).toContain(words);
});

it('where the bucket is, its own header says as well', () => {
  const told = failure(301, error('PermanentRedirect'), { 'x-amz-bucket-region': 'us-west-2' });
  expect(told.message).toContain('(301 PermanentRedirect, us-west-2)');
});

it('how far off the clock is, the answer’s date says', () => {
  const date = new Date(Date.now() - 20 * 60_000).toUTCString();
  expect(failure(403, error('RequestTimeTooSkewed'), { date }).message).toContain(
    "20 minutes ahead of the store's",
  );
});

it('nothing that an answer says about the request comes into a message', () => {
  const body = error(
    'SignatureDoesNotMatch',
    '<StringToSign>s3cr3t</StringToSign><AWSAccessKeyId>AKIA1</AWSAccessKeyId>',
  );
  expect(failure(403, body).message).not.toMatch(/s3cr3t|AKIA1/);
});

it.each([
  [{ ...LOCATION }, true],
  [{ ...LOCATION, prefix: '' }, true],
  [{ ...LOCATION, endpoint: 'http://127.0.0.1:9000' }, true],
  [{ ...LOCATION, endpoint: 'http://store.example' }, false],
  [{ ...LOCATION, endpoint: 'https://store.example/lists' }, false],
  [{ ...LOCATION, endpoint: 'https://key:secret@store.example' }, false],
  [{ ...LOCATION, bucket: 'lists/acme' }, false],
  [{ ...LOCATION, prefix: '/acme/' }, false],
  [{ ...LOCATION, prefix: 'acme' }, false],
  [{ ...LOCATION, prefix: '../' }, false],
  [null, false],
])('%j as a location: %s', (location, valid) => {
  expect(isS3Location(location)).toBe(valid);
});
