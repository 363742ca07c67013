import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { staticHost } from '../../../cli/static-host.ts';
import { utf8 } from '../../../utils/bytes.ts';
import { folderStore } from '../../../utils/publish/folder-store-node.ts';
import { type ProbeOrigin, probePublicAddress } from '../../../utils/publish/probe-public-address.ts';
import { publish } from '../../../utils/publish/publish.ts';
import type { ObjectStore } from '../../../utils/register/object-store.ts';
import { inEnglish } from '../../../utils/sentence.ts';
import type { Fetch } from '../../../utils/tuf/fetch-file.ts';
import { listen } from './listen.ts';
import { createPublisher, type Publisher } from './publisher.ts';

let publisher: Publisher;
let store: ObjectStore;
let server: Server | undefined;

beforeEach(async () => {
  publisher = await createPublisher();
  store = publisher.publication.access.store;
  await publish(publisher.publication);
});

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await publisher.close();
});

/** Probes what `lethe serve` answers, changed. */
async function probe(
  change: (request: IncomingMessage, response: ServerResponse, next: RequestListener) => void,
  origin: ProbeOrigin = 'chosen',
  read: Fetch = fetch,
) {
  const host = staticHost(join(publisher.folder, 'public'));
  server = createServer((request, response) => change(request, response, host));
  return probePublicAddress({
    url: `${await listen(server)}/`,
    store,
    atOnce: false,
    fetch: read,
    origin,
  });
}

/** As a page's fetch: it names its origin, throws where the answer isn't for it, and shows what is exposed alone. */
const pageFetch: Fetch = async (url, init) => {
  const response = await fetch(url, { ...init, headers: { Origin: 'chrome-extension://lethe' } });
  const typed = (type: ResponseType, headers: Headers) =>
    Object.defineProperty(new Response(response.body, { status: response.status, headers }), 'type', {
      value: type,
    });
  if (init?.mode === 'no-cors') return typed('opaque', new Headers());
  if (response.headers.get('access-control-allow-origin') !== '*') throw new TypeError('Failed to fetch');
  const exposed = response.headers.get('access-control-expose-headers')?.toLowerCase().split(/,\s*/) ?? [];
  const seen = [...response.headers].filter(([name]) => name === 'cache-control' || exposed.includes(name));
  return typed('cors', new Headers(seen));
};

function without(header: string) {
  return (request: IncomingMessage, response: ServerResponse, next: RequestListener) => {
    const set = response.setHeader.bind(response);
    response.setHeader = (name, value) => (name.toLowerCase() === header ? response : set(name, value));
    next(request, response);
  };
}

it('an address as it should be has no findings', async () => {
  expect(await probe((request, response, next) => next(request, response))).toEqual({
    findings: [],
    settings: [],
  });
});

it('one without CORS is told what its host needs', async () => {
  const { findings, settings } = await probe(without('access-control-allow-origin'));
  expect(findings).toEqual([
    {
      problem: 'no-cors',
      breaks: true,
      said: expect.objectContaining({ english: expect.stringContaining('it must be "*", on every answer') }),
    },
  ]);
  expect(settings.map(({ host }) => inEnglish(host))).toEqual([
    'Cloudflare R2',
    'Amazon S3',
    'another S3-compatible store',
    'nginx',
    'Apache',
    'Netlify, Cloudflare Pages',
  ]);
});

it('one that has CORS only on files that are there is told so: clients ask for the next root each time', async () => {
  const { findings } = await probe((request, response, next) => {
    if (request.url?.includes('timestamp')) next(request, response);
    else response.writeHead(404).end();
  });
  expect(findings).toMatchObject([
    {
      problem: 'no-cors',
      said: expect.objectContaining({
        english: expect.stringContaining('999999999.root.json comes without'),
      }),
    },
  ]);
});

it('one that lets in a single extension is told that others are kept out', async () => {
  const { findings } = await probe((request, response, next) => {
    without('access-control-allow-origin')(request, response, next);
    const { origin } = request.headers;
    if (origin?.startsWith('chrome-extension:')) response.appendHeader('Access-Control-Allow-Origin', origin);
  });
  expect(findings).toMatchObject([{ problem: 'no-cors' }]);
});

it('one that exposes no header works, and loses something', async () => {
  const { findings } = await probe(without('access-control-expose-headers'));
  expect(findings).toMatchObject([{ problem: 'not-exposed', breaks: false }]);
});

