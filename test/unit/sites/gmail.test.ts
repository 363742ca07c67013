import { describe, expect, it } from 'vitest';
import { gmail } from '../../../utils/sites/gmail.ts';
import { pages } from '../../pages/pages.ts';
import { people } from '../../pages/people.ts';
import { one, standIn } from './stand-in.ts';

const { compose } = gmail;
if (!compose) throw new Error('Gmail has a compose window');

function windowIn(document: Document): HTMLElement {
  const [window] = compose?.windows(document) ?? [];
  if (!window) throw new Error('no compose window was found');
  return window;
}

const addressesIn = (window: HTMLElement) =>
  compose.recipients(window).map(({ field, address }) => ({ field, address }));

describe('compose windows', () => {
  it.each(pages.filter(({ site, recipients }) => site === 'Gmail' && recipients))(
    '$name: one window, its recipients field by field',
    ({ file, recipients }) => {
      const document = standIn(file);
      expect(compose.windows(document)).toHaveLength(1);
      expect(addressesIn(windowIn(document))).toEqual(recipients);
    },
  );

  it('a list of mail has none', () => {
    expect(compose.windows(standIn('gmail-list.html'))).toEqual([]);
  });

  it('a docked compose is its dialog, an inline reply is not a dialog', () => {
    expect(windowIn(standIn('gmail-compose.html')).getAttribute('role')).toBe('dialog');
    expect(windowIn(standIn('gmail-thread.html')).closest('[role=dialog]')).toBeNull();
  });

  it('two at once are two, each with its own Send', () => {
    const document = standIn('gmail-compose.html');
    const first = windowIn(document);
    const second = first.cloneNode(true);
    document.body.append(second);
    const windows = compose.windows(document);
    expect(windows).toEqual([first, second]);
    for (const window of windows) {
      expect(compose.sendControl(one(window, '.go'))).toEqual({ window, control: one(window, '.go') });
    }
  });
});

describe('recipients', () => {
  it('typed text that is not yet a chip counts, with several at once and with names', () => {
    const document = standIn('gmail-compose.html');
    const window = windowIn(document);
    const input = one(window, '[name=bcc] input');
    if (!('value' in input)) throw new Error('no input');
    input.value = 'a@example.org, "Last, First" <b@example.org>; nobody yet';
    expect(compose.recipients(window).filter(({ field }) => field === 'bcc')).toMatchObject([
      { address: 'a@example.org', label: 'a@example.org' },
      { address: 'b@example.org', label: 'Last, First' },
    ]);
  });

  it('a chip without an address is known by its name only', () => {
    const document = standIn('gmail-compose.html');
    const window = windowIn(document);
    one(window, '[name=to] [role=option]').setAttribute('data-hovercard-id', '7f3a:group');
    expect(compose.recipients(window)[0]).toMatchObject({ address: null, label: people.tom.name });
  });

  it('a suggestion, which has neither name nor address, is none', () => {
    const document = standIn('gmail-compose.html');
    const window = windowIn(document);
    one(window, '[name=to] [role=listbox]').insertAdjacentHTML('beforeend', '<div role="option">Add…</div>');
    expect(compose.recipients(window)).toHaveLength(3);
  });

  it('what is quoted in the body is none', () => {
    const document = standIn('gmail-compose.html');
    const window = windowIn(document);
    one(window, '[g_editable]').insertAdjacentHTML(
      'beforeend',
      '<span email="quoted@example.org">x</span><div name="to"><div role="option" data-name="x" data-hovercard-id="q@example.org"></div></div>',
    );
    expect(compose.recipients(window)).toHaveLength(3);
  });

  it('those whom only the collapsed summary shows count', () => {
    const document = standIn('gmail-thread.html');
    const window = windowIn(document);
    for (const chip of window.querySelectorAll('[role=option]')) chip.remove?.();
    expect(addressesIn(window).map(({ address }) => address)).toEqual([
      people.elena.address,
      people.priya.address,
    ]);
  });
});

