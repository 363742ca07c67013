import { describe, expect, it } from 'vitest';
import { outlook } from '../../../utils/sites/outlook.ts';
import type { Send } from '../../../utils/sites/site.ts';
import { pages } from '../../pages/pages.ts';
import { people } from '../../pages/people.ts';
import { one, standIn } from './stand-in.ts';

const { compose } = outlook;
if (!compose) throw new Error('Outlook has a compose window');

const COMPOSE = 'outlook-compose.html';
const POPOUT = 'outlook-compose-popout-de.html';

function windowIn(document: Document): HTMLElement {
  const [window] = compose?.windows(document) ?? [];
  if (!window) throw new Error('no compose window was found');
  return window;
}

const addressesIn = (window: HTMLElement) =>
  compose.recipients(window).map(({ field, address }) => ({ field, address }));

const ofField = (window: HTMLElement, wanted: string) =>
  compose.recipients(window).filter(({ field }) => field === wanted);

function fieldIn(window: HTMLElement, end: string): HTMLElement {
  return one(window, `[id$="${end}"] [contenteditable="true"]`);
}

describe('compose windows', () => {
  it.each(pages.filter(({ site, recipients }) => site === 'Outlook' && recipients))(
    '$name: one window, its recipients field by field',
    ({ file, recipients }) => {
      const document = standIn(file);
      expect(compose.windows(document)).toHaveLength(1);
      expect(addressesIn(windowIn(document))).toEqual(recipients);
    },
  );

  it('a list with a message being read has none, for all its fields', () => {
    expect(compose.windows(standIn('outlook-list.html'))).toEqual([]);
  });

  it('in the reading pane it is what Outlook docks; without that the smallest that holds all', () => {
    expect(windowIn(standIn(COMPOSE)).id).toBe('docking_InitVisiblePart_0');
    const document = standIn(COMPOSE);
    windowIn(document).removeAttribute('id');
    expect(windowIn(document)).toBe(one(document, '.compose'));
  });

  it('two at once are two, each with its own recipients and Send', () => {
    const document = standIn(COMPOSE);
    const first = windowIn(document);
    const second = first.cloneNode(true);
    first.after(second);
    one(first, '[aria-label="Mira Okonjo"], [id="REK000001"]').remove?.();
    const windows = compose.windows(document);
    expect(windows).toEqual([first, second]);
    expect(windows.map(window => compose.recipients(window).length)).toEqual([2, 3]);
    for (const window of windows) {
      expect(compose.sendControl(one(window, '.go'))).toEqual({ window, control: one(window, '.go') });
    }
  });

  it('a reply below the message that is read is its own window', () => {
    const document = standIn('outlook-list.html');
    const reply = windowIn(standIn(COMPOSE));
    one(document, '#ConversationReadingPaneContainer').append(document.adoptNode(reply));
    expect(compose.windows(document)).toEqual([reply]);
    expect(compose.recipients(reply)).toHaveLength(3);
    reply.removeAttribute('id');
    expect(compose.windows(document)).toEqual([reply]);
  });

  it('a body in plain text, which is no such editor, leaves the window', () => {
    const document = standIn(COMPOSE);
    one(document, '#editorParent_1').innerHTML = '<textarea></textarea>';
    expect(addressesIn(windowIn(document))).toHaveLength(3);
  });

  it('a draft that was left and stays unseen is none', () => {
    const document = standIn(COMPOSE);
    const shown = windowIn(document);
    shown.after(shown.cloneNode(true));
    const [, left] = compose.windows(document);
    for (const part of [left, ...(left?.querySelectorAll('*') ?? [])]) {
      if (part) Object.assign(part, { checkVisibility: () => false });
    }
    expect(compose.windows(document)).toEqual([shown]);
  });
});

