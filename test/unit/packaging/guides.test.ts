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
