/** One page of a ListObjectsV2 answer. */
export interface ListPage {
  /** In the order of the answer; their etags in the form of the header, empty where there is none. */
  readonly objects: readonly { readonly key: string; readonly etag: string }[];
  /** Asks for the next page; undefined on the last. */
  readonly next: string | undefined;
}

/**
 * Reads a page without an XML parser, which Node lacks: of this answer's elements five matter, none of the inner four of them can hold
 * another, and a `<` in their text is always escaped. Undefined if it is no such answer.
 */
export function readListPage(xml: string): ListPage | undefined {
  if (!/<ListBucketResult[\s>]/.test(xml.slice(0, 1024)) || !xml.trimEnd().endsWith('</ListBucketResult>')) {
    return undefined;
  }
  const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, inner = '']) => ({
    key: textIn(inner, 'Key'),
    etag: textIn(inner, 'ETag'),
  }));
  const truncated = /<IsTruncated>\s*true\s*<\/IsTruncated>/.test(xml);
  const token = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(xml)?.[1];
  // More is said to be there, and not how to ask for it: half a list isn't a list.
  if (truncated && token === undefined) return undefined;
  return { objects, next: truncated && token !== undefined ? unescaped(token) : undefined };
}

function textIn(xml: string, element: 'Key' | 'ETag'): string {
  const [, text = ''] = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml) ?? [];
  return unescaped(text);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