describe('removing', () => {
  it.each([
    ['gmail-compose.html', people.mira.address],
    ['gmail-compose-old-nl.html', people.jonas.address],
    ['gmail-thread.html', people.priya.address],
  ])('%s: takes the chip out as the rep would', (file, address) => {
    const document = standIn(file, true);
    const window = windowIn(document);
    // In a collapsed reply the twins stay until it is opened; the page's own part is not what is tested here.
    window.querySelector('.summary')?.remove?.();
    const before = compose.recipients(window);
    const recipient = before.find(known => known.address === address);
    expect(recipient && compose.remove?.(window, recipient)).toBe(true);
    expect(compose.recipients(window)).toHaveLength(before.length - 1);
    expect(addressesIn(window).map(known => known.address)).not.toContain(address);
  });

  it('takes typed text out of its field and leaves the rest of it', () => {
    const document = standIn('gmail-compose.html');
    const window = windowIn(document);
    const input = one(window, '[name=bcc] input');
    if (!('value' in input)) throw new Error('no input');
    input.value = 'a@example.org, B <b@example.org>, c@example.org';
    const typed = compose.recipients(window).find(({ address }) => address === 'b@example.org');
    expect(typed && compose.remove?.(window, typed)).toBe(true);
    expect(input.value).toBe('a@example.org, c@example.org');
  });

  it('says so when there is no way', () => {
    const document = standIn('gmail-compose.html');
    const window = windowIn(document);
    for (const control of window.querySelectorAll('.off')) control.remove?.();
    const [recipient] = compose.recipients(window);
    expect(recipient && compose.remove?.(window, recipient)).toBe(false);
  });
});

describe('Send', () => {
  it.each(['gmail-compose.html', 'gmail-thread.html', 'gmail-compose-old-nl.html'])(
    '%s: is known in its language, from anything within it',
    file => {
      const document = standIn(file);
      const send = one(document, '.go');
      send.innerHTML = '<span><b>…</b></span>';
      expect(compose.sendControl(one(send, 'b'))).toEqual({ window: windowIn(document), control: send });
    },
  );

  it('without a shortcut in its label is known by its place before the menu', () => {
    const document = standIn('gmail-compose.html');
    const send = one(document, '.go');
    send.setAttribute('data-tooltip', 'Senden');
    send.setAttribute('aria-label', 'Senden');
    expect(compose.sendControl(send)?.control).toBe(send);
  });

  describe('and archive', () => {
    /** In a box of its own before Send's. */
    const withArchive = (label: string) => {
      const document = standIn('gmail-thread.html');
      const button = `<div><div role="button" class="archive" aria-label="${label}"><span>…</span></div></div>`;
      one(document, '.send').insertAdjacentHTML('beforebegin', button);
      return document;
    };

    it.each(['Send & archive \u202a(Ctrl-Enter)\u202c', 'Verzenden en archiveren'])(
      '%s: sends as well',
      label => {
        const document = withArchive(label);
        const control = one(document, '.archive');
        const window = windowIn(document);
        expect(compose.sendControl(one(control, 'span'))).toEqual({ window, control });
        expect(compose.sendControl(one(document, '.go'))).toEqual({ window, control: one(document, '.go') });
      },
    );

    it('takes no other button with it, nor the menu', () => {
      const document = withArchive('Send & archive');
      one(document, '.tools').insertAdjacentHTML(
        'beforeend',
        '<div class="format"><div><div role="button" class="bold" aria-label="Bold"></div></div></div>',
      );
      for (const selector of ['.more', '.bold', '.off', '.summary'])
        expect(compose.sendControl(one(document, selector)), selector).toBeNull();
    });
  });

  it.each(['.more', '.body', '.off', '.subject', 'nav .new'])('%s sends nothing', selector => {
    const document = standIn('gmail-compose.html');
    expect(compose.sendControl(one(document, selector))).toBeNull();
  });

  it('scheduling belongs to the window whose menu is open, wherever the menu stands', () => {
    const document = standIn('gmail-compose.html');
    const first = windowIn(document);
    document.body.append(first.cloneNode(true));
    const [, second] = compose.windows(document);
    if (!second) throw new Error('no second window');
    one(second, '.more').setAttribute('aria-expanded', 'true');
    document.body.insertAdjacentHTML(
      'beforeend',
      '<div role="menu"><div role="menuitem" selector="scheduledSend"><div>Schedule send</div></div></div>',
    );
    const item = one(document, '[selector=scheduledSend]');
    expect(compose.sendControl(one(item, 'div'))).toEqual({ window: second, control: item });
  });

  it.each([
    [{ key: 'Enter', ctrlKey: true }, true],
    [{ key: 'Enter', metaKey: true }, true],
    [{ key: 'Enter' }, false],
    [{ key: 'Enter', ctrlKey: true, isComposing: true }, false],
    [{ key: 'b', ctrlKey: true }, false],
  ])('the shortcut %o in a compose window: %s', (init, sends) => {
    const document = standIn('gmail-compose.html');
    const view = document.defaultView;
    if (!view) throw new Error('no view');
    const event = new view.KeyboardEvent('keydown', { ...init, bubbles: true, composed: true });
    let found: unknown;
    document.addEventListener('keydown', heard => {
      found = compose.sendShortcut(heard, one(document, '.body'));
    });
    one(document, '.body').dispatchEvent(event);
    expect(found !== null).toBe(sends);
  });

  it('the shortcut outside of a compose window sends nothing', () => {
    const document = standIn('gmail-compose.html');
    const view = document.defaultView;
    if (!view) throw new Error('no view');
    let found: unknown;
    document.addEventListener('keydown', heard => {
      found = compose.sendShortcut(heard, one(document, 'main'));
    });
    one(document, 'main').dispatchEvent(
      new view.KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }),
    );
    expect(found).toBeNull();
  });
});