describe('recipients', () => {
  it('a chip that names presence and a name is known by its name only', () => {
    expect(ofField(windowIn(standIn(POPOUT)), 'to')[1]).toMatchObject({
      address: null,
      label: people.noor.name,
      typed: false,
    });
  });

  it.each([
    ['its label', { 'aria-label': people.mira.address }, 'Mira Okonjo', [people.mira.address]],
    [
      'words around it',
      { 'aria-label': `Away Mira <${people.mira.address}>` },
      'Mira',
      [people.mira.address],
    ],
    ['its title', { title: people.mira.address }, 'Mira Okonjo', [people.mira.address]],
    ['its text', {}, people.mira.address, [people.mira.address]],
    [
      'its text, not a label that runs on from presence',
      { 'aria-label': `unknown${people.mira.address}` },
      people.mira.address,
      [people.mira.address],
    ],
    [
      'text and label, where they differ',
      { 'aria-label': people.mira.address },
      people.tom.address,
      [people.tom.address, people.mira.address],
    ],
    ['nowhere', { 'aria-label': 'unknownMira Okonjo' }, 'Mira Okonjo', [null]],
  ])("a chip's address is taken from %s", (_where, attributes, text, addresses) => {
    const document = standIn(COMPOSE);
    const window = windowIn(document);
    const chip = one(window, '#REK000002');
    chip.removeAttribute('aria-label');
    for (const [name, value] of Object.entries(attributes)) chip.setAttribute(name, String(value));
    one(chip, '.name').textContent = text;
    one(chip, '.off').setAttribute('aria-label', 'Remove');
    expect(ofField(window, 'cc').map(({ address }) => address)).toEqual(addresses);
  });

  it('typed text counts, with several at once, with names, and a name alone', () => {
    const window = windowIn(standIn(COMPOSE));
    fieldIn(window, '_BCC').textContent = 'a@example.org, "Last, First" <b@example.org>; nobody yet';
    expect(ofField(window, 'bcc')).toMatchObject([
      { address: 'a@example.org', label: 'a@example.org', typed: true },
      { address: 'b@example.org', label: 'Last, First', typed: true },
      { address: null, label: 'nobody yet', typed: true },
    ]);
  });

  it('typed text that the editor has cut into pieces is one, and ends at a chip', () => {
    const window = windowIn(standIn(COMPOSE));
    const field = fieldIn(window, '_TO');
    const [first] = field.querySelectorAll('.chip');
    first?.before('ty', 'ped@exam', 'ple.org');
    field.append('x');
    expect(ofField(window, 'to').map(({ address, label }) => address ?? label)).toEqual([
      people.tom.address,
      people.mira.address,
      'typed@example.org',
      'x',
    ]);
  });

  it('an input, as it was before, counts', () => {
    const window = windowIn(standIn(COMPOSE));
    one(window, '[id$="_BCC"]').innerHTML = '<input aria-label="Bcc" value="a@example.org">';
    expect(ofField(window, 'bcc')).toMatchObject([{ address: 'a@example.org', typed: true }]);
  });

  it('what is quoted in the body is none', () => {
    const window = windowIn(standIn(COMPOSE));
    one(window, '.body').insertAdjacentHTML(
      'beforeend',
      `<div id="x_MSG_1_TO"><span class="_EType_RECIPIENT_ENTITY" aria-label="q@example.org">Q</span></div>
       <span data-lpc-hover-target-id="1" aria-label="r@example.org">R</span> s@example.org`,
    );
    expect(compose.recipients(window)).toHaveLength(3);
  });

  it('those whom a folded-up reply shows count, and who writes does not', () => {
    const document = standIn(COMPOSE);
    const window = windowIn(document);
    one(window, '.fields').innerHTML = `
      <div id="MSG_1_FROM"><span data-lpc-hover-target-id="0" aria-label="sam.rivers@northwind.example">Sam</span></div>
      <span data-lpc-hover-target-id="1" aria-label="${people.mira.address}">Mira Okonjo</span>
      <span data-lpc-hover-target-id="2">Noor Haddad</span>`;
    expect(addressesIn(windowIn(document)).map(({ address }) => address)).toEqual([
      people.mira.address,
      null,
    ]);
  });

  it('fields that lost their ids are known by their chips', () => {
    const window = windowIn(standIn(COMPOSE));
    for (const field of window.querySelectorAll('.field')) field.removeAttribute('id');
    expect(addressesIn(window)).toEqual([
      { field: 'to', address: people.tom.address },
      { field: 'to', address: people.mira.address },
      { field: 'cc', address: people.sofia.address },
    ]);
  });
});

