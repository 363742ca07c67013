import type { Site } from '../sites/site.ts';
import {
  CHANGE_WINDOW,
  HOST_WINDOW,
  LOCAL_WINDOW,
  MICROTASK_BUDGET_MS,
  PIECE_NODES,
  SLICE_BUDGET_MS,
  SMALL_SUBTREE_CHARACTERS,
  SPELLED_OUT_NODES,
  TEXT_SLICE_CHARACTERS,
} from './budgets.ts';
import { changesIn } from './changes.ts';
import { createElementReader } from './element-addresses.ts';
import { createFieldWatch } from './field-watch.ts';
import { createAddressFinder, type FoundAddress, mayHoldAddress, type SpelledOut } from './find-addresses.ts';
import { createFramePace } from './frame-pace.ts';
import { type Change, createLedger } from './ledger.ts';
import { isElement, isText, ownHosts } from './nodes.ts';
import { createShadowRoots, WORTH_A_VISIT } from './shadow-roots.ts';
import type { Sighting } from './sighting.ts';
import { mayHoldSpelledOut } from './spelled-out-hints.ts';
import { changeOf, mayTouchAddress } from './text-change.ts';
import { textsOf, textsWorthReading } from './text-pieces.ts';
import { positionIn, type TextRun, textRunAround, textsBeside } from './text-run.ts';
import { whenParsed } from './when-parsed.ts';
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
 * So often a frame's first text is asked for before any other: the expression is compiled with the first and, better, with one of
 * the next questions. Measured in Firefox: 1.5 ms each, with which no slice is to begin.
 */
const COMPILED_BY = 4;
const PLAIN_TEXT = ' '.repeat(100);

/**
 * Finds the addresses in a document as it changes, from now until the signal aborts. `onChange` is called within
 * the microtask of a change or the frame that shows it (or a later slice, if there was much), always with what really
 * changed.
 */
