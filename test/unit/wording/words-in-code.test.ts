import { readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'vite';
import { expect, it } from 'vitest';
import { wordsOf } from './languages.ts';
import { sourceTrees } from './source-trees.ts';
import { visibleTexts } from './visible-texts.ts';

const english = await wordsOf('en');
const trees = sourceTrees(['components', 'entrypoints', 'utils']);

/** Whole texts of the code, and the beginnings of those that are put together ("hold.actLead."). */
function writtenInCode(): { readonly texts: Set<string>; readonly beginnings: Set<string> } {
  const texts = new Set<string>();
  const beginnings = new Set<string>();
  const visitor = new Visitor({
    Literal({ value }) {
      if (typeof value === 'string') texts.add(value);
    },
    TemplateLiteral({ quasis }) {
      const [first] = quasis;
      if (quasis.length === 2 && /^\w+(\.\w+)*\.$/.test(first?.value.raw ?? ''))
        beginnings.add(first?.value.raw ?? '');
    },
  });
  for (const tree of trees.values()) visitor.visit(tree);
  // The manifest's: __MSG_command_nextMark__ stands for command.nextMark.
  for (const [, name = ''] of readFileSync('wxt.config.ts', 'utf8').matchAll(/__MSG_(\w+?)__/g)) {
    texts.add(name.replaceAll('_', '.'));
  }
  return { texts, beginnings };
}

it('says nothing that no code asks for', () => {
  const { texts, beginnings } = writtenInCode();
  const unused = [...english.keys()].filter(
    key => !texts.has(key) && !beginnings.has(key.slice(0, key.lastIndexOf('.') + 1)),
  );
  expect(unused).toEqual([]);
});

it('has words for everything that code asks for', () => {
  const asked = new Set<string>();
  const visitor = new Visitor({
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type !== 'MemberExpression' || callee.computed) return;
      if (callee.object.type !== 'Identifier' || callee.object.name !== 'i18n') return;
      const keys = first?.type === 'ConditionalExpression' ? [first.consequent, first.alternate] : [first];
      for (const key of keys)
        if (key?.type === 'Literal' && typeof key.value === 'string') asked.add(key.value);
    },
  });
  for (const tree of trees.values()) visitor.visit(tree);
  expect(asked.size).toBeGreaterThan(100);
  const missing = [...asked].filter(key => !key.startsWith('@@') && !english.has(key));
  expect(missing).toEqual([]);
});

it('shows no words that stand in code', () => {
  const found = [...trees].flatMap(([path, tree]) => visibleTexts(tree).map(text => `${path}: ${text}`));
  expect(found).toEqual([]);
});

it.each([
  ['a text', '<p>Publish</p>', 'Publish'],
  ['a choice of texts', "<p>{done ? 'Copied' : i18n.t('copy')}</p>", 'Copied'],
  ['a text between back quotes', '<p>{`found`}</p>', 'found'],
  ['a label', '<button aria-label="Close" />', 'Close'],
  ['a text set by hand', "element.textContent = isHeld && 'Held'", 'Held'],
  ['a label set by hand', "element.setAttribute('aria-label', 'Close')", 'Close'],
])('would find %s', (_, code, text) => {
  expect(visibleTexts(parseSync('code.tsx', code).program)).toEqual([text]);
});
