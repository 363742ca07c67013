import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { POLICY_SETTING_NAMES } from '../../../utils/policy/policy-settings.ts';
import { EXTENSION_IDS, storeUrls } from '../../../utils/rollout/extension-ids.ts';
import { policyFiles } from '../../../utils/rollout/policy-files.ts';

const ROOT = join(import.meta.dirname, '../../..');

const guides = [
  ...readdirSync(ROOT).filter(name => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => join('docs', name)),
];

function textOf(guide: string): string {
  return readFileSync(join(ROOT, guide), 'utf8');
}

/** What GitHub makes of a heading, to be linked to. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

it.each(guides)('%s: every link leads to something', guide => {
  for (const [, link = ''] of textOf(guide).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)) {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? guide : join(dirname(guide), path);
    expect([link, existsSync(join(ROOT, target))]).toEqual([link, true]);
    if (anchor === undefined || !target.endsWith('.md')) continue;
    const anchors = [...textOf(target).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
    expect([link, anchors]).toEqual([link, expect.arrayContaining([anchor])]);
  }
});

describe('docs/rollout.md', () => {
  const guide = textOf('docs/rollout.md');
  const settings = {};
  const files = policyFiles({
    organisation: 'Acme',
    ids: EXTENSION_IDS,
    urls: storeUrls(EXTENSION_IDS),
    settings,
  });

  it.each(POLICY_SETTING_NAMES)('names the setting %s', name => {
    expect(guide).toContain(`\`${name}\``);
  });

  it.each(files.map(({ name }) => name))('says where %s goes', name => {
    const [, table = ''] = guide.split('## Where each goes');
    const base = name.replace(/\.adml$/, '.admx');
    expect(table).toContain(`\`${base}\``);
  });

  it('names the ids that the files have', () => {
    for (const id of Object.values(EXTENSION_IDS)) expect(guide).toContain(`\`${id}\``);
  });
});

describe('the stores’ texts', () => {
  const listing = textOf('docs/store/listing.md');

  it.each([
    ['Name', 75],
    ['Summary', 132],
  ] as const)('%s is no longer than a store takes', (name, most) => {
    const [, section = ''] = listing.split(`## ${name} (at most ${most})`);
    const text = section.split('\n## ')[0]?.trim() ?? '';
    expect(text).not.toBe('');
    expect(text.length).toBeLessThanOrEqual(most);
    // What the package says of itself.
    expect(textOf('utils/wording/en.yml')).toContain(text);
  });
});

describe('docs/browsers.md', () => {
  const rows = textOf('docs/browsers.md')
    .split('\n')
    .filter(line => line.startsWith('| ') && !line.startsWith('| what') && !line.startsWith('| ---'))
    .map(line => line.split('|').map(cell => cell.trim()));

  const testsIn = (cell: string) =>
    [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => {
      const place = ['e2e', 'long'].find(each => existsSync(join(ROOT, `test/${each}/${name}.test.ts`)));
      return [name, place && readFileSync(join(ROOT, `test/${place}/${name}.test.ts`), 'utf8')] as const;
    });

  it('has a row for each feature with both browsers', () => {
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) expect(row).toHaveLength(7);
  });

  it('names tests that there are, and for Firefox such as run there', () => {
    for (const [, , , , inChromium = '', inFirefox = ''] of rows) {
      for (const [name, test] of testsIn(inChromium)) expect([name, typeof test]).toEqual([name, 'string']);
      for (const [name, test] of testsIn(inFirefox)) {
        expect([name, test]).toEqual([name, expect.stringMatching(/launchFirefox|browsersHere|titledHere/)]);
      }
    }
  });
});

describe('the stores’ pictures', () => {
  const links = [...textOf('docs/store/listing.md').matchAll(/\]\((images\/[^)]+\.png)\)/g)].map(
    ([, path]) => path,
  );

  it('are four', () => expect(links).toHaveLength(4));

  it.each(links)('%s is 1280 × 800', path => {
    // PNG specification, 11.2.2: the header chunk comes first, and width and height first in it.
    const bytes = readFileSync(join(ROOT, 'docs/store', path ?? ''));
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1280, 800]);
  });
});
