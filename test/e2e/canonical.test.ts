import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { launchChromium } from './harness/chromium.ts';
import { launchFirefox } from './harness/firefox.ts';
import { startHosts } from './harness/hosts.ts';

interface Vector {
  readonly text: string;
  readonly canonical?: string;
  readonly refused?: string;
}

const vectors: Readonly<Record<string, readonly Vector[]>> = JSON.parse(
  readFileSync(new URL('../vectors/canonical-v1.json', import.meta.url), 'utf8'),
);
const cases = Object.entries(vectors).flatMap(([kind, rows]) =>
  rows.map(({ text, canonical, refused }) => ({ kind, text, outcome: canonical ?? refused ?? '' })),
);

/** The identifier room as one script that leaves `canonicalForms` on `globalThis.identifier`. */
async function identifierScript(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('../../utils/identifier/versions.ts', import.meta.url)),
        name: 'identifier',
        formats: ['iife'],
      },
    },
  });
  const [bundle] = Array.isArray(output) ? output : [];
  const [chunk] = bundle?.output ?? [];
  if (chunk?.type !== 'chunk') throw new Error('vite built no script');
  return chunk.code;
}

describe.each([
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
])('in %s', (_name, launch) => {
  it('every vector of the canonical forms comes out as in Node', async () => {
    const hosts = await startHosts();
    const driven = await launch({ hostsPort: hosts.port, headless: true });
    try {
      const page = await driven.browser.newPage();
      const script = `${await identifierScript()}
        JSON.stringify(${JSON.stringify(cases)}.map(({ kind, text }) => {
          const [form] = identifier.canonicalForms(kind, text);
          return { kind, text, outcome: form.ok ? form.identifier.canonical : form.reason };
        }));`;
      const outcomes: unknown = JSON.parse(String(await page.evaluate(script)));
      expect(outcomes).toEqual(cases);
    } finally {
      await driven.close();
      await hosts.close();
    }
  });
});
