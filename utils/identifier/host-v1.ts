import punycode from 'punycode/punycode.js';

/** Characters that no host name has, and that a URL parser would take for the end of one. */
const NEVER_IN_A_HOST = /[\s/\\?#:%@[\]]/u;
const ASCII = /^[\x20-\x7e]*$/;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
/** A last label by which URL parsers read the host as an IPv4 address (URL Standard, "ends in a number"). */
const NUMBER = /^(?:\d+|0x[\da-f]*)$/;
const MAX_HOST_LENGTH = 253;

export type CanonicalHost =
  | { readonly ok: true; readonly host: string }
  | { readonly ok: false; readonly reason: 'bad-host' | 'ip-address' };

/**
 * The one ASCII form of a host name, without the trailing dot: labels of letters, digits, `-` and `_` only (RFC 1035
 * §2.3.4 for lengths), others in Punycode. An A-label is taken as it is.
 *
 * Not by `new URL`: for 367 code points of Unicode 15 Node 20, Chromium 156 and Firefox 153 disagree on whether a
 * host with them is valid, and Chromium doesn't look into A-labels (measured in November 2026). After `foldV1`, what
 * UTS-46 would still map is the ideographic full stop.
 * @param folded as `foldV1` gives it
 */
export function canonicalHostV1(folded: string): CanonicalHost {
  if (folded === '' || NEVER_IN_A_HOST.test(folded)) return { ok: false, reason: 'bad-host' };
  const labels = folded.replaceAll('。', '.').replace(/\.$/, '').split('.').map(asciiLabel);
  const host = labels.join('.');
  if (NUMBER.test(labels.at(-1) ?? '')) return { ok: false, reason: 'ip-address' };
  if (host.length > MAX_HOST_LENGTH || !labels.every(label => LABEL.test(label))) {
    return { ok: false, reason: 'bad-host' };
  }
  return { ok: true, host };
}

function asciiLabel(label: string): string {
  return ASCII.test(label) ? label : `xn--${punycode.encode(label)}`;
}
