import { type ESTree, Visitor } from 'vite';
import type { Tree } from './source-trees.ts';

/** Attributes and properties of an element that people see or hear. */
const SEEN = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'ariaLabel',
  'innerText',
  'label',
  'placeholder',
  'textContent',
  'title',
]);

/** What is typed into a field, by way of example: an address or an abbreviation, no words. */
const EXAMPLE = /^(https:\/\/\S+|DPO-17|IMPORT-2026-1|NL|acme\.example, acme\.test)$/;

const HAS_LETTERS = /\p{L}/u;

/** Whatever texts an expression may come to, short of what it calls. */
function textsOf(node: ESTree.Node | null | undefined): string[] {
  switch (node?.type) {
    case 'JSXText':
      return [node.value];
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return node.quasis.map(({ value }) => value.raw);
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)];
    case 'LogicalExpression':
      return [...textsOf(node.left), ...textsOf(node.right)];
    case 'JSXExpressionContainer':
      return textsOf(node.expression);
    default:
      return [];
  }
}

/** Texts that stand in code and are seen or heard by people. */
export function visibleTexts(tree: Tree): string[] {
  const found: string[] = [];
  const see = (node: ESTree.Node | null | undefined) => {
    const words = textsOf(node).filter(text => HAS_LETTERS.test(text) && !EXAMPLE.test(text));
    found.push(...words.map(text => text.trim()));
  };
  new Visitor({
    JSXElement: ({ children }) => children.forEach(see),
    JSXFragment: ({ children }) => children.forEach(see),
    JSXAttribute: ({ name, value }) => {
      if (name.type === 'JSXIdentifier' && SEEN.has(name.name)) see(value);
    },
    AssignmentExpression: ({ left, right }) => {
      if (left.type !== 'MemberExpression' || left.computed) return;
      if (left.property.type === 'Identifier' && SEEN.has(left.property.name)) see(right);
    },
    CallExpression: ({ callee, arguments: [name, value] }) => {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      if (callee.property.name !== 'setAttribute' || name?.type !== 'Literal') return;
      if (typeof name.value === 'string' && SEEN.has(name.value)) see(value);
    },
  }).visit(tree);
  return found;
}
