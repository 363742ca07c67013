import type { Site } from '../sites/site.ts';
import {
  HOST_WINDOW,
  LOCAL_WINDOW,
  MICROTASK_BUDGET_MS,
  PIECE_NODES,
  QUERIED_AT_ONCE,
  SLICE_BUDGET_MS,
  SPELLED_OUT_NODES,
  TEXT_SLICE_CHARACTERS,
} from './budgets.ts';
import { createElementReader } from './element-addresses.ts';
import { createFieldWatch } from './field-watch.ts';
import { type FoundAddress, findAddresses, mayHoldAddress } from './find-addresses.ts';
import { mayHoldObfuscated } from './find-obfuscated.ts';
import { type Change, createLedger } from './ledger.ts';
import { isElement, isText, ownHosts } from './nodes.ts';
import { createShadowRoots } from './shadow-roots.ts';
import type { Sighting } from './sighting.ts';
import { textsWorthReading } from './text-pieces.ts';
import { positionIn, type TextRun, textRunAround, textsBeside } from './text-run.ts';
import { createWorkQueue, pauseForPage, type Work } from './work-queue.ts';

export type { Change } from './ledger.ts';

/** Subtrees that a person never reads; a text area's children are its default value, not its value. */
const UNREAD = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'head',
  'textarea',
  'iframe',
  'noembed',
  'noframes',
]);

/**
 * Finds the addresses in a document as it changes, from now until the signal aborts. `onChange` is called within
 * the microtask of a change (or a later slice, if there was much), always with what really changed.
 */
