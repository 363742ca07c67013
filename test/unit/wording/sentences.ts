import { type ESTree, Visitor } from 'vite';
import type { Tree } from './source-trees.ts';

/** A sentence as code says it: the key of its words, and the English with `$1`, `$2` for what is put in. */
export interface SaidInCode {
  readonly key: string;
  readonly english: string;
}

/** Each sentence`…` of a file. */
export function sentencesIn(tree: Tree): SaidInCode[] {
  const found: SaidInCode[] = [];
  new Visitor({
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.type !== 'CallExpression' || !isNamed(tag.callee, 'sentence')) return;
      const [key] = tag.arguments;
      // A key that is made up as it runs couldn't be compared.
      if (key?.type !== 'Literal' || typeof key.value !== 'string') throw new Error('a key is written out');
      const english = quasi.quasis.map(
        ({ value }, index) => `${index > 0 ? `$${index}` : ''}${value.cooked}`,
      );
      found.push({ key: key.value, english: english.join('') });
    },
  }).visit(tree);
  return found;
}

/** Failures that officers meet, by their classes: of a text alone, which is English in every language. */
const FAILURES = ['OfficerFailure', 'UndecidedFailure', 'StoreFailure'];

/** What a page would show in English whatever the reader's language is: as code, such as `read.detail`. */
export function englishShown(tree: Tree): string[] {
  const found: string[] = [];
  const see = (node: ESTree.Node | null) => found.push(...sentencesOf(node));
  new Visitor({
    NewExpression({ callee, arguments: args }) {
      if (!FAILURES.some(name => isNamed(callee, name))) return;
      // The store's problem is a code of its own, and stands before its message.
      const [first, ...rest] = isNamed(callee, 'StoreFailure') ? args.slice(1) : args;
      if (first && isText(first) && rest.length === 0) found.push('a failure of a text alone');
    },
    CallExpression({ callee, arguments: args }) {
      const [first] = args;
      if (callee.type === 'MemberExpression' && isNamed(callee.object, 'i18n')) args.forEach(see);
      const isWarning = callee.type === 'MemberExpression' && isNamed(callee.property, 'warn');
      if (isWarning && !isNamed(callee.object, 'console') && first && isText(first)) found.push('a warning');
    },
    JSXExpressionContainer: ({ expression }) => see(expression),
  }).visit(tree);
  return found;
}

/** What of an expression is a sentence that was made for the command line. */
function sentencesOf(node: ESTree.Node | null): string[] {
  switch (node?.type) {
    case 'MemberExpression':
      return ['english', 'detail'].filter(name => isNamed(node.property, name));
    case 'ConditionalExpression':
      return [...sentencesOf(node.consequent), ...sentencesOf(node.alternate)];
    case 'LogicalExpression':
      return [...sentencesOf(node.left), ...sentencesOf(node.right)];
    case 'ArrayExpression':
      return node.elements.flatMap(sentencesOf);
    default:
      return [];
  }
}

function isText({ type }: ESTree.Node): boolean {
  return type === 'TemplateLiteral' || type === 'Literal';
}

function isNamed(node: ESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}
