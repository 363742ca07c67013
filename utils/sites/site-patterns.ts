/**
 * Whether an address lies within a match pattern with every path, as the site files and permissions have them: a scheme
 * or `*`, and a host that may begin with `*.`, or `*` for each.
 */
export function isWithin(pattern: string, url: string): boolean {
  const parts = /^(https?|\*):\/\/(?:(\*\.)?([a-z0-9.-]+)|\*)\/\*$/.exec(pattern);
  if (!parts || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const [, scheme, wildcard, host] = parts;
  const isScheme = scheme === '*' ? /^https?:$/.test(protocol) : protocol === `${scheme}:`;
  if (!isScheme || host === undefined) return isScheme;
  return hostname === host || (wildcard !== undefined && hostname.endsWith(`.${host}`));
}
