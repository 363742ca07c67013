import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildExtension, ROOT } from './harness/build-extension.ts';

/**
 * The most that each part may weigh, in kB (1,000 bytes) as it lies in the package that users get: a hundredth or two above what it
 * weighed when the line was written (2026-11). Whoever raises one says in the commit what for: every frame of every page pays for the
 * first.
 */
const MOST_KB: readonly (readonly [part: string, files: RegExp, most: number | ByBrowser])[] = [
  ['what comes into every frame', /^frame\.js$/, 69.3],
  ['the heaviest site', /^site-outlook\.js$/, 10.2],
  ['what a frame gets at its first mail', /^guard-views\.js$/, 33.4],
  ['what a frame gets at its first address', /^marks\.js$/, 25.1],
  ['the background, in which Firefox has the host', /^background\.js$/, { chromium: 12.3, firefox: 33.4 }],
  ['the lookup worker, with the countries’ phone numbers', /^assets\/lookup\.worker-[\w-]+\.js$/, 170],
  ['the sync worker', /^assets\/sync\.worker-[\w-]+\.js$/, 73.7],
  ['what the popup has for itself', /^chunks\/popup-[\w-]+\.js$/, 16.7],
  ['what the options have for themselves, papaparse too', /^chunks\/options-[\w-]+\.js$/, 33.7],
  ['the whole package, of which five languages’ words are a sixth', /./, 3_095],
];

type ByBrowser = Readonly<Record<'chromium' | 'firefox', number>>;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-package-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(['chromium', 'firefox'] as const)('the package for %s', browser => {
  let extension: string;
  let files: string[];
  let manifest: Record<string, unknown>;

  beforeAll(async () => {
    extension = await buildExtension(folder, browser);
    const entries = await readdir(extension, { recursive: true, withFileTypes: true });
    files = entries
      .filter(entry => entry.isFile())
      .map(entry => relative(extension, join(entry.parentPath, entry.name)));
    manifest = JSON.parse(await textOf('manifest.json'));
  });

  function textOf(file: string): Promise<string> {
    return readFile(join(extension, file), 'utf8');
  }

  it.each(MOST_KB)('%s is light', async (_part, which, most) => {
    const parts = files.filter(file => which.test(file));
    const sizes = await Promise.all(parts.map(async file => (await stat(join(extension, file))).size));
    const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
    expect(parts).not.toEqual([]);
    expect(kilobytes).toBeLessThanOrEqual(typeof most === 'number' ? most : most[browser]);
  });

  it('lets no page load anything of it, and nobody else talk to it', () => {
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest).not.toHaveProperty('externally_connectable');
    expect(manifest.content_security_policy).toEqual({
      extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'",
    });
  });

  it('is the one that users get: none for developers, which holds paths of the machine that built it', async () => {
    for (const file of files) expect([file, (await textOf(file)).includes(ROOT)]).toEqual([file, false]);
  });

  it('fetches no code', async () => {
    const scripts = files.filter(file => extname(file) === '.js');
    const pages = files.filter(file => extname(file) === '.html');
    expect(scripts.length).toBeGreaterThan(10);
    for (const file of scripts) {
      const code = await textOf(file);
      const found =
        /\b(?:import|importScripts)\s*\(\s*["'`]https?:|from\s*["'`]https?:|\bnew Function\s*\(|[^.\w]eval\s*\(/.exec(
          code,
        );
      expect([file, found?.[0] ?? null]).toEqual([file, null]);
      // Nor does it make elements of a text.
      expect([file, /\.(?:inner|outer)HTML\s*=[^=]/.exec(code)?.[0] ?? null]).toEqual([file, null]);
    }
    for (const file of pages) {
      const found = /<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?\/\//.exec(await textOf(file));
      expect([file, found?.[0] ?? null]).toEqual([file, null]);
    }
  });

  it('asks for what docs/permissions.md says and no more', async () => {
    const guide = await readFile(new URL('../../docs/permissions.md', import.meta.url), 'utf8');
    const asked = ['permissions', 'host_permissions', 'optional_host_permissions'].flatMap(name => {
      const list = manifest[name];
      return Array.isArray(list) ? list : [];
    });
    expect(asked.length).toBeGreaterThan(15);
    for (const each of asked) expect(guide).toContain(`\`${each}\``);
    expect(manifest).not.toHaveProperty('optional_permissions');
  });
});
