import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalEmailV1 } from '../../utils/identifier/email-v1.ts';
import { ROOT } from '../e2e/harness/build-extension.ts';

/**
 * A page that nobody here wrote: the list of KDE's translation teams, 81 KB of HTML by hand from 1999 on with more
 * than a hundred addresses, in Debian's package `gettext`. It is taken from there at test time and kept nowhere.
 */
const DOCUMENT = 'usr/share/gettext/projects/KDE/teams.html';

const run = promisify(execFile);

/** The demo's whole way: an organisation, its list, a browser, and every place at which somebody listed stands. */
const TIMEOUT_MS = 300_000;

let folder: string;
let page: string | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-document-'));
  page = await provideDocument();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('on a document with hundreds of addresses', () => {
  it('exactly those on the list are flagged', { timeout: TIMEOUT_MS }, async context => {
    if (page === undefined) {
      context.skip(
        `/${DOCUMENT} is not installed, and apt-get could not fetch the package gettext that holds it`,
      );
      return;
    }
    const addresses = addressesIn(await readFile(page, 'latin1'));
    expect(addresses.length).toBeGreaterThan(100);
    const listed = addresses.filter((_, index) => index % 10 === 0);
    const list = join(folder, 'list.csv');
    await writeFile(list, `email\n${listed.join('\n')}\n`);
    const report = join(folder, 'report.json');
    const words = ['--headless', '--page', page, '--list', list, '--report', report];
    const { stdout } = await run(process.execPath, [join(ROOT, 'test/demo/start.mjs'), ...words], {
      cwd: ROOT,
    }).catch((error: unknown) => ({ stdout: `${error}\n${Object(error).stdout}` }));
    const { pages } = JSON.parse(
      await readFile(report, 'utf8').catch(() => `{"pages": [${JSON.stringify(stdout)}]}`),
    );
    expect(pages).toEqual([
      {
        url: page,
        addresses: expect.any(Number),
        listed: listed.length,
        flagged: expect.any(Array),
        missed: [],
        wrong: [],
      },
    ]);
    expect(canonical(pages[0].flagged)).toEqual(canonical(listed));
    expect(pages[0].addresses).toBeGreaterThan(100);
    expect(stdout).toContain('Every listed address was flagged, and no other.');
  });
});

/** Distinct addresses by canonical form, as the file spells them. */
function addressesIn(html: string): string[] {
  const found = new Map<string, string>();
  for (const [address] of html.matchAll(/[\w.%+'-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/giu)) {
    const form = canonicalEmailV1(address);
    if (form.ok && !found.has(form.identifier.canonical)) found.set(form.identifier.canonical, address);
  }
  return [...found.values()];
}

function canonical(addresses: readonly string[]): string[] {
  return addresses
    .map(address => {
      const form = canonicalEmailV1(address);
      return form.ok ? form.identifier.canonical : address;
    })
    .toSorted();
}

/** A copy of the installed document, or out of the package, which needs no root to be fetched and unpacked. */
async function provideDocument(): Promise<string | undefined> {
  const copy = join(folder, 'teams.html');
  if (existsSync(`/${DOCUMENT}`)) {
    await copyFile(`/${DOCUMENT}`, copy);
    return copy;
  }
  try {
    await run('apt-get', ['-qq', 'download', 'gettext'], { cwd: folder }).catch(async () => {
      await run('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', 'update']);
      await run('apt-get', ['-qq', 'download', 'gettext'], { cwd: folder });
    });
    await run('sh', ['-c', 'dpkg-deb -x gettext_*.deb .'], { cwd: folder });
    await copyFile(join(folder, DOCUMENT), copy);
    return copy;
  } catch {
    return undefined;
  }
}
