import { type Bytes, utf8 } from '../../../utils/bytes.ts';
import { readLogLine } from '../../../utils/coverage/access-log.ts';
import { countCoverage } from '../../../utils/coverage/coverage.ts';
import { ensure } from '../ensure.ts';
import type { Target } from '../fuzz.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';

/** Whoever asks a host writes into its log: path, user agent and referrer are theirs to choose. */
export const accessLog: Target = {
  name: 'access-log',
  prepare: () => ({
    samples: [
      utf8(
        `192.0.2.7 - - [29/Nov/2026:09:30:15 +0100] "GET /metadata/timestamp.json HTTP/2.0" 304 0 "-" "${FIREFOX}"`,
      ),
      utf8(
        `79a59df900b949e5 bucket [29/Nov/2026:08:30:15 +0000] 192.0.2.7 - 891C REST.GET.OBJECT metadata/2.root.json "GET /metadata/2.root.json HTTP/1.1" 404 - - 900 7 6 "-" "${FIREFOX}" -`,
      ),
      utf8(
        JSON.stringify({
          ClientIP: '192.0.2.7',
          ClientRequestMethod: 'GET',
          ClientRequestURI: '/metadata/3.snapshot.json',
          ClientRequestUserAgent: FIREFOX,
          EdgeResponseStatus: 200,
          EdgeStartTimestamp: 1_795_941_015_000_000_000,
        }),
      ),
    ],
    tokens: ['"', '\\"', '[', ']', ' - ', '{', '1e999', '9'.repeat(400), '-1', 'null', '\u0000'].map(utf8),
    check,
  }),
};

function check(input: Bytes): boolean {
  const request = readLogLine(new TextDecoder().decode(input));
  if (request === undefined) return false;
  ensure(Number.isFinite(new Date(request.time).getTime()), 'a time is one');
  ensure(request.status >= 0 && request.status <= 999, 'a status has three digits');
  const count = countCoverage((address, userAgent) => `${address}|${userAgent}`);
  count.take(request);
  for (const { day, clients } of count.days()) {
    ensure(/^\d{4}-\d\d-\d\d$/.test(day), 'a day is one of the calendar');
    ensure(clients <= 1, 'one request is at most one client');
  }
  return true;
}
