/**
 * Node kinds by their number, not by `instanceof`: a node that a page moved here from another frame keeps that
 * frame's classes.
 */
export function isText(node: Node | null | undefined): node is Text {
  // Also a CDATA section, which XHTML shows as text.
  return node?.nodeType === 3 || node?.nodeType === 4;
}

export function isElement(node: Node | null | undefined): node is Element {
  return node?.nodeType === 1;
}

/** The innermost element that an event is at, in whatever shadow root; null where it is at a document or window. */
export function elementAt(event: Event): Element | null {
  const [target] = event.composedPath();
  return target && isNode(target) && isElement(target) ? target : null;
}

function isNode(target: EventTarget): target is Node {
  return 'nodeType' in target;
}

const XHTML = 'http://www.w3.org/1999/xhtml';

export function isHtmlElement(node: Node | null | undefined): node is HTMLElement {
  return isElement(node) && node.namespaceURI === XHTML;
}

/** Hosts of Lethe's own shadow roots, which are no part of the page and never scanned. */
export const ownHosts = new WeakSet<Element>();
