import { SHADOW_CANDIDATES, SHADOW_RECHECK_MS } from './budgets.ts';
import { isHtmlElement, ownHosts } from './nodes.ts';

/** Finds shadow roots, open and closed, also those attached to an element that stands already. */
export interface ShadowRoots {
  /** Looks into an element, and watches it if it may get a root later. */
  visit(element: Element): void;
  /** Forgets the candidates that left the page. */
  sweep(): void;
}

/** The elements, besides custom ones, that can have a shadow root (DOM standard, "valid shadow host name"). */
const HOSTS = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
);

/**
 * A root attached to a standing element makes no mutation record, but sizes change. So custom elements without a
 * root, and empty ones with a name, are watched by a ResizeObserver; an inline one has no size of its own, so its
 * parent is watched with it. What neither shows is found by looking again every SHADOW_RECHECK_MS.
 */
export function createShadowRoots(onRoot: (root: ShadowRoot) => void, signal: AbortSignal): ShadowRoots {
  const known = new WeakSet<ShadowRoot>();
  const candidates = new Set<HTMLElement>();
  const watchedFor = new WeakMap<Element, Set<HTMLElement>>();

  function found(element: HTMLElement): boolean {
    const root = shadowRootOf(element);
    if (root && !known.has(root)) {
      known.add(root);
      onRoot(root);
    }
    return root !== null;
  }

  const observer = new ResizeObserver(entries => {
    for (const { target } of entries) {
      const waiting = watchedFor.get(target) ?? new Set();
      for (const candidate of waiting) {
        if (candidates.has(candidate) && candidate.isConnected && !found(candidate)) continue;
        candidates.delete(candidate);
        waiting.delete(candidate);
      }
      if (waiting.size === 0) observer.unobserve(target);
    }
  });
  // A root that holds only what is fixed or absolute, such as a modal, changes no size.
  const timer = setInterval(() => {
    for (const candidate of candidates) if (found(candidate)) candidates.delete(candidate);
  }, SHADOW_RECHECK_MS);
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
    const waiting = watchedFor.get(target) ?? new Set();
    watchedFor.set(target, waiting.add(candidate));
    observer.observe(target);
  }

  return {
    visit(element) {
      // Asked of every element of a page: what most of them answer comes first, and nothing makes objects of children.
      const custom = isCustom(element);
      if (!custom && !HOSTS.has(element.localName)) return;
      if (!custom && element.shadowRoot === null && element.hasChildNodes()) return;
      if (!isHtmlElement(element) || ownHosts.has(element) || found(element)) return;
      const mayGetOne = custom || (!element.hasChildNodes() && element.hasAttributes());
      if (!mayGetOne || candidates.size >= SHADOW_CANDIDATES || candidates.has(element)) return;
      candidates.add(element);
      watch(element, element);
      if (isCustom(element)) watch(element.parentElement, element);
    },
    sweep() {
      for (const candidate of candidates) if (!candidate.isConnected) candidates.delete(candidate);
    },
  };
}

/** The element's shadow root, closed ones by what each browser gives to content scripts. */
export function shadowRootOf(element: HTMLElement): ShadowRoot | null {
  return element.shadowRoot ?? (mayBeClosedHost(element) ? closedRootOf(element) : null);
}

/** What a built-in host holds itself isn't shown, so it holds nothing; asking each of a page's spans would cost more than the walk. */
function mayBeClosedHost(element: HTMLElement): boolean {
  return isCustom(element) || !element.hasChildNodes();
}

function isCustom(element: Element): boolean {
  return element.localName.includes('-');
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
