import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';
import { pages } from '../../pages/pages.ts';

/** A stand-in page as a parser leaves it, without its script unless that is asked for. */
export function standIn(file: string, scripts = false): Document {
  const page = pages.find(known => known.file === file);
  if (!page) throw new Error(`no such stand-in: ${file}`);
  const html = readFileSync(new URL(`../../pages/${file}`, import.meta.url), 'utf8');
  const { window } = new JSDOM(html, { url: page.url, ...(scripts && { runScripts: 'dangerously' }) });
  // The site files take constructors and geometry from the page that they run in.
  Object.assign(globalThis, {
    Element: window.Element,
    InputEvent: window.InputEvent,
    MouseEvent: window.MouseEvent,
    PointerEvent: window.PointerEvent ?? window.MouseEvent,
  });
  return window.document;
}

/** The element, or the test is wrong. */
export function one(root: ParentNode, selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}
