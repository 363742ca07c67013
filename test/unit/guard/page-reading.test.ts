import { describe, expect, it } from 'vitest';
import {
  createPageReader,
  DRAWN_WITHIN_MS,
  LOOK_EVERY_MS,
  type PageReader,
} from '../../../utils/guard/page-reading.ts';
import { gmail } from '../../../utils/sites/gmail.ts';
import type { Records, Site } from '../../../utils/sites/site.ts';
import { standIn } from '../sites/stand-in.ts';

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

/** A reader that is let look as long as it wants to, at its own times, and the clock that it goes by. */
class Reading {
  readonly reader: PageReader;
  readonly windows: () => readonly HTMLElement[];
  now = 0;
  looks = 0;

  constructor(
    document: Document,
    site: Site,
    address = '',
    windows: () => readonly HTMLElement[] = () => [],
  ) {
    this.reader = createPageReader(document, site, () => address);
    this.windows = windows;
    this.reader.changed();
    this.passTo(0);
  }

  /** What is told at a time, where nothing changes until then. */
  passTo(time: number) {
    for (let at = this.reader.again(this.now); at !== null && at <= time; at = this.reader.again(this.now)) {
      this.now = Math.max(this.now, at);
      this.reader.look(this.windows(), this.now);
      this.looks += 1;
    }
    this.now = time;
    return this.reader.reading(time);
  }

  change() {
    this.reader.changed();
    return this;
  }
}

/** Long enough for each look to be taken once. */
const ROUND_MS = 10 * LOOK_EVERY_MS;
const LATER_MS = ROUND_MS + DRAWN_WITHIN_MS;

describe('a compose window', () => {
  it('that is found is no trouble', () => {
    const document = compose();
    const reading = new Reading(document, gmail, 'https://mail.google.com/mail/u/0/', () =>
      windowsOf(document),
    );
    expect(reading.passTo(LATER_MS)).toEqual({ unreadable: [], record: 'none' });
  });

  it('whose fields are not found is told once the page had time to draw them, and until they are', () => {
    const document = compose();
    const fields = [...document.querySelectorAll('[name="to"], [name="cc"], [name="bcc"]')];
    const names = fields.map(field => field.getAttribute('name') ?? '');
    for (const field of fields) field.removeAttribute('name');
    const reading = new Reading(document, gmail, '', () => windowsOf(document));
    expect(reading.passTo(DRAWN_WITHIN_MS - 1).unreadable).toEqual([]);
    expect(reading.passTo(LATER_MS).unreadable).toEqual(['compose']);
    fields.forEach((field, at) => {
      field.setAttribute('name', names[at] ?? '');
    });
    expect(reading.change().passTo(LATER_MS + ROUND_MS).unreadable).toEqual([]);
  });

  it('that is not to be seen is no trouble', () => {
    const document = standIn('gmail-compose.html');
    for (const field of document.querySelectorAll('[name]')) field.removeAttribute('name');
    expect(new Reading(document, gmail).passTo(LATER_MS).unreadable).toEqual([]);
  });
});

describe('looks', () => {
  it('are taken one at a time, however often a page changes, and end when it stands still', () => {
    const document = compose();
    const reading = new Reading(document, gmail, '', () => windowsOf(document));
    for (let time = 0; time <= 10 * LOOK_EVERY_MS; time += 10) reading.change().passTo(time);
    expect(reading.looks).toBeLessThanOrEqual(12);
    reading.passTo(60_000);
    expect(reading.reader.again(reading.now)).toBeNull();
    const { looks } = reading;
    reading.passTo(120_000);
    expect(reading.looks).toBe(looks);
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
    return new Reading(document, site, `https://crm.example/${path}`);
  };

  it('is about somebody whom something identifies, or nothing', () => {
    expect(at('contact/1', '<h1>Mira</h1><a>mira@example.com</a>').passTo(0).record).toBe('identified');
    expect(at('contact/1', '<h1>Mira</h1>').passTo(0).record).toBe('nothing-to-check');
    expect(at('list', '<h1>Contacts</h1>').passTo(0).record).toBe('none');
  });

  it('without its heading is told, by its address alone', () => {
    const reading = at('contact/1', '<p>Mira</p>');
    expect(reading.passTo(DRAWN_WITHIN_MS - 1).unreadable).toEqual([]);
    expect(reading.passTo(DRAWN_WITHIN_MS).unreadable).toEqual(['record']);
    expect(at('list', '<p>Contacts</p>').passTo(LATER_MS).unreadable).toEqual([]);
  });

  it('gives its heading, where a banner belongs', () => {
    const reading = at('contact/1', '<h1>Mira</h1><a>mira@example.com</a>');
    const record = reading.reader.record();
    expect(record?.heading.textContent).toBe('Mira');
    expect(record?.identifiers).toEqual(['mira@example.com']);
  });
});
