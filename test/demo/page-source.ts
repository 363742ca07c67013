import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, extname, join, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Host, Reply } from '../e2e/harness/hosts.ts';
import type { PageSource } from './options.ts';

/** A host that the extension watches, at which a page is served that nobody here wrote. */
export const PAGE_ORIGIN = 'https://page.my.salesforce.com';

/** Longest wait for another site's answer. */
const FETCH_TIMEOUT_MS = 30_000;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.xhtml': 'application/xhtml+xml',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** Serves the page at PAGE_ORIGIN; `path` is where it stands there. */
export function hostOfPage(source: PageSource): { readonly host: Host; readonly path: string } {
  if (source.kind === 'file') {
    return { host: folderHost(dirname(source.path)), path: `/${encodeURIComponent(basename(source.path))}` };
  }
  return { host: proxyHost(source.url), path: source.url.pathname + source.url.search };
}

/** Files of one folder and below; nothing outside it, not by `..` and not by a link. */
function folderHost(folder: string): Host {
  return async url => {
    const root = await realpath(folder);
    const path = await realpath(join(root, decodeURIComponent(url.pathname))).catch(() => undefined);
    if (!path?.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
    return fileReply(path);
  };
}

async function fileReply(path: string): Promise<Reply | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (!bytes) return undefined;
  const packed = extname(path) === '.gz';
  const name = packed ? path.slice(0, -'.gz'.length) : path;
  // Without a known ending it is a changelog, a copyright file or the like.
  const type = types[extname(name).toLowerCase()] ?? 'text/plain; charset=utf-8';
  return { type, body: packed ? gunzipSync(bytes) : bytes };
}

/** Everything at the origin of `page`, fetched through. */
function proxyHost(page: URL): Host {
  return async url => {
    const response = await fetch(new URL(url.pathname + url.search, page.origin), {
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? 'application/octet-stream',
      body: new Uint8Array(await response.arrayBuffer()),
    };
  };
}