describe('removing', () => {
  it.each([
    [COMPOSE, people.mira.address],
    [COMPOSE, people.sofia.address],
    [POPOUT, people.priya.address],
  ])('%s: takes the chip of %s out as the rep would', (file, address) => {
    const document = standIn(file, true);
    const window = windowIn(document);
    const before = compose.recipients(window);
    const recipient = before.find(known => known.address === address);
    expect(recipient && compose.remove?.(window, recipient)).toBe(true);
    expect(compose.recipients(window)).toHaveLength(before.length - 1);
    expect(addressesIn(window).map(known => known.address)).not.toContain(address);
  });

  it('takes typed text out of its field, leaves the rest, and lets the page hear of it', () => {
    const document = standIn(POPOUT, true);
    const window = windowIn(document);
    const field = fieldIn(window, '_TO');
    field.append('; A <a@example.org>; b@example.org');
    const heard: string[] = [];
    field.addEventListener('input', event => heard.push(event.type));
    const typed = ofField(window, 'to').find(({ address }) => address === people.jonas.address);
    expect(typed && compose.remove?.(window, typed)).toBe(true);
    expect(ofField(window, 'to').map(({ address }) => address)).toEqual([
      people.david.address,
      null,
      'a@example.org',
      'b@example.org',
    ]);
    expect(heard).toEqual(['input']);
  });

  it('says so when there is no way, and leaves the chip where it is', () => {
    const window = windowIn(standIn(COMPOSE));
    for (const control of window.querySelectorAll('.off')) control.remove?.();
    const [recipient] = compose.recipients(window);
    expect(recipient && compose.remove?.(window, recipient)).toBe(false);
    expect(compose.recipients(window)).toHaveLength(3);
  });
});

describe('Send', () => {
  it.each([COMPOSE, POPOUT])('%s: is known in its language, from anything within it', file => {
    const document = standIn(file);
    const send = one(document, '.go');
    send.innerHTML = '<span><b>…</b></span>';
    expect(compose.sendControl(one(send, 'b'))).toEqual({ window: windowIn(document), control: send });
  });

  it.each([
    ['its box', (send: HTMLElement) => send.removeAttribute('id')],
    ['the shortcut in its title', (send: HTMLElement) => strip(send, 'Send (Ctrl+Enter)')],
    ['the shortcut in another language', (send: HTMLElement) => strip(send, 'Senden (Strg+Eingabe)')],
    ['the shortcut of a Mac', (send: HTMLElement) => strip(send, 'Send (⌘+Return)')],
  ])('is known by %s alone', (_by, change) => {
    const document = standIn(COMPOSE);
    const send = one(document, '.go');
    change(send);
    expect(compose.sendControl(send)?.control).toBe(send);
  });

  it.each(['.more', '.body', '.off', '.subject', '#discardCompose', '.well', '.field button', '.new'])(
    '%s sends nothing',
    selector => {
      expect(compose.sendControl(one(standIn(COMPOSE), selector))).toBeNull();
    },
  );

  it('the focus on both halves of an older split button is on Send', () => {
    const document = standIn(COMPOSE);
    const split = one(document, '.split');
    split.setAttribute('role', 'button');
    split.setAttribute('aria-haspopup', 'true');
    expect(compose.sendControl(split)?.control).toBe(one(document, '.go'));
    expect(compose.sendControl(one(document, '.more'))).toBeNull();
  });

  it('an item of its menu belongs to the window whose menu is open, wherever the menu stands', () => {
    const document = standIn(COMPOSE);
    const first = windowIn(document);
    first.after(first.cloneNode(true));
    const [, second] = compose.windows(document);
    if (!second) throw new Error('no second window');
    one(second, '.more').setAttribute('aria-expanded', 'true');
    const item = menuItemIn(document);
    expect(compose.sendControl(one(item, 'div'))).toEqual({ window: second, control: item });
  });

  it('a menu that names its toggle, or is named by it, belongs to it', () => {
    for (const way of ['aria-labelledby', 'aria-controls']) {
      const document = standIn(COMPOSE);
      const item = menuItemIn(document);
      const toggle = one(document, '.more');
      const menu = one(document, '[role=menu]');
      if (way === 'aria-controls') toggle.setAttribute(way, menu.id);
      else menu.setAttribute(way, toggle.id);
      expect(compose.sendControl(item)?.control).toBe(item);
    }
  });

  it('an item of any other menu sends nothing', () => {
    expect(compose.sendControl(menuItemIn(standIn(COMPOSE)))).toBeNull();
  });
});

