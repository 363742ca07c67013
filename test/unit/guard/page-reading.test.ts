import { describe, expect, it } from 'vitest';
import { createPageReader, DRAWN_WITHIN_MS } from '../../../utils/guard/page-reading.ts';
import { gmail } from '../../../utils/sites/gmail.ts';
import type { Records, Site } from '../../../utils/sites/site.ts';
import { one, standIn } from '../sites/stand-in.ts';

/** jsdom lays nothing out: everything takes room unless a test says otherwise. */
function drawn(document: Document): Document {
  for (const element of document.querySelectorAll<HTMLElement>('*')) {
    const box = {
      width: 10,
      height: 10,
      top: 0,
      left: 0,
      right: 10,
      bottom: 10,
      x: 0,
      y: 0,
      toJSON: () => '',
    };
    element.getBoundingClientRect = () => box;
  }
  return document;
}

const compose = () => drawn(standIn('gmail-compose.html'));
const windowsOf = (document: Document) => gmail.compose?.windows(document) ?? [];

describe('a compose window', () => {
  it('that is found is no trouble', () => {
    const document = compose();
    const reader = createPageReader(document, gmail, () => 'https://mail.google.com/mail/u/0/');
    for (const now of [0, DRAWN_WITHIN_MS, 10 * DRAWN_WITHIN_MS]) {
      expect(reader.read(windowsOf(document), now).reading).toEqual({ unreadable: [], record: 'none' });
    }
  });

  it('whose fields are not found is told once the page had time to draw them, and until they are', () => {
    const document = compose();
    const fields = [...document.querySelectorAll('[name="to"], [name="cc"], [name="bcc"]')];
    const names = fields.map(field => field.getAttribute('name') ?? '');
    for (const field of fields) field.removeAttribute('name');
    const reader = createPageReader(document, gmail, () => '');
    const unreadableAt = (now: number) => reader.read(windowsOf(document), now).reading.unreadable;
    expect(unreadableAt(100)).toEqual([]);
    expect(reader.again()).toBe(100 + DRAWN_WITHIN_MS);
    expect(unreadableAt(99 + DRAWN_WITHIN_MS)).toEqual([]);
    expect(unreadableAt(100 + DRAWN_WITHIN_MS)).toEqual(['compose']);
    expect(reader.again()).toBeNull();
    fields.forEach((field, at) => {
      field.setAttribute('name', names[at] ?? '');
    });
    expect(unreadableAt(200 + DRAWN_WITHIN_MS)).toEqual([]);
  });

  it('that is not to be seen is no trouble', () => {
    const document = standIn('gmail-compose.html');
    for (const field of document.querySelectorAll('[name]')) field.removeAttribute('name');
    const reader = createPageReader(document, gmail, () => '');
    reader.read([], 0);
    expect(reader.read([], DRAWN_WITHIN_MS).reading.unreadable).toEqual([]);
  });
});

describe('a record', () => {
  const records: Records = {
    isRecord: ({ pathname }) => pathname.startsWith('/contact/'),
    read(document) {
      const heading = document.querySelector('h1');
      const links = [...document.querySelectorAll('a')];
      return heading && { heading, identifiers: links.map(link => link.textContent ?? '') };
    },
  };
  const site: Site = { name: 'Records', script: '', hosts: [], records };
  const at = (path: string, html: string) => {
    const document = drawn(standIn('gmail-list.html'));
    document.body.innerHTML = html;
    return createPageReader(document, site, () => `https://crm.example/${path}`);
  };

  it('is about somebody whom something identifies, or nothing', () => {
    expect(at('contact/1', '<h1>Mira</h1><a>mira@example.com</a>').read([], 0).reading.record).toBe(
      'identified',
    );
    expect(at('contact/1', '<h1>Mira</h1>').read([], 0).reading.record).toBe('nothing-to-check');
    expect(at('list', '<h1>Contacts</h1>').read([], 0).reading.record).toBe('none');
  });

  it('without its heading is told, by its address alone', () => {
    const reader = at('contact/1', '<p>Mira</p>');
    expect(reader.read([], 0).reading.unreadable).toEqual([]);
    expect(reader.read([], DRAWN_WITHIN_MS).reading.unreadable).toEqual(['record']);
    const list = at('list', '<p>Contacts</p>');
    list.read([], 0);
    expect(list.read([], DRAWN_WITHIN_MS).reading.unreadable).toEqual([]);
  });

  it('gives its heading, where a banner belongs', () => {
    const document = drawn(standIn('gmail-list.html'));
    document.body.innerHTML = '<h1>Mira</h1><a>mira@example.com</a>';
    const reader = createPageReader(document, site, () => 'https://crm.example/contact/1');
    expect(reader.read([], 0).record).toEqual({
      heading: one(document, 'h1'),
      identifiers: ['mira@example.com'],
    });
  });
});
