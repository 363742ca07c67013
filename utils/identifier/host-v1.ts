/** Characters that `new URL` would take for something other than a host, and so give another host's name. */
const NEVER_IN_A_HOST = /[\s/\\?#:%@[\]]/u;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const MAX_HOST_LENGTH = 253;

export type CanonicalHost =
  | { readonly ok: true; readonly host: string }
  | { readonly ok: false; readonly reason: 'bad-host' | 'ip-address' };

/**
 * The one ASCII form of a host name: UTS-46 by the URL Standard's host parser, without the trailing dot.
 * Names in labels of letters, digits, `-` and `_` only (RFC 1035 §2.3.4 for lengths).
 * @param folded as `foldV1` gives it
 */
export function canonicalHostV1(folded: string): CanonicalHost {
  if (folded === '' || NEVER_IN_A_HOST.test(folded)) return { ok: false, reason: 'bad-host' };
  let host: string;
  try {
    host = new URL(`http://${folded}/`).hostname;
  } catch {
    return { ok: false, reason: 'bad-host' };
  }
  if (host.endsWith('.')) host = host.slice(0, -1);
  if (/^\d+(?:\.\d+){3}$/.test(host)) return { ok: false, reason: 'ip-address' };
  if (host.length > MAX_HOST_LENGTH || !host.split('.').every(label => LABEL.test(label))) {
    return { ok: false, reason: 'bad-host' };
  }
  return { ok: true, host };
}
