import { describe, expect, it } from 'vitest';
import { type LoggedRequest, readLogLine } from '../../../utils/coverage/access-log.ts';
import { browserOf } from '../../../utils/coverage/browser.ts';
import { countCoverage } from '../../../utils/coverage/coverage.ts';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const EDGE = `${CHROME} Edg/156.0.0.0`;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
const TIME = Date.UTC(2026, 10, 29, 8, 30, 15);

const expected: LoggedRequest = {
  time: TIME,
  address: '192.0.2.7',
  method: 'GET',
  path: '/acme/metadata/timestamp.json',
  status: 304,
  userAgent: FIREFOX,
};

describe('a line of an access log', () => {
  it.each([
    ['[2001:db8::7]:50124 -', '2001:db8::7'],
    ['2001:db8::7 -', '2001:db8::7'],
    ['lists.example 2001:db8::7', '2001:db8::7'],
    ['client.example -', 'client.example'],
  ])('of "%s" is of the client %s', (who, address) => {
    const line = `${who} - - [29/Nov/2026:08:30:15 +0000] "GET /metadata/timestamp.json HTTP/2.0" 304 0`;
    expect(readLogLine(line)).toMatchObject({ address });
  });

  it.each([
    [
      'combined',
      `192.0.2.7 - - [29/Nov/2026:09:30:15 +0100] "GET /acme/metadata/timestamp.json?x=1 HTTP/2.0" 304 0 "-" "${FIREFOX}"`,
    ],
    [
      'combined, of a user',
      `192.0.2.7 - some body [29/Nov/2026:08:30:15 +0000] "GET /acme/metadata/timestamp.json HTTP/1.1" 304 - "-" "${FIREFOX}"`,
    ],
    [
      'combined, behind the name of the site (vhost_combined)',
      `lists.example:443 192.0.2.7 - some body [29/Nov/2026:08:30:15 +0000] "GET /acme/metadata/timestamp.json HTTP/1.1" 304 - "-" "${FIREFOX}"`,
    ],
    [
      'combined, with the port',
      `192.0.2.7:50124 - - [29/Nov/2026:08:30:15 +0000] "GET /acme/metadata/timestamp.json HTTP/1.1" 304 - "-" "${FIREFOX}"`,
    ],
    [
      'combined, as a proxy forwarded it',
      `192.0.2.7, 10.0.0.1 - - [29/Nov/2026:08:30:15 +0000] "GET /acme/metadata/timestamp.json HTTP/1.1" 304 - "-" "${FIREFOX}"`,
    ],
    [
      'Amazon S3',
      `79a59df900b949e5 bucket [29/Nov/2026:08:30:15 +0000] 192.0.2.7 - 891CE47D2EXAMPLE REST.GET.OBJECT acme/metadata/timestamp.json "GET /acme/metadata/timestamp.json HTTP/1.1" 304 - - 900 7 6 "-" "${FIREFOX}" - xyz= - ECDHE - host TLSv1.3 - -`,
    ],
    [
      'Cloudflare, RFC 3339',
      JSON.stringify({
        ClientIP: '192.0.2.7',
        ClientRequestMethod: 'GET',
        ClientRequestURI: '/acme/metadata/timestamp.json?cf=1',
        ClientRequestUserAgent: FIREFOX,
        EdgeResponseStatus: 304,
        EdgeStartTimestamp: '2026-11-29T08:30:15Z',
      }),
    ],
    [
      'Cloudflare, nanoseconds',
      JSON.stringify({
        ClientIP: '192.0.2.7',
        ClientRequestMethod: 'GET',
        ClientRequestURI: '/acme/metadata/timestamp.json',
        ClientRequestUserAgent: FIREFOX,
        EdgeResponseStatus: 304,
        EdgeStartTimestamp: TIME * 1e6,
      }),
    ],
    [
      'Caddy',
      JSON.stringify({
        ts: TIME / 1000,
        request: {
          remote_ip: '192.0.2.7',
          method: 'GET',
          uri: '/acme/metadata/timestamp.json',
          headers: { 'User-Agent': [FIREFOX] },
        },
        status: 304,
      }),
    ],
    [
      'nginx, JSON',
      JSON.stringify({
        remote_addr: '192.0.2.7',
        time_local: '29/Nov/2026:08:30:15 +0000',
        request_method: 'GET',
        request_uri: '/acme/metadata/timestamp.json',
        status: '304',
        http_user_agent: FIREFOX,
      }),
    ],
  ])('is read: %s', (_, line) => {
    expect(readLogLine(line)).toEqual(expected);
  });

  it('in common format names no browser', () => {
    const line =
      '192.0.2.7 - - [29/Nov/2026:08:30:15 +0000] "GET /acme/metadata/timestamp.json HTTP/1.1" 304 0';
    expect(readLogLine(line)).toEqual({ ...expected, userAgent: '' });
  });

  it.each([
    '',
    'nothing of the sort',
    '{"status": 200}',
    '{"ts":1e300,"method":"GET","uri":"/metadata/timestamp.json","status":200,"remote_ip":"192.0.2.7"}',
    '{',
    '192.0.2.7 - - [yesterday] "GET / HTTP/1.1" 200 0',
    '192.0.2.7 - - [29/Nov/2026:08:30:15 +0000] "\\x16\\x03" 400 0 "-" "-"',
  ])('that is none is told: %s', line => {
    expect(readLogLine(line)).toBeUndefined();
  });

  it('of a hostile client takes no time', () => {
    const line = `192.0.2.7 - - [29/Nov/2026:08:30:15 +0000] "GET /${'"\\'.repeat(50_000)}`;
    const begin = performance.now();
    readLogLine(line);
    readLogLine('[ '.repeat(50_000));
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});

it.each([
  [CHROME, 'Chrome 156'],
  [EDGE, 'Edge 156'],
  [FIREFOX, 'Firefox 153'],
  ['curl/8.1', 'other'],
  ['', 'other'],
])('a browser is known by %s', (userAgent, name) => {
  expect(browserOf(userAgent)).toBe(name);
});

describe('coverage', () => {
  const count = (...requests: Partial<LoggedRequest>[]) => {
    const counting = countCoverage((address, userAgent) => `${address}|${userAgent}`);
    for (const request of requests) counting.take({ ...expected, userAgent: CHROME, ...request });
    return counting.days();
  };

  it('counts a pair of address and browser once a day, whatever it asks', () => {
    const days = count({}, {}, { userAgent: FIREFOX }, { address: '192.0.2.8' }, { time: TIME + 86_400_000 });
    expect(days.map(({ day, clients }) => [day, clients])).toEqual([
      ['2026-11-29', 3],
      ['2026-11-30', 1],
    ]);
    expect(Object.fromEntries(days[0]?.browsers ?? [])).toEqual({ 'Chrome 156': 2, 'Firefox 153': 1 });
  });

  it('counts nobody who only fetches other things, or asks otherwise', () => {
    expect(
      count(
        { path: '/metadata/3.snapshot.json' },
        { method: 'OPTIONS' },
        { path: '/index.html' },
        { path: '/x' },
      ),
    ).toMatchObject([{ clients: 0 }]);
    expect(count({ path: '/xmetadata/timestamp.json' })).toEqual([]);
  });

  it('tells who never got an answer', () => {
    const [day] = count({ status: 503 }, { address: '192.0.2.8', status: 503 }, { address: '192.0.2.8' });
    expect(day).toMatchObject({ clients: 2, unanswered: 1 });
  });

  it('tells the root that each holds by the next one that it asks for', () => {
    const root = (version: number, status: number) => ({ path: `/metadata/${version}.root.json`, status });
    const [day] = count(
      {},
      root(3, 404),
      { address: '192.0.2.8' },
      { address: '192.0.2.8', ...root(2, 200) },
      { address: '192.0.2.8', ...root(3, 403) },
      { address: '192.0.2.9' },
      { address: '192.0.2.9', ...root(2, 404) },
    );
    expect([...(day?.roots ?? [])]).toEqual([
      ['2', 2],
      ['1', 1],
    ]);
  });

  it('tells the newest snapshot that each took that day', () => {
    const snapshot = (version: number, status = 200) => ({
      path: `/metadata/${version}.snapshot.json`,
      status,
    });
    const [day] = count({}, snapshot(7), snapshot(8), snapshot(9, 404), { address: '192.0.2.8' });
    expect([...(day?.snapshots ?? [])]).toEqual([['8', 1]]);
  });
});
