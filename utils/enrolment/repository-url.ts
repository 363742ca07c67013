/** Hosts that never leave the machine: the only ones that may be read without TLS. */
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

export type RepositoryUrl =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly problem: RepositoryUrlProblem };

/**
 * - `not-a-url`: no absolute address;
 * - `insecure`: neither https nor http on loopback;
 * - `credentials`: a name or password in the address, which every rep would learn;
 * - `query`: `?` or `#`, below which no file can stand.
 */
export type RepositoryUrlProblem = 'not-a-url' | 'insecure' | 'credentials' | 'query';

/**
 * The address under which reps read the list, in its one form, ending in `/`.
 * @example repositoryUrl('https://lists.acme.example/lethe') // → { ok: true, url: 'https://lists.acme.example/lethe/' }
 */
export function repositoryUrl(text: string): RepositoryUrl {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return { ok: false, problem: 'not-a-url' };
  }
  const loopback = url.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname);
  if (url.protocol !== 'https:' && !loopback) return { ok: false, problem: 'insecure' };
  if (url.username !== '' || url.password !== '') return { ok: false, problem: 'credentials' };
  if (/[?#]/.test(url.href)) return { ok: false, problem: 'query' };
  return { ok: true, url: url.href.endsWith('/') ? url.href : `${url.href}/` };
}