it.each([
  ['max-age=600', false],
  ['public, s-maxage=86400, no-cache', true],
  ['public, max-age=31536000, immutable', true],
  ['', false],
] as const)(
  'one that says "%s" of timestamp.json is told how to, and whether that breaks it: %s',
  async (control, breaks) => {
    const { findings, settings } = await probe((request, response, next) => {
      const set = response.setHeader.bind(response);
      response.setHeader = (name, value) => {
        if (name !== 'Cache-Control') return set(name, value);
        return control === '' ? response : set(name, control);
      };
      next(request, response);
    });
    expect(findings).toMatchObject([
      {
        problem: 'cached',
        breaks,
        said: expect.objectContaining({ english: expect.stringContaining('"Cache-Control: no-cache"') }),
      },
    ]);
    expect(settings.map(({ host }) => host)).toEqual(['nginx', 'Apache', 'Netlify, Cloudflare Pages']);
  },
);

it('one that serves an earlier upload is told', async () => {
  const before = await store.get('metadata/timestamp.json');
  await publish({ ...publisher.publication, now: publisher.publication.now + 1000 });
  const { findings } = await probe((request, response, next) => {
    if (!request.url?.includes('timestamp')) return next(request, response);
    for (const [name, value] of [
      ['Access-Control-Allow-Origin', '*'],
      ['Access-Control-Expose-Headers', '*'],
      ['Cache-Control', 'no-cache'],
    ] as const)
      response.setHeader(name, value);
    response.end(before?.bytes);
  });
  expect(findings).toMatchObject([
    {
      problem: 'outdated',
      said: expect.objectContaining({ english: expect.stringContaining('the last upload is missing') }),
    },
  ]);
});

it('one that answers with a page for what isn’t there is told', async () => {
  const { findings } = await probe((request, response, next) => {
    if (request.url?.includes('timestamp')) return next(request, response);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>Welcome</html>');
  });
  expect(findings).toMatchObject([{ problem: 'missing-answered' }]);
});

it('one that redirects, one that has nothing and one that is gone are told apart', async () => {
  const redirected = await probe((_, response) =>
    response.writeHead(301, { Location: 'https://x.example/' }).end(),
  );
  expect(redirected.findings).toMatchObject([
    {
      problem: 'redirected',
      said: expect.objectContaining({ english: expect.stringContaining('to https://x.example/') }),
    },
  ]);
  server?.close();
  const empty = await probe((_, response) =>
    response.writeHead(404, { 'Access-Control-Allow-Origin': '*' }).end(),
  );
  expect(empty.findings).toMatchObject([
    {
      problem: 'not-served',
      said: expect.objectContaining({ english: expect.stringContaining('upload the folder') }),
    },
  ]);
  server?.closeAllConnections();
  server?.close();
  const gone = await probePublicAddress({
    url: 'http://127.0.0.1:1/',
    store,
    atOnce: false,
    fetch,
    origin: 'chosen',
  });
  expect(gone.findings).toMatchObject([{ problem: 'unreachable' }]);
});

it('where files are served at once, a new one has to be, and is removed', async () => {
  const other = folderStore(join(publisher.folder, 'elsewhere'), join(publisher.folder, 'unfinished'));
  await other.putNew('metadata/timestamp.json', utf8('{}'));
  const host = staticHost(join(publisher.folder, 'public'));
  server = createServer(host);
  const { findings } = await probePublicAddress({
    url: `${await listen(server)}/`,
    store: other,
    atOnce: true,
    origin: 'chosen',
    fetch,
  });
  expect(findings).toMatchObject([
    {
      problem: 'not-served',
      said: expect.objectContaining({ english: expect.stringContaining('same bucket and prefix') }),
    },
  ]);
  expect(await other.list('probe/')).toEqual([]);
});

it('from a page, an address as it should be has no findings, though CORS headers are not shown to it', async () => {
  const { findings } = await probe((request, response, next) => next(request, response), 'own', pageFetch);
  expect(findings).toEqual([]);
});

it('from a page, an answer that the browser keeps is told from no answer', async () => {
  const kept = await probe(without('access-control-allow-origin'), 'own', pageFetch);
  expect(kept.findings).toMatchObject([{ problem: 'no-cors', breaks: true }]);
  expect(kept.settings.length).toBeGreaterThan(0);
  server?.closeAllConnections();
  server?.close();
  const none = await probe((_, response) => response.destroy(), 'own', pageFetch);
  expect(none.findings).toMatchObject([{ problem: 'unreachable' }]);
});

it('from a page, a header that is not exposed is missed', async () => {
  const { findings } = await probe(without('access-control-expose-headers'), 'own', pageFetch);
  expect(findings).toMatchObject([{ problem: 'not-exposed', breaks: false }]);
});

it('from a page whose requests carry no origin, it is said that CORS can not be seen, and no more', async () => {
  const onlyAsked = (request: IncomingMessage, response: ServerResponse, next: RequestListener) => {
    if (request.headers.origin === undefined) without('access-control-allow-origin')(request, response, next);
    else next(request, response);
  };
  const { findings, settings } = await probe(onlyAsked, 'own-or-none');
  expect(findings).toMatchObject([{ problem: 'cors-unseen', breaks: false }]);
  expect(settings.length).toBeGreaterThan(0);
});
