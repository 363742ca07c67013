import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { pageStructure } from '../../../utils/sites/page-structure.ts';
import { pages } from '../../pages/pages.ts';
import { people } from '../../pages/people.ts';
import { standIn } from './stand-in.ts';

function structureOf(html: string): string {
  return pageStructure(new JSDOM(html).window.document);
}

describe('a report of what a page is made of', () => {
  it('names elements, roles and attributes, and passes over what tells nothing', () => {
    const html =
      '<body><div class="x1"><p>Hi</p><div role="dialog" aria-modal="true"><input name="to" type="text" value="a"></div></div></body>';
    expect(structureOf(html).split('\n')).toEqual([
      'html',
      '  body',
      '    div',
      '      div[role=dialog][aria-modal=true]',
      '        input[name=to][type=text][value]',
    ]);
  });

  it('holds nothing of what a page says, wherever it stands', () => {
    const secret = 'okonjo';
    const html = `<title>${secret}</title><body id="${secret}" lang="${secret}"><form action="/${secret}" name="${secret}" role="${secret}">
      <input type="${secret}" name="${secret}" value="${secret}" placeholder="${secret}" contenteditable="${secret}">
      <a href="mailto:${secret}@example.com" aria-label="${secret}" title="${secret}" data-${secret}="${secret}">${secret}</a>
      <button aria-haspopup="${secret}" aria-expanded="${secret}" data-testid="${secret}">${secret}</button>
      <!-- ${secret} --><h1>${secret}</h1></form></body>`;
    expect(structureOf(html.replace(`data-${secret}=`, 'data-x='))).not.toContain(secret);
  });

  it('looks into open shadow roots', () => {
    const { document } = new JSDOM('<body><section></section></body>').window;
    const root = document.querySelector('section')?.attachShadow({ mode: 'open' });
    if (root) root.innerHTML = '<button>Send</button>';
    expect(pageStructure(document)).toContain('#shadow-root\n        button');
  });

  it.each(pages.map(page => [page.name, page] as const))('of %s names nobody', (_name, page) => {
    const structure = pageStructure(standIn(page.file));
    expect(structure.length).toBeGreaterThan(100);
    for (const { name, address } of Object.values(people)) {
      for (const part of [...name.toLowerCase().split(' '), ...address.toLowerCase().split(/[@.]/)]) {
        if (part.length > 4 && part !== 'example' && part !== 'group') {
          expect(structure.toLowerCase()).not.toContain(part);
        }
      }
    }
  });
});
