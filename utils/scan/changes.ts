import { MANY_RECORDS } from './budgets.ts';
import { isElement, isText } from './nodes.ts';
import { endsLine } from './text-run.ts';

/** What a delivery of mutation records says, each node once. */
export interface Changes {
  /** Texts whose data changed. */
  readonly typed: ReadonlySet<Text>;
  /** Texts that stand where something came or went: what it parted or joined is read again. */
  readonly texts: Set<Text>;
  /** Elements with another attribute. */
  readonly elements: Set<Element>;
  /** The nodes that came, by where they came to. */
  readonly added: ReadonlyMap<Node, ReadonlySet<Node>>;
  /** In place of `added` where there are too many records: what lost or got nodes. */
  readonly touched: ReadonlySet<Node>;
  readonly hasLoss: boolean;
}

export function changesIn(records: readonly MutationRecord[]): Changes {
  const isMany = records.length > MANY_RECORDS;
  const typed = new Set<Text>();
  const texts = new Set<Text>();
  const elements = new Set<Element>();
  const added = new Map<Node, Set<Node>>();
  const touched = new Set<Node>();
  let hasLoss = isMany;
  for (const record of records) {
    const { type, target } = record;
    if (type === 'characterData') {
      if (isText(target)) typed.add(target);
    } else if (type === 'attributes') {
      if (isElement(target)) elements.add(target);
    } else if (isMany) touched.add(target);
    else {
      hasLoss ||= record.removedNodes.length > 0;
      const nodes = added.get(target) ?? new Set();
      for (const node of record.addedNodes) nodes.add(node);
      if (nodes.size > 0) added.set(target, nodes);
      addTextsAtEdges(texts, record);
    }
  }
  return { typed, texts, elements, added, touched, hasLoss };
}

function addTextsAtEdges(texts: Set<Text>, { target, previousSibling, nextSibling }: MutationRecord): void {
  const isBlock = endsLine(target);
  const before = lastTextOf(previousSibling ?? (isBlock ? null : target.previousSibling));
  const after = firstTextOf(nextSibling ?? (isBlock ? null : target.nextSibling));
  if (before) texts.add(before);
  if (after) texts.add(after);
}

function lastTextOf(node: Node | null): Text | null {
  let last = node;
  while (last && !isText(last)) last = endsLine(last) ? null : last.lastChild;
  return last;
}

function firstTextOf(node: Node | null): Text | null {
  let first = node;
  while (first && !isText(first)) first = endsLine(first) ? null : first.firstChild;
  return first;
}
