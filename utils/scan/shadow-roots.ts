import { SHADOW_CANDIDATES } from './budgets.ts';
import { isHtmlElement, ownHosts } from './nodes.ts';

/** Finds shadow roots, open and closed, also those attached to an element that stands already. */
export interface ShadowRoots {
  /** Looks into an element, and watches it if it may get a root later. */
  visit(element: Element): void;
}

/** The elements, besides custom ones, that can have a shadow root (DOM standard, "valid shadow host name"). */
const HOSTS = new Set(
  'article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span'.split(' '),
);

/**
 * A root attached to a standing element makes no mutation record, but the element's size changes. So custom
 * elements without a root, and empty ones with a name, are watched by a ResizeObserver.
 */
export function createShadowRoots(onRoot: (root: ShadowRoot) => void, signal: AbortSignal): ShadowRoots {
  const known = new WeakSet<ShadowRoot>();
  const watched = new WeakSet<Element>();
  let watching = 0;

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
      if (target.isConnected && !(isHtmlElement(target) && found(target))) continue;
      observer.unobserve(target);
      if (watched.delete(target)) watching--;
    }
  });
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });

  return {
    visit(element) {
      if (!isHtmlElement(element) || ownHosts.has(element)) return;
      const isCustom = element.localName.includes('-');
      if (!isCustom && !HOSTS.has(element.localName)) return;
      if (found(element)) return;
      const mayGetOne = isCustom || (element.firstChild === null && element.attributes.length > 0);
      if (!mayGetOne || watching >= SHADOW_CANDIDATES || watched.has(element)) return;
      watched.add(element);
      watching++;
      observer.observe(element);
    },
  };
}

/** The element's shadow root, closed ones by what each browser gives to content scripts. */
function shadowRootOf(element: HTMLElement): ShadowRoot | null {
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
