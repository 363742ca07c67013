const HOST = /^(?<scheme>https?:\/\/)?(?<host>(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*)\/?$/i;

/**
 * The match pattern of a host that a policy names: by https unless it says http. Null for what is no host, such as a path or every
 * site at once, which nobody is to be asked for.
 * @example watchedPattern('*.example.com') // → 'https://*.example.com/*'
 */
export function watchedPattern(text: string): string | null {
  const { scheme, host } = HOST.exec(text.trim())?.groups ?? {};
  if (host === undefined) return null;
  const name = host.replace('*.', '');
  // A whole top-level domain is as good as every site.
  if (host.startsWith('*.') && !name.includes('.')) return null;
  if (!URL.canParse(`https://${name}/`)) return null;
  return `${(scheme ?? 'https://').toLowerCase()}${host.toLowerCase()}/*`;
}
