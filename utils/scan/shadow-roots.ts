import {
  CLOSED_ROOTS_ASKED,
  PIECE_NODES,
  SHADOW_CANDIDATES,
  SHADOW_RECHECK_MS,
  SHADOW_VISITS,
  SHADOW_WATCHED,
  SMALL_DOCUMENT_ELEMENTS,
} from './budgets.ts';
import { isElement, isHtmlElement, ownHosts } from './nodes.ts';
import type { Work } from './work-queue.ts';

/** Finds shadow roots, open and closed, also those attached to an element that stands already. */
export interface ShadowRoots {
  /** Looks into an element, and watches it if it may get a root later. */
  visit(element: Element): void;
  /** Looks into the elements of a root's own small tree that WORTH_A_VISIT leaves out. */
  visitFilled(root: ShadowRoot): void;
  /** Looks into the elements of a large subtree: the usual hosts at once, rarer ones a moment later. */
  visitLarge(from: Element | ShadowRoot): Work;
}

/** The elements, besides custom ones, that can have a shadow root (DOM standard, "valid shadow host name"). */
const BUILT_IN = 'article,aside,blockquote,body,div,footer,h1,h2,h3,h4,h5,h6,header,main,nav,p,section,span';
const BUILT_IN_NAMES = new Set(BUILT_IN.split(','));

/**
 * The elements of HTML, SVG and MathML that a page may have thousands of, those that pages have most of first: a selector
 * knows names, but none that holds a hyphen. What is left are custom elements and rare others, which a look from a script
 * leaves out. Measured: 4 ms for 65,000 elements; XPath's `contains(name(), '-')` 21, a look at each from a script 75.
 */
const KNOWN =
  'div,span,a,p,li,td,path,img,b,i,tr,ul,svg,g,button,input,label,em,strong,br,h1,h2,h3,h4,h5,h6,table,tbody,thead,th,hr,' +
  'script,style,link,meta,use,rect,circle,line,polygon,ol,dl,dt,dd,option,code,pre,small,sup,u,s,font,source,picture,text,' +
  'mi,mn,mo,mrow';

const CUSTOM = `:not(${KNOWN})`;
/** `:empty` first: it is the question that most elements answer with no. */
const EMPTY = `:empty:is(${BUILT_IN})`;
const FILLED = `:is(${BUILT_IN}):not(:empty)`;
/** A host that holds something has children that name their slots. */
const SLOTTED = '[slot]';
/** Picks the elements of a subtree that may be hosts, or whose parent is one. */
export const WORTH_A_VISIT = `${CUSTOM},${SLOTTED},${EMPTY}`;
/** What hosts usually are; a query by name is quick. */
const USUAL = [CUSTOM, 'div:empty', 'span:empty'];
/** The others, without empty elements with a class alone, which are icons as a rule. */
const RARE = `${SLOTTED},${EMPTY}:is([id],:not([class]))`;

/**
 * A root attached to a standing element makes no mutation record, but sizes change. So custom elements without a
 * root, and empty ones, are watched by a ResizeObserver; an inline one has no size of its own, so its parent is
 * watched with it. What neither shows is found by looking again every SHADOW_RECHECK_MS. A built-in element that
 * holds something and names no slots may be a host too: in a small document those are looked into as well.
 */
