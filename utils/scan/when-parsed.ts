import { LOADING_LOOK_MS, LOADING_MS } from './budgets.ts';

/**
 * Calls `begin` as soon as the document is parsed, or its parsing took LOADING_MS: a page may load for ever. What
 * observes a document from its start hears of each node that the parser puts there; until then `look` is called every
 * LOADING_LOOK_MS.
 */
export function whenParsed(
  document: Document,
  { look, begin }: { readonly look: () => void; readonly begin: () => void },
  signal: AbortSignal,
): void {
  if (document.readyState !== 'loading') {
    begin();
    return;
  }
  const waiting = new AbortController();
  const looking = setInterval(look, LOADING_LOOK_MS);
  const timer = setTimeout(end, LOADING_MS);
  function end(): void {
    waiting.abort();
    clearInterval(looking);
    clearTimeout(timer);
    if (!signal.aborted) begin();
  }
  document.addEventListener('DOMContentLoaded', end, { capture: true, signal: waiting.signal });
  signal.addEventListener('abort', end, { signal: waiting.signal });
}
