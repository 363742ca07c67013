import { dirname, join } from 'node:path';
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { Visitor } from 'vite';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { frameWords, speakInFrame } from '../../../utils/wording/frame-words.ts';
import { wordsOf } from './languages.ts';
import { sourceTrees, type Tree } from './source-trees.ts';

const messages = async (language: string) =>
  generateChromeMessages(await parseMessagesFile(`utils/wording/${language}.yml`));

const english = await wordsOf('en');

/** The source files that come into a frame. */
function filesInFrames(): Map<string, Tree> {
  const trees = sourceTrees(['components', 'entrypoints', 'utils']);
  const found = new Map<string, Tree>();
  const open = ['frame', 'guard-views', 'marks', 'spelled-out'].map(name => `entrypoints/${name}.ts`);
  for (const path of open) {
    const tree = trees.get(path);
    if (!tree || found.has(path)) continue;
    found.set(path, tree);
    new Visitor({
      ImportDeclaration({ source, importKind }) {
        if (importKind !== 'type') open.push(join(dirname(path), source.value));
      },
    }).visit(tree);
  }
  return found;
}

it('are all that the scripts in a frame ask for', async () => {
  const files = filesInFrames();
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['components/hold-dialog.tsx', 'utils/marks/hover-card.ts']),
  );
  const asked = new Set<string>();
  const visitor = new Visitor({
    Literal({ value }) {
      if (typeof value === 'string' && english.has(value)) asked.add(value);
    },
    TemplateLiteral({ quasis: [first] }) {
      const beginning = first?.value.raw ?? '';
      if (/^\w+(\.\w+)*\.$/.test(beginning))
        for (const key of english.keys()) if (key.startsWith(beginning)) asked.add(key);
    },
  });
  for (const tree of files.values()) visitor.visit(tree);
  expect(asked.size).toBeGreaterThan(50);
  const words = frameWords(await messages('de'));
  expect([...asked].filter(key => words[key.replaceAll('.', '_')] === undefined)).toEqual([]);
});

it('weigh a tenth of a language', async () => {
  const all = await messages('de');
  const weight = (value: unknown) => JSON.stringify(value).length;
  expect(weight(frameWords(all))).toBeLessThan(weight(all) / 10);
});

const getMessage = (key: string, _texts?: readonly string[]) => `the browser’s ${key}`;
const i18n = { getMessage };

beforeEach(() => vi.stubGlobal('chrome', { i18n }));

afterEach(() => vi.unstubAllGlobals());

it('are said in the frame, with texts in their places, in the next language too, until the browser’s are wanted', async () => {
  speakInFrame(frameWords(await messages('de')));
  const listed = (await wordsOf('de')).get('banner.listed')?.n;
  expect(i18n.getMessage('banner_listed', ['Mira'])).toBe(listed?.replace('$1', 'Mira'));
  expect(i18n.getMessage('@@ui_locale')).toBe('the browser’s @@ui_locale');
  speakInFrame(frameWords(await messages('fr')));
  expect(i18n.getMessage('mark_asked')).toBe((await wordsOf('fr')).get('mark.asked')?.n);
  speakInFrame(null);
  expect(i18n.getMessage).toBe(getMessage);
});