describe('the thread that is answered', () => {
  it('stands in the address of the page with the reply', () => {
    expect(compose.thread?.(windowIn(standIn('gmail-thread.html')))).toBe('FMfcgzQbfVqLkXtRjWpNcHsDgJvBwZxK');
  });

  it('is none for a mail in a window of its own', () => {
    const docked = windowIn(standIn('gmail-compose.html'));
    expect(compose.thread?.(docked)).toBeNull();
    expect(compose.latestSender?.(docked)).toBeNull();
    const document = standIn('gmail-thread.html');
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    const reply = windowIn(document);
    reply.before(dialog);
    dialog.append(reply);
    expect(compose.thread?.(dialog)).toBeNull();
    expect(compose.latestSender?.(dialog)).toBeNull();
  });

  it('was last written to by whoever stands in the head of the message above', () => {
    expect(compose.latestSender?.(windowIn(standIn('gmail-thread.html')))).toBe(people.elena.address);
  });

  it('a message below the reply, and one that names nobody, are none', () => {
    const document = standIn('gmail-thread.html');
    const window = windowIn(document);
    window.insertAdjacentHTML(
      'afterend',
      '<div role="listitem"><span email="later@example.org"></span></div>',
    );
    window.insertAdjacentHTML('beforebegin', '<div data-message-id="#msg-f:1"></div>');
    expect(compose.latestSender?.(window)).toBe(people.elena.address);
  });

  it('is known by the ids of messages as well', () => {
    const document = standIn('gmail-thread.html');
    for (const mail of document.querySelectorAll('.mail')) {
      mail.removeAttribute('role');
      mail.setAttribute('data-message-id', '#msg-f:1');
    }
    expect(compose.latestSender?.(windowIn(document))).toBe(people.elena.address);
  });
});