describe('shortcuts', () => {
  it.each([
    [{ key: 'Enter', ctrlKey: true }, true],
    [{ key: 'Enter', metaKey: true }, true],
    [{ key: 'Enter' }, false],
    [{ key: 'Enter', ctrlKey: true, isComposing: true }, false],
    [{ key: 's', code: 'KeyS', altKey: true }, true],
    [{ key: 'ы', code: 'KeyS', altKey: true }, true],
    [{ key: 'ś', code: 'KeyS', altKey: true, ctrlKey: true }, false],
    [{ key: 's', code: 'KeyS', ctrlKey: true }, false],
    [{ key: 's', code: 'KeyS' }, false],
    [{ key: 'b', ctrlKey: true }, false],
  ])('%o in a compose window: %s', (init, sends) => {
    const document = standIn(COMPOSE);
    expect(shortcutAt(one(document, '.body'), init) !== null).toBe(sends);
    expect(shortcutAt(one(document, '.subject'), init) !== null).toBe(sends);
  });

  it('Option+S on a Mac types a letter', () => {
    const document = standIn(COMPOSE);
    Object.defineProperty(document.defaultView?.navigator, 'platform', { value: 'MacIntel' });
    expect(shortcutAt(one(document, '.body'), { key: 'ß', code: 'KeyS', altKey: true })).toBeNull();
  });

  it('outside of a compose window sends nothing', () => {
    const document = standIn(COMPOSE);
    expect(shortcutAt(one(document, '.list'), { key: 'Enter', ctrlKey: true })).toBeNull();
  });
});

describe('the conversation that is answered', () => {
  function replyIn(document: Document): HTMLElement {
    const reply = windowIn(standIn(COMPOSE));
    one(document, '#ConversationReadingPaneContainer').append(document.adoptNode(reply));
    return reply;
  }

  it('stands on the pane, or in the address of the page', () => {
    const document = standIn('outlook-list.html');
    const reply = replyIn(document);
    expect(compose.thread?.(reply)).toBe('AAQkAGI2');
    one(document, '#ConversationReadingPaneContainer').setAttribute('data-convid', 'AAQkAD1=');
    expect(compose.thread?.(reply)).toBe('AAQkAD1=');
  });

  it('is none for a mail that stands apart', () => {
    for (const file of [COMPOSE, POPOUT]) {
      expect(compose.thread?.(windowIn(standIn(file)))).toBeNull();
      expect(compose.latestSender?.(windowIn(standIn(file)))).toBeNull();
    }
  });

  it('was last written to by its only sender; of several the order tells nothing', () => {
    const document = standIn('outlook-list.html');
    const reply = replyIn(document);
    reply.insertAdjacentHTML(
      'afterbegin',
      '<div id="MSG_1_FROM"><span aria-label="sam.rivers@northwind.example">Sam</span></div>',
    );
    expect(compose.latestSender?.(reply)).toBe(people.jonas.address);
    const message = one(document, '[aria-label="Email message"]');
    const earlier = message.cloneNode(true);
    message.after(earlier);
    expect(compose.latestSender?.(reply)).toBe(people.jonas.address);
    message
      .querySelector('[id$="_FROM"] [aria-label]')
      ?.setAttribute('aria-label', `From: Tom <${people.tom.address}>`);
    expect(compose.latestSender?.(reply)).toBeNull();
  });
});

/** Takes from Send what it is known by, but for its title. */
function strip(send: HTMLElement, title: string): void {
  send.removeAttribute('id');
  send.closest('[data-testid]')?.removeAttribute('data-testid');
  send.title = title;
}

function menuItemIn(document: Document): HTMLElement {
  document.body.insertAdjacentHTML(
    'beforeend',
    '<div role="menu" id="menu-1"><div role="menuitem"><div>Schedule send</div></div></div>',
  );
  return one(document, '[role=menuitem]');
}

function shortcutAt(target: HTMLElement, init: KeyboardEventInit): Send | null {
  const view = target.ownerDocument.defaultView;
  if (!view) throw new Error('no view');
  let found: Send | null = null;
  const hear = (heard: KeyboardEvent) => {
    found = compose?.sendShortcut(heard, target) ?? null;
  };
  target.ownerDocument.addEventListener('keydown', hear);
  target.dispatchEvent(new view.KeyboardEvent('keydown', { ...init, bubbles: true, composed: true }));
  target.ownerDocument.removeEventListener('keydown', hear);
  return found;
}
