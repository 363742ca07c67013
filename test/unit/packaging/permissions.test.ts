import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sites } from '../../../utils/sites/sites.ts';
import config from '../../../wxt.config.ts';

const guide = readFileSync(new URL('../../../docs/permissions.md', import.meta.url), 'utf8');

/** The rows of the table below a heading, each with its cells. */
function tableBelow(heading: string): string[][] {
  const [, rest = ''] = guide.split(`## ${heading}\n`);
  const [part = ''] = rest.split('\n## ');
  const rows = part.split('\n').filter(line => line.startsWith('| '));
  return rows.slice(2).map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  );
}

/** What stands between backticks in a cell. */
function named(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

async function manifestOf(browser: string) {
  const { manifest } = config;
  const env = { browser, mode: 'production', command: 'build', manifestVersion: 3 } as const;
  const made = typeof manifest === 'function' ? await manifest(env) : await manifest;
  if (!made) throw new Error('the configuration has a manifest');
  return made;
}

describe.each([
  ['chrome', 'Chrome'],
  ['edge', 'Edge'],
  ['firefox', 'Firefox'],
])('docs/permissions.md, in %s', (browser, name) => {
  it('has a reason for each permission, and no other', async () => {
    const documented = tableBelow('Granted with the installation')
      .filter(([, browsers]) => browsers?.split(', ').includes(name))
      .map(([permission, , why]) => [...named(permission), why]);
    expect(documented.map(([permission]) => permission).sort()).toEqual(
      [...((await manifestOf(browser)).permissions ?? [])].sort(),
    );
    for (const [, why] of documented) expect(why).toMatch(/\w+ \w+/);
  });

  it('has a reason for each host', async () => {
    const manifest = await manifestOf(browser);
    const documented = tableBelow('Sites').map(([site, hosts]) => [site, named(hosts)]);
    expect(documented).toEqual(sites.map(site => [site.name, site.hosts]));
    expect(manifest.host_permissions).toEqual(sites.flatMap(site => site.hosts));
    const optional = tableBelow('Asked for one at a time').flatMap(([host]) => named(host));
    expect(optional).toEqual(manifest.optional_host_permissions);
  });
});

describe('the manifest', () => {
  it('of Firefox says that nothing is collected', async () => {
    const { browser_specific_settings: settings } = await manifestOf('firefox');
    expect(settings?.gecko).toMatchObject({ data_collection_permissions: { required: ['none'] } });
  });

  it.each(['chrome', 'edge'])('of %s has no setting of Firefox', async browser => {
    expect(await manifestOf(browser)).not.toHaveProperty('browser_specific_settings');
  });
});