export function startScanner(options: {
  readonly document: Document;
  readonly site?: Pick<Site, 'attributes' | 'skip' | 'website' | 'profiles' | 'phones'> | null | undefined;
  readonly signal: AbortSignal;
  /** Fetches the reader of spelled-out addresses; called when the first text may hold one. */
  readonly loadSpelledOut: () => Promise<SpelledOut>;
  readonly onChange: (change: Change) => void;
}): void {
  const { document, site, signal, loadSpelledOut, onChange } = options;
  if (signal.aborted) return;
  const unread = [...UNREAD, ...(site?.skip ? [site.skip] : [])].join(',');
  let spelledOut: SpelledOut | null = null;
  let isLoading = false;
  /** Read without the reader of spelled-out addresses, which they ask for. */
  const waiting = new Set<Text | Element>();
  let isSpelledOutMissed = false;
  const find = createAddressFinder(() => {
    isSpelledOutMissed ||= spelledOut === null;
    return spelledOut;
  });
  const reader = createElementReader(site ?? {}, find);
  const worthLooking = `${reader.selector},${WORTH_A_VISIT}`;
  const ledger = createLedger(onChange);
  const queue = createWorkQueue({
    now: () => performance.now(),
    pause: pauseForPage,
    sliceMs: SLICE_BUDGET_MS,
    afterSlice: ledger.flush,
    signal,
  });
  /** Texts with a spelled-out `@` that reads on into other nodes: these may change without touching it. */
  const readingOn = new Set<Text>();
  /** Long texts as they were when the ledger heard of them. */
  const readAs = new WeakMap<Text, string>();
  const observer = new MutationObserver(createFramePace(document, take, signal));
  const fields = createFieldWatch(readElement, () => queue.run(MICROTASK_BUDGET_MS), signal);
  const shadowRoots = createShadowRoots(
    document,
    root => {
      if (isUnread(root.host)) return;
      observe(root);
      queue.add(scanSubtree(root), 'first');
      queue.run(MICROTASK_BUDGET_MS);
    },
    signal,
  );

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
    queue.add(workOf(records), 'first');
    queue.run(MICROTASK_BUDGET_MS);
  }

  function* workOf(records: readonly MutationRecord[]): Work {
    const { typed, texts, elements, added, touched, hasLoss } = changesIn(records);
    // document.open() took every listener away; adding one that is still there changes nothing.
    if (added.has(document) || touched.has(document)) fields.listenAt(document);
    if (hasLoss) for (const torn of ledger.sweep()) texts.add(torn);
    const subtrees: Element[] = [];
    for (const [parent, nodes] of added) {
      if (!parent.isConnected || isUnread(isElement(parent) ? parent : null)) continue;
      for (const node of nodes) {
        if (node.parentNode !== parent) continue;
        if (isText(node)) texts.add(node);
        else if (isElement(node) && !ownHosts.has(node)) subtrees.push(node);
      }
    }
    yield* scanSubtrees(subtrees);
    if (touched.size > 0) {
      for (const node of ledger.nodes()) if (isText(node)) texts.add(node);
      yield* scanTouched(touched);
    }
    if (site?.phones) yield* addPhoneFields(site.phones, records, elements);
    for (const element of elements) if (element.isConnected) readElement(element);
    // One that was moved as well stands beside other texts now.
    for (const text of typed) if (texts.has(text) || !isMovedOnly(text)) texts.add(text);
    yield* rescanAround(texts);
    fields.readAgain();
  }

  /** A phone field is read again when anything within it changed: its text may be in parts. */
  function* addPhoneFields(phones: string, records: readonly MutationRecord[], elements: Set<Element>): Work {
    let count = 1;
    for (const target of new Set(records.map(record => record.target))) {
      const field = (isElement(target) ? target : target.parentElement)?.closest(phones);
      if (field) elements.add(field);
      if (count++ % PIECE_NODES === 0) yield;
    }
  }

  function* scanTouched(touched: ReadonlySet<Node>): Work {
    for (const node of touched) {
      if (!node.isConnected || (node.parentNode && touched.has(node.parentNode))) continue;
      const root = node === document ? document.documentElement : node;
      if (root instanceof ShadowRoot || (isElement(root) && !isUnread(root))) yield* scanSubtree(root);
    }
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
        else remember(each, each.data);
      }
    }
    for (const text of readingOn) {
      if (text.isConnected) affected.add(text);
      else readingOn.delete(text);
    }
    for (const text of affected) {
      yield* rescan(text);
      yield;
    }
  }

  /** Whether a text's change is far from every address, there and beside; what stands behind it is moved then. */
  function isMovedOnly(text: Text): boolean {
    const before = readAs.get(text);
    const after = text.data;
    if (before === undefined || before === after) return false;
    const change = changeOf(before, after);
    if (mayTouchAddress(change, before, after, mayHoldAddress)) return false;
    // What goes on in another text is filed under the one that holds the `@`.
    if (textsBeside(text, 'after', 1).next().done !== true) return false;
    ledger.shiftText(text, change.oldEnd, change.newEnd - change.oldEnd);
    remember(text, after);
    return true;
  }

  /** Notes what was read of a long text: when a person types into it, it isn't read again. */
  function remember(text: Text, data: string): void {
    if (data.length > 2 * CHANGE_WINDOW) readAs.set(text, data);
    else readAs.delete(text);
  }

  function* scanSubtree(from: Element | ShadowRoot): Work {
    // Of the whole document it isn't even asked: that takes 8 ms.
    if (from === document.documentElement) yield* scanLarge(from);
    else yield* scanSubtrees([from]);
  }

  /** The texts of all before anything else: most of what a person sees. */
  function* scanSubtrees(subtrees: readonly (Element | ShadowRoot)[]): Work {
    const large = new Set<Element | ShadowRoot>();
    for (const from of subtrees) {
      const text = from.textContent ?? '';
      if (text.length > SMALL_SUBTREE_CHARACTERS) large.add(from);
      else if (mayHoldAddress(text)) yield* rescanAll(textsOf(from));
      yield;
    }
    for (const from of subtrees) {
      if (large.has(from)) yield* scanLarge(from);
      else scanElements(from);
      yield;
    }
  }

  /** Each step leaves the page free to change what is still to come. */
  function* scanLarge(from: Element | ShadowRoot): Work {
    for (const text of textsWorthReading(from, mayHoldAddress)) {
      // To have found one and to read it are each up to 5 ms in Firefox where nothing was compiled yet.
      yield;
      if (!text) continue;
      yield* rescan(text);
      yield;
    }
    if (isElement(from)) scanElement(from);
    let count = 1;
    for (const selector of reader.selectors) {
      for (const element of from.querySelectorAll(selector)) {
        readElement(element);
        if (count++ % PIECE_NODES === 0) yield;
      }
      yield;
    }
    yield* shadowRoots.visitLarge(from);
  }

  function* rescanAll(texts: readonly Text[]): Work {
    for (const text of texts) {
      if (!mayHoldAddress(text.data)) continue;
      yield* rescan(text);
      yield;
    }
  }

  function scanElements(from: Element | ShadowRoot): void {
    if (isElement(from)) scanElement(from);
    else shadowRoots.visitFilled(from);
    for (const element of from.querySelectorAll(worthLooking)) scanElement(element);
  }

  function scanElement(element: Element): void {
    if (element.matches(reader.selector)) readElement(element);
    shadowRoots.visit(element);
  }

  function readElement(element: Element): void {
    if (!element.isConnected || isUnread(element.parentElement)) return;
    fields.watch(element);
    isSpelledOutMissed = false;
    ledger.setElement(element, reader.read(element));
    if (isSpelledOutMissed) waitForSpelledOut(element);
  }

  function waitForSpelledOut(node: Text | Element): void {
    waiting.add(node);
    // In a frame into which it can't come this would keep what has left the page.
    if (waiting.size % SPELLED_OUT_NODES === 0)
      for (const each of waiting) if (!each.isConnected) waiting.delete(each);
    if (isLoading) return;
    isLoading = true;
    void loadSpelledOut().then(loaded => {
      spelledOut = loaded;
      queue.add(readWaiting(), 'first');
      queue.run(MICROTASK_BUDGET_MS);
    });
  }

  function* readWaiting(): Work {
    for (const node of waiting) {
      waiting.delete(node);
      if (isText(node)) yield* rescan(node);
      else readElement(node);
      yield;
    }
  }

  function* rescan(node: Text): Work {
    if (!node.isConnected || isUnread(node.parentElement) || !mayHoldAddress(node.data)) {
      ledger.setText(node, []);
      remember(node, node.data);
      return;
    }
    const { data } = node;
    const isSpelledOut = mayHoldSpelledOut(data);
    const run = textRunAround(node, isSpelledOut ? 'line' : 'word');
    if (isSpelledOut && run.pieces.length > 1 && readingOn.size < SPELLED_OUT_NODES) readingOn.add(node);
    const sightings: Sighting[] = [];
    for (let from = 0; from < data.length; from += TEXT_SLICE_CHARACTERS) {
      if (from > 0) yield;
      // A change in between made a record of its own, whose work reads the new text.
      if (node.data !== data || !node.isConnected) return;
      const range = {
        from: run.offset + from,
        to: run.offset + Math.min(from + TEXT_SLICE_CHARACTERS, data.length),
      };
      isSpelledOutMissed = false;
      for (const address of find(run.text, range)) sightings.push(sightingIn(run, address));
      if (isSpelledOutMissed) waitForSpelledOut(node);
    }
    ledger.setText(node, sightings);
    remember(node, data);
  }

  function isUnread(element: Element | null): boolean {
    return element !== null && element.closest(unread) !== null;
  }

  function scanDocument(): void {
    queue.add(scanAnew(), 'last');
    queue.run(MICROTASK_BUDGET_MS);
  }

  /** What was found before the document was observed may have changed unheard. */
  function* scanAnew(): Work {
    for (let count = 0; count < COMPILED_BY; count += 1) {
      mayHoldAddress(PLAIN_TEXT);
      yield;
    }
    ledger.sweep();
    for (const node of ledger.nodes()) {
      if (isText(node)) yield* rescan(node);
      else readElement(node);
    }
    if (document.documentElement) yield* scanSubtree(document.documentElement);
  }

  function look(): void {
    if (queue.isEmpty()) scanDocument();
  }

  function begin(): void {
    observe(document);
    scanDocument();
  }

  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  whenParsed(document, { look, begin }, signal);
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
