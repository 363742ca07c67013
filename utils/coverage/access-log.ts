import { isRecord } from '../register/json-value.ts';

/** What a line of a host's access log says of one request. */
export interface LoggedRequest {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly address: string;
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly status: number;
  /** Empty where the log doesn't say. */
  readonly userAgent: string;
}

/**
 * Reads a line: common or combined log format (Apache, nginx), an Amazon S3 server access log, or JSON (Cloudflare's
 * Logpush, Caddy, Traefik, nginx with the usual names). Undefined for any other.
 */
export function readLogLine(line: string): LoggedRequest | undefined {
  return line.startsWith('{') ? readJsonLine(line) : (readS3(line) ?? readCombined(line));
}

const TIME = String.raw`\[([^\]]+)\]`;
const REQUEST = String.raw`"([A-Z]+) (\S+)[^"]*"`;
const QUOTED = String.raw`"((?:[^"\\]|\\.)*)"`;

/**
 * `host ident user [time] "request" status bytes`, and in the combined format `"referrer" "user agent"`; Apache's
 * `vhost_combined` has the site's name in front.
 */
const COMBINED = new RegExp(
  String.raw`^(\S+ \S+ .{1,256}?) ?${TIME} ${REQUEST} (\d{3}) \S+(?: ${QUOTED} ${QUOTED})?`,
);

function readCombined(line: string): LoggedRequest | undefined {
  const [, who = '', time, method, uri, status, , userAgent] = COMBINED.exec(line) ?? [];
  const [first, second = ''] = who.split(/,? /).map(withoutPort);
  const address = !isIp(first) && isIp(second) ? second : first;
  return requestOf({ address, time: timeOf(time), method, uri, status, userAgent });
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const IPV6 = /^[\da-f]{0,4}(?::[\da-f.]{0,15}){2,7}$/i;

function isIp(text: string | undefined): boolean {
  return text !== undefined && (IPV4.test(text) || IPV6.test(text));
}

/** The port is another with each connection, and the client the same. */
function withoutPort(address: string): string {
  const [, ipv4, ipv6] = /^(?:([\d.]+):\d+|\[([\da-f:.]+)\](?::\d+)?)$/i.exec(address) ?? [];
  return ipv4 ?? ipv6 ?? address;
}

/**
 * `owner bucket [time] address requester id operation key "request" status error bytes size total turnaround
 * "referrer" "user agent"`: Amazon S3, server access log format.
 */
const S3 = new RegExp(
  String.raw`^\S+ \S+ ${TIME} (\S+) \S+ \S+ \S+ \S+ ${REQUEST} (\d{3}) \S+ \S+ \S+ \S+ \S+ ${QUOTED} ${QUOTED}`,
);

function readS3(line: string): LoggedRequest | undefined {
  const [, time, address, method, uri, status, , userAgent] = S3.exec(line) ?? [];
  return requestOf({ address, time: timeOf(time), method, uri, status, userAgent });
}

/** The same thing under the names that makers gave it; a dot leads into an object. */
const NAMES = {
  time: ['EdgeStartTimestamp', 'ts', 'StartUTC', 'time_iso8601', 'time_local', 'msec', 'time', 'timestamp'],
  address: ['ClientIP', 'request.client_ip', 'request.remote_ip', 'ClientHost', 'remote_addr', 'remote_ip'],
  method: ['ClientRequestMethod', 'request.method', 'RequestMethod', 'request_method', 'method'],
  uri: ['ClientRequestURI', 'ClientRequestPath', 'request.uri', 'RequestPath', 'request_uri', 'uri', 'path'],
  status: ['EdgeResponseStatus', 'DownstreamStatus', 'status'],
  userAgent: [
    'ClientRequestUserAgent',
    'request.headers.User-Agent.0',
    'request_User-Agent',
    'http_user_agent',
    'user_agent',
  ],
} as const;

function readJsonLine(line: string): LoggedRequest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const found = (names: readonly string[]) =>
    names.map(name => at(value, name.split('.'))).find(each => each !== undefined);
  return requestOf({
    address: textOf(found(NAMES.address)),
    time: timeOf(found(NAMES.time)),
    method: textOf(found(NAMES.method)),
    uri: textOf(found(NAMES.uri)),
    status: textOf(found(NAMES.status)),
    userAgent: textOf(found(NAMES.userAgent)),
  });
}

function at(value: unknown, names: readonly string[]): unknown {
  const [name, ...rest] = names;
  if (name === undefined) return value;
  if (Array.isArray(value)) return at(value[Number(name)], rest);
  return isRecord(value) ? at(value[name], rest) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LOG_TIME = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)$/;
/** 5138 in seconds, 1973 in milliseconds: whatever is above isn't in the unit below. */
const LARGEST_SECONDS = 1e11;
const LARGEST_MS = 1e14;

/** Of a date as logs write it, of RFC 3339, or of a number of seconds, milliseconds or nanoseconds. */
function timeOf(value: unknown): number {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number === 'number') {
    if (number < LARGEST_SECONDS) return number * 1000;
    return number < LARGEST_MS ? number : number / 1e6;
  }
  if (typeof value !== 'string') return Number.NaN;
  const [, day, month = '', year, clock, hours, minutes] = LOG_TIME.exec(value) ?? [];
  if (day === undefined) return Date.parse(value);
  const monthDigits = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  return Date.parse(`${year}-${monthDigits}-${day}T${clock}${hours}:${minutes}`);
}

/** Beyond the year 9999 a date is written in another way, and later not at all. */
const END_OF_TIME = Date.UTC(10_000);

function requestOf(found: {
  readonly time: number;
  readonly address: string | undefined;
  readonly method: string | undefined;
  readonly uri: string | undefined;
  readonly status: string | undefined;
  readonly userAgent: string | undefined;
}): LoggedRequest | undefined {
  const { time, address, method, uri, status, userAgent } = found;
  if (address === undefined || uri === undefined || !(time >= 0 && time < END_OF_TIME)) return undefined;
  if (method === undefined || !/^\d{3}$/.test(status ?? '')) return undefined;
  const [path = ''] = uri.split('?');
  return {
    time,
    address: withoutPort(address),
    method,
    path,
    status: Number(status),
    userAgent: userAgent ?? '',
  };
}