export function startScanner(options: {
  readonly document: Document;
  readonly site?: Pick<Site, 'attributes' | 'skip' | 'website'> | null | undefined;
  readonly signal: AbortSignal;
  readonly onChange: (change: Change) => void;
}): void {
  const { document, site, signal, onChange } = options;
  if (signal.aborted) return;
  const unread = [...UNREAD, ...(site?.skip ? [site.skip] : [])].join(',');
  const reader = createElementReader(site ?? {});
  const ledger = createLedger(onChange);
  const queue = createWorkQueue({
    now: () => performance.now(),
    pause: pauseForPage,
    sliceMs: SLICE_BUDGET_MS,
    afterSlice: ledger.flush,
    signal,
  });
  /** Texts with a spelled-out `@` that reads on into other nodes: these may change without touching it. */
  const spelledOut = new Set<Text>();
  const observer = new MutationObserver(take);
  const fields = createFieldWatch(readElement, () => queue.run(MICROTASK_BUDGET_MS), signal);
  const shadowRoots = createShadowRoots(root => {
    if (isUnread(root.host)) return;
    observe(root);
    queue.add(scanSubtree(root), 'first');
    queue.run(MICROTASK_BUDGET_MS);
  }, signal);

  function observe(root: Document | ShadowRoot): void {
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: [...reader.attributes],
    });
    fields.listenAt(root);
  }

  function take(records: readonly MutationRecord[]): void {
    // document.open() takes every listener away; adding one that is still there changes nothing.
    if (records.some(record => record.target === document)) fields.listenAt(document);
    queue.add(workOf(records), 'first');
    queue.run(MICROTASK_BUDGET_MS);
  }

  function* workOf(records: readonly MutationRecord[]): Work {
    const texts = new Set<Text>();
    if (records.some(record => record.removedNodes.length > 0)) {
      for (const torn of ledger.sweep()) texts.add(torn);
      fields.sweep();
      shadowRoots.sweep();
    }
    const added = new Set<Node>();
    const elements = new Set<Element>();
    for (const record of records) {
      if (isText(record.target)) texts.add(record.target);
      else if (record.type === 'attributes' && isElement(record.target)) elements.add(record.target);
      else if (record.type === 'childList') {
        for (const node of record.addedNodes) added.add(node);
        for (const text of textsAtEdges(record)) texts.add(text);
      }
    }
    for (const node of added) {
      if (!node.isConnected || (node.parentNode && added.has(node.parentNode))) continue;
      if (isText(node)) texts.add(node);
      else if (isElement(node) && !ownHosts.has(node) && !isUnread(node.parentElement))
        yield* scanSubtree(node);
    }
    for (const element of elements) if (element.isConnected) readElement(element);
    yield* rescanAround(texts);
    fields.readAgain();
  }

  /** A text node's change may complete or break an address whose `@` stands in a neighbour. */
  function* rescanAround(texts: ReadonlySet<Text>): Work {
    const affected = new Set<Text>();
    for (const text of texts) {
      if (!text.isConnected) continue;
      for (const each of [
        ...textsBeside(text, 'before', HOST_WINDOW),
        text,
        ...textsBeside(text, 'after', LOCAL_WINDOW),
      ]) {
        if (ledger.has(each) || mayHoldAddress(each.data)) affected.add(each);
      }
    }
    for (const text of spelledOut) {
      if (text.isConnected) affected.add(text);
      else spelledOut.delete(text);
    }
    for (const text of affected) {
      yield* rescan(text);
      yield;
    }
  }

  /** Texts first: most of what a person sees. Each step leaves the page free to change what is still to come. */
  function* scanSubtree(from: Element | ShadowRoot): Work {
    for (const text of textsWorthReading(from, mayHoldAddress)) {
      if (text) yield* rescan(text);
      yield;
    }
    yield* readWithin(from);
    yield* visitWithin(from);
  }

  function* readWithin(from: Element | ShadowRoot): Work {
    if (isElement(from) && from.matches(reader.selector)) readElement(from);
    // One query is fewer, several can be interrupted.
    const isSmall = from.querySelectorAll('*').length <= QUERIED_AT_ONCE;
    let count = 1;
    for (const selector of isSmall ? [reader.selector] : reader.selectors) {
      for (const element of from.querySelectorAll(selector)) {
        readElement(element);
        if (count++ % PIECE_NODES === 0) yield;
      }
      yield;
    }
  }

  function* visitWithin(from: Element | ShadowRoot): Work {
    if (isElement(from)) shadowRoots.visit(from);
    let count = 1;
    for (const element of from.querySelectorAll('*')) {
      shadowRoots.visit(element);
      if (count++ % PIECE_NODES === 0) yield;
    }
  }

  function readElement(element: Element): void {
    if (!element.isConnected || isUnread(element.parentElement)) return;
    fields.watch(element);
    ledger.setElement(element, reader.read(element));
  }

  function* rescan(node: Text): Work {
    if (!node.isConnected || isUnread(node.parentElement) || !mayHoldAddress(node.data)) {
      ledger.setText(node, []);
      return;
    }
    const { data } = node;
    const isSpelledOut = mayHoldObfuscated(data);
    const run = textRunAround(node, isSpelledOut ? 'line' : 'word');
    if (isSpelledOut && run.pieces.length > 1 && spelledOut.size < SPELLED_OUT_NODES) spelledOut.add(node);
    const sightings: Sighting[] = [];
    for (let from = 0; from < data.length; from += TEXT_SLICE_CHARACTERS) {
      if (from > 0) yield;
      // A change in between made a record of its own, whose work reads the new text.
      if (node.data !== data || !node.isConnected) return;
      const range = {
        from: run.offset + from,
        to: run.offset + Math.min(from + TEXT_SLICE_CHARACTERS, data.length),
      };
      for (const address of findAddresses(run.text, range)) sightings.push(sightingIn(run, address));
    }
    ledger.setText(node, sightings);
  }

  function isUnread(element: Element | null): boolean {
    return element !== null && element.closest(unread) !== null;
  }

  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  observe(document);
  if (document.documentElement) {
    queue.add(scanSubtree(document.documentElement), 'last');
    queue.run(MICROTASK_BUDGET_MS);
  }
}

function sightingIn(run: TextRun, { text, confidence, ...found }: FoundAddress): Sighting {
  const start = positionIn(run, found.start, 'start');
  const end = positionIn(run, found.end, 'end');
  return {
    text,
    place: { kind: 'text', startNode: start.node, start: start.offset, endNode: end.node, end: end.offset },
    ...(confidence && { confidence }),
  };
}

/** The texts on both sides of where nodes came or went: what they parted or joined is read again. */
function textsAtEdges({ target, previousSibling, nextSibling }: MutationRecord): Text[] {
  const texts = [lastTextOf(previousSibling), firstTextOf(nextSibling)];
  if (!previousSibling) texts.push(lastTextOf(target.previousSibling));
  if (!nextSibling) texts.push(firstTextOf(target.nextSibling));
  return texts.filter(text => text !== null);
}

function lastTextOf(node: Node | null): Text | null {
  let last = node;
  while (last?.lastChild) last = last.lastChild;
  return isText(last) ? last : null;
}

function firstTextOf(node: Node | null): Text | null {
  let first = node;
  while (first?.firstChild) first = first.firstChild;
  return isText(first) ? first : null;
}
