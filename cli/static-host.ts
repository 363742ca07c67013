import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';

/** The files of a repository and no others: not keys, not the register, nothing that was put beside them. */
const SERVED = [
  {
    pattern: /^\/metadata\/(?:timestamp|[1-9]\d{0,14}\.(?:root|snapshot|targets))\.json$/,
    named: 'by-number',
  },
  { pattern: /^\/targets\/[0-9a-f]{64}\.[0-9a-f]{32}\.head$/, named: 'by-hash' },
  { pattern: /^\/segments\/[0-9a-f]{64}\.bin$/, named: 'by-hash' },
] as const;

/**
 * Answers for a published folder as any static host should: CORS for everybody, hashed files for ever, metadata
 * asked for anew each time (the next root's number is one that isn't there yet, and must not stay so in a cache).
 */
export function staticHost(publicFolder: string): RequestListener {
  return (request, response) => {
    answer(publicFolder, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}

async function answer(folder: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('Access-Control-Allow-Origin', '*');
  // Else a browser keeps these two from the extension: a clock that is wrong couldn't be told from a list that expired.
  response.setHeader('Access-Control-Expose-Headers', 'Date, Retry-After');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (request.method === 'OPTIONS') {
    response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD');
    response.setHeader('Access-Control-Allow-Headers', '*');
    response.writeHead(204).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD, OPTIONS' }).end();
    return;
  }
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const kind = SERVED.find(({ pattern }) => pattern.test(path));
  const bytes = kind && (await readFile(join(folder, path)).catch(() => undefined));
  if (!kind || !bytes) {
    response.writeHead(404, { 'Cache-Control': 'no-store', 'Content-Type': 'text/plain' }).end('not found\n');
    return;
  }
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
  response.setHeader('ETag', etag);
  response.setHeader(
    'Cache-Control',
    kind.named === 'by-hash' ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    return;
  }
  const type = path.endsWith('.json') ? 'application/json' : 'application/octet-stream';
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
