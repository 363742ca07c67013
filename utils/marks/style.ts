/**
 * Gives a shadow root its style, by a constructed sheet: no page's content security policy stops it and no
 * element shows it. Where a browser refuses sheets made by a content script (Firefox bug 1751346; 153 takes
 * them), by a style element in the root. No `url()` anywhere: a page hears of those.
 */
export function adoptStyle(root: ShadowRoot, text: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const style = root.ownerDocument.createElement('style');
    style.textContent = text;
    root.prepend(style);
  }
}
