import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HOST_SETTINGS } from '../../../utils/publish/host-settings.ts';
import { inEnglish } from '../../../utils/sentence.ts';

it.each(HOST_SETTINGS.map(({ host, text }) => [inEnglish(host), text]))(
  'docs/publishing.md shows what %s is to be set to',
  async (_, text) => {
    const guide = await readFile(join(import.meta.dirname, '../../../docs/publishing.md'), 'utf8');
    expect(guide).toContain(`\n${text.trimEnd()}\n`);
  },
);