export function createShadowRoots(
  document: Document,
  onRoot: (root: ShadowRoot) => void,
  signal: AbortSignal,
): ShadowRoots {
  const known = new WeakSet<ShadowRoot>();
  const candidates = new Set<HTMLElement>();
  const watchedFor = new Map<Element, Set<HTMLElement>>();
  /** Large subtrees in which rare kinds of hosts weren't looked for yet. */
  const rest = new Set<Element | ShadowRoot>();
  /** Whose turn it is to be asked for a closed root. */
  let waiting: HTMLElement[] = [];

  function found(root: ShadowRoot | null): boolean {
    if (root && !known.has(root)) {
      known.add(root);
      onRoot(root);
    }
    return root !== null;
  }

  const observer = new ResizeObserver(entries => {
    for (const { target } of entries) {
      const watchers = watchedFor.get(target) ?? new Set();
      for (const candidate of watchers) {
        if (candidates.has(candidate) && candidate.isConnected && !found(shadowRootOf(candidate))) continue;
        candidates.delete(candidate);
        watchers.delete(candidate);
      }
      if (watchers.size === 0) unwatch(target);
    }
  });

  // A root that holds only what is fixed or absolute, such as a modal, changes no size.
  const timer = setInterval(() => {
    for (const target of watchedFor.keys()) if (!target.isConnected) unwatch(target);
    visitRest();
    for (const candidate of candidates) {
      if (!candidate.isConnected || found(candidate.shadowRoot)) candidates.delete(candidate);
    }
    askForClosed();
  }, SHADOW_RECHECK_MS);

  function askForClosed(): void {
    if (waiting.length === 0) waiting = [...candidates, ...filledOfSmallDocument()];
    for (const element of waiting.splice(0, CLOSED_ROOTS_ASKED)) {
      if (element.isConnected && found(shadowRootOf(element))) candidates.delete(element);
    }
  }

  function filledOfSmallDocument(): HTMLElement[] {
    if (document.getElementsByTagName('*').item(SMALL_DOCUMENT_ELEMENTS)) return [];
    return [...document.querySelectorAll(FILLED)].filter(isHtmlElement);
  }

  signal.addEventListener(
    'abort',
    () => {
      observer.disconnect();
      clearInterval(timer);
    },
    { once: true },
  );

  function watch(target: Element | null, candidate: HTMLElement): void {
    if (!target) return;
    const watchers = watchedFor.get(target);
    if (watchers) watchers.add(candidate);
    else if (watchedFor.size < SHADOW_WATCHED) {
      watchedFor.set(target, new Set([candidate]));
      observer.observe(target);
    }
  }

  function unwatch(target: Element): void {
    observer.unobserve(target);
    watchedFor.delete(target);
  }

  function visit(element: Element): void {
    // What names a slot is in a host, unless that isn't one yet.
    if (element.slot !== '' && isHtmlElement(element.parentElement))
      found(shadowRootOf(element.parentElement));
    visitOne(element);
  }

  function visitOne(element: Element): void {
    if (found(element.shadowRoot)) return;
    const custom = element.localName.includes('-');
    if (!custom && (element.hasChildNodes() || !BUILT_IN_NAMES.has(element.localName))) return;
    if (!isHtmlElement(element) || ownHosts.has(element)) return;
    // To ask for a closed root takes 3 µs, ten times as long: of what is hardly a host it is asked later.
    const isIcon = !custom && element.id === '' && element.className !== '';
    if (!isIcon && found(shadowRootOf(element))) return;
    if (candidates.size >= SHADOW_CANDIDATES || candidates.has(element)) return;
    candidates.add(element);
    if (isIcon) return;
    watch(element, element);
    if (custom) watch(element.parentElement, element);
  }

  function visitRest(): void {
    for (const root of rest) {
      if (root.isConnected) for (const element of root.querySelectorAll(RARE)) visit(element);
    }
    rest.clear();
  }

  return {
    visit,
    visitFilled(root) {
      for (const element of root.querySelectorAll(FILLED))
        if (isHtmlElement(element)) found(shadowRootOf(element));
    },
    *visitLarge(from) {
      if (isElement(from)) visit(from);
      yield 'long';
      let count = 0;
      for (const selector of USUAL) {
        for (const element of from.querySelectorAll(selector)) {
          if (selector !== CUSTOM && count >= SHADOW_VISITS) break;
          visitOne(element);
          if (++count % PIECE_NODES === 0) yield;
        }
        yield;
      }
      rest.add(from);
    },
  };
}

/** The element's shadow root, closed ones by what each browser gives to content scripts. */
export function shadowRootOf(element: HTMLElement): ShadowRoot | null {
  return element.shadowRoot ?? closedRootOf(element);
}

const closedRootOf = createClosedRootReader();

function createClosedRootReader(): (element: HTMLElement) => ShadowRoot | null {
  const dom: unknown = Reflect.get(Object(Reflect.get(globalThis, 'chrome')), 'dom');
  const read: unknown = Reflect.get(Object(dom), 'openOrClosedShadowRoot');
  if (typeof read === 'function') return element => rootOrNull(Reflect.apply(read, dom, [element]));
  if ('openOrClosedShadowRoot' in Element.prototype) {
    return element => rootOrNull(Reflect.get(element, 'openOrClosedShadowRoot'));
  }
  return () => null;
}

function rootOrNull(value: unknown): ShadowRoot | null {
  return value instanceof ShadowRoot ? value : null;
}
