/** What browsers call themselves, the most particular first: Edge and Opera name Chrome as well. */
const BROWSERS = [
  ['Edge', /\bEdg\/(\d{1,4})/],
  ['Opera', /\bOPR\/(\d{1,4})/],
  ['Firefox', /\bFirefox\/(\d{1,4})/],
  ['Chrome', /\bChrome\/(\d{1,4})/],
] as const;

/** Name and main version of a browser by its user agent; `other` for what is none that Lethe runs in. */
export function browserOf(userAgent: string): string {
  for (const [name, pattern] of BROWSERS) {
    const [, version] = pattern.exec(userAgent) ?? [];
    if (version !== undefined) return `${name} ${version}`;
  }
  return 'other';
}
