import { describe, expect, it } from 'vitest';
import { linkedin } from '../../../utils/sites/linkedin.ts';
import type { Send } from '../../../utils/sites/site.ts';
import { one, standIn } from './stand-in.ts';

const { compose, outreach, records } = linkedin;
if (!compose || !outreach || !records) throw new Error('LinkedIn has conversations, controls and records');

const FEED = 'linkedin-messaging.html';
const PANE = 'linkedin-messaging-de.html';
const PROFILE = 'linkedin-profile-nl.html';
const PEOPLE = 'linkedin-search-de.html';
const LEAD = 'sales-navigator-lead-es.html';
const LEADS = 'sales-navigator-search.html';

const SOFIA = 'https://www.linkedin.com/in/ACoAABm3T0sBq1';
const CHLOE = 'https://www.linkedin.com/in/chloe-martin-hl';
const CHLOES_ID = 'https://www.linkedin.com/in/ACoAAChl9Xk2Wd7';
const TOM = 'https://www.linkedin.com/in/tom-hartley-fernwood';
const MIRA = 'https://www.linkedin.com/in/mira-okonjo';
const ELENA = 'https://www.linkedin.com/sales/lead/ACwAABcDeFgHiJkLmNoPqRsTuVwXyZ0123456789';
const BEN = 'https://www.linkedin.com/sales/lead/ACwAAZyXwVuTsRqPoNmLkJiHgFeDcBa9876543210';

const addressesIn = (window: HTMLElement) => compose.recipients(window).map(({ address }) => address);

/** The open root that newer pages have their conversations in, with what the page's own script would put there. */
function innerRoot(document: Document, template: string): ShadowRoot {
  const root = one(document, '#interop-outlet').attachShadow({ mode: 'open' });
  const source = document.querySelector<HTMLTemplateElement>(template);
  if (!source) throw new Error(`no ${template}`);
  root.append(source.content.cloneNode(true));
  return root;
}

function windowAround(document: Document, selector: string): HTMLElement {
  const element = one(document, selector);
  const window = compose?.windows(document).find(known => known.contains(element));
  if (!window) throw new Error(`no window around ${selector}`);
  return window;
}

describe('conversations', () => {
  it('each bubble over a page is one, and the feed is none', () => {
    const document = standIn(FEED);
    expect(compose.windows(document)).toEqual([one(document, '#ember480'), one(document, '#ember500')]);
    expect(compose.windows(standIn(PEOPLE))).toEqual([]);
  });

  it('the pane is one, and a bubble in the open root beside it another', () => {
    const document = standIn(PANE);
    const pane = one(document, 'section.conversation');
    expect(compose.windows(document)).toEqual([pane]);
    const root = innerRoot(document, '#bubble');
    expect(compose.windows(document)).toEqual([pane, one(root, '.conversation')]);
  });

  it('a box of the form’s class, which is no form, counts', () => {
    const document = standIn(FEED);
    const form = one(document, '#msg-form-ember482');
    form.outerHTML = `<div class="msg-form">${form.innerHTML}</div>`;
    expect(compose.windows(document)).toHaveLength(2);
  });

  it('without a heading that says with whom, it is the form', () => {
    const document = standIn(FEED);
    for (const heading of document.querySelectorAll('h2')) heading.remove?.();
    expect(compose.windows(document).map(({ id }) => id)).toEqual(['msg-form-ember482', 'msg-form-ember502']);
  });
});

describe('with whom', () => {
  it('is whom the header links to, not whom a message names', () => {
    const document = standIn(FEED);
    expect(compose.recipients(one(document, '#ember480'))).toMatchObject([
      { address: SOFIA, label: 'Sofia Lind', field: 'to', typed: false },
    ]);
    expect(addressesIn(windowAround(standIn(PANE), '#msg-form-ember31'))).toEqual([CHLOE]);
  });

  it('a link that is being written isn’t', () => {
    const document = standIn(FEED);
    one(document, '#ember480 [role=textbox]').innerHTML = '<a href="/in/mira-okonjo/">Mira</a>';
    expect(addressesIn(one(document, '#ember480'))).toEqual([SOFIA]);
  });

  it('for a new message, is who was chosen, by the card of the same name', () => {
    const document = standIn(FEED);
    expect(compose.recipients(one(document, '#ember500'))).toMatchObject([
      { address: TOM, label: 'Tom Hartley', element: one(document, '.chosen') },
    ]);
  });

  it('somebody chosen without a card is known by name only, as is one of several', () => {
    const document = standIn(FEED);
    const window = one(document, '#ember500');
    one(window, '.chosen').insertAdjacentHTML('afterend', '<button type="button">Mira Okonjo</button>');
    expect(compose.recipients(window)).toMatchObject([
      { address: TOM, label: 'Tom Hartley' },
      { address: null, label: 'Mira Okonjo' },
    ]);
    one(window, '.talk').remove?.();
    expect(addressesIn(window)).toEqual([null, null]);
  });

  it('a bubble that shows a name only has no address', () => {
    const root = innerRoot(standIn(PANE), '#bubble');
    expect(compose.recipients(one(root, '.conversation'))).toMatchObject([
      { address: null, label: 'Aiko Tanabe' },
    ]);
  });

  it('in Sales Navigator, is the lead whose page it is, if they have that name', () => {
    const document = standIn(LEAD);
    const window = windowAround(document, 'textarea');
    expect(window).toBe(one(document, '.thread-container'));
    expect(compose.recipients(window)).toMatchObject([{ address: ELENA, label: 'Elena Costa' }]);
    one(window, 'h2').textContent = 'Ben Achebe';
    expect(compose.recipients(window)).toMatchObject([{ address: null, label: 'Ben Achebe' }]);
  });

  it('nobody can be taken out', () => {
    expect(compose.remove).toBeUndefined();
  });
});

describe('invitations', () => {
  it('are windows with whoever’s page it is, if the invitation has their name', () => {
    const document = standIn(PROFILE);
    const root = innerRoot(document, '#invitation');
    const window = one(root, '[role=dialog]');
    expect(compose.windows(document)).toEqual([window]);
    expect(compose.recipients(window)).toMatchObject([{ address: CHLOE, label: 'Chloe Martin' }]);
    expect(compose.isWritten?.(window)).toBe(true);
    one(window, 'strong').textContent = 'Tom Hartley';
    expect(addressesIn(window)).toEqual([null]);
  });

  it('are sent by the button of the first kind, never by the one that ends them', () => {
    const root = innerRoot(standIn(PROFILE), '#invitation');
    const window = one(root, '[role=dialog]');
    const control = one(window, '.invite');
    expect(compose.sendControl(control)).toEqual({ window, control });
    expect(compose.sendControl(one(window, '.cancel'))).toBeNull();
    expect(shortcutAt(one(window, 'textarea'), { key: 'Enter' })).toBeNull();
  });
});

describe('Send', () => {
  it.each([
    [FEED, '#msg-form-ember482 [type=submit]'],
    [FEED, '#msg-form-ember502 [type=submit]'],
    [LEAD, '#go'],
  ])('%s: %s sends its own conversation, from anything within it', (file, selector) => {
    const document = standIn(file);
    const control = one(document, selector);
    control.innerHTML = `<span><b>${control.textContent}</b></span>`;
    expect(compose.sendControl(one(control, 'b'))).toEqual({
      window: windowAround(document, selector),
      control,
    });
  });

  it('is found in the open root', () => {
    const root = innerRoot(standIn(PANE), '#bubble');
    const control = one(root, '[type=submit]');
    expect(compose.sendControl(control)).toEqual({ window: one(root, '.conversation'), control });
  });

  it.each([
    [FEED, '.msg-form__send-toggle'],
    [FEED, '[role=textbox]'],
    [FEED, '.chosen'],
    [FEED, 'nav button'],
    [FEED, 'main button'],
    [PANE, '.msg-form__send-toggle'],
    [PANE, '.msg-conversation-listitem__link'],
    [LEAD, '#attach'],
    [LEAD, '#message'],
  ])('%s: %s sends nothing', (file, selector) => {
    expect(compose.sendControl(one(standIn(file), selector))).toBeNull();
  });
});

describe('Enter', () => {
  it('sends from the editor where there is no Send but its toggle', () => {
    const document = standIn(PANE);
    const editor = one(document, '[role=textbox]');
    const send = { window: one(document, 'section.conversation'), control: editor };
    expect(shortcutAt(editor, { key: 'Enter' })).toEqual(send);
    expect(shortcutAt(one(editor, 'p'), { key: 'Enter' })).toEqual(send);
  });

  it.each([[{ key: 'Enter', shiftKey: true }], [{ key: 'Enter', isComposing: true }], [{ key: 'a' }]])(
    '%o sends nothing',
    init => {
      expect(shortcutAt(one(standIn(PANE), '[role=textbox]'), init)).toBeNull();
    },
  );

  it('breaks a line where there is a Send, or nothing shows that it sends', () => {
    expect(shortcutAt(one(standIn(FEED), '[role=textbox]'), { key: 'Enter' })).toBeNull();
    const document = standIn(PANE);
    one(document, '.msg-form__send-toggle').remove?.();
    expect(shortcutAt(one(document, '[role=textbox]'), { key: 'Enter' })).toBeNull();
  });

  it('elsewhere in a conversation sends nothing', () => {
    expect(shortcutAt(one(standIn(PANE), '.talk'), { key: 'Enter' })).toBeNull();
    expect(shortcutAt(one(standIn(FEED), '[role=combobox]'), { key: 'Enter' })).toBeNull();
  });
});

describe('what is written', () => {
  it('is the text in the box', () => {
    const document = standIn(FEED);
    expect(compose.isWritten?.(one(document, '#ember480'))).toBe(true);
    expect(compose.isWritten?.(one(document, '#ember500'))).toBe(false);
    const lead = windowAround(standIn(LEAD), 'textarea');
    expect(compose.isWritten?.(lead)).toBe(true);
    const editor = one(lead, 'textarea');
    if ('value' in editor) editor.value = ' ';
    expect(compose.isWritten?.(lead)).toBe(false);
  });
});

describe('threads', () => {
  it('are told by who is in them; a new message is in none', () => {
    const document = standIn(FEED);
    expect(compose.thread?.(one(document, '#ember480'))).toBe(SOFIA);
    expect(compose.thread?.(one(document, '#ember500'))).toBeNull();
  });

  it('the latest sender is the last that a message names as its own', () => {
    expect(compose.latestSender?.(one(standIn(FEED), '#ember480'))).toBe(SOFIA);
    expect(compose.latestSender?.(one(standIn(PANE), 'section.conversation'))).toBe(
      'https://www.linkedin.com/in/sam-rivers-northwind',
    );
    expect(compose.latestSender?.(one(standIn(FEED), '#ember500'))).toBeNull();
  });
});

describe('signs', () => {
  it.each([
    [FEED, 4],
    [PANE, 2],
    [LEAD, 1],
  ])('%s: all stand in windows', (file, count) => {
    const document = standIn(file);
    const signs = [...document.querySelectorAll(compose.signs.join(', '))];
    expect(signs).toHaveLength(count);
    const windows = compose.windows(document);
    expect(signs.every(sign => windows.some(window => window.contains(sign)))).toBe(true);
  });
});

describe('controls', () => {
  const at = (file: string, selector: string) => outreach.at(one(standIn(file), selector));
  const reached = (file: string, selector: string) => {
    const reach = at(file, selector);
    return reach && [reach.act, ...reach.people.map(({ address }) => address)];
  };

  it.each([
    [PROFILE, '#message', 'message', [CHLOES_ID, CHLOE]],
    [PROFILE, '#connect', 'connect', [CHLOE]],
    [PROFILE, '#save', 'save', [CHLOE]],
    [PROFILE, '#other', 'connect', [TOM]],
    [PROFILE, '#write', 'message', ['https://www.linkedin.com/in/ACoAAMk0nj0Qw1r', MIRA]],
    [PEOPLE, '#invite', 'connect', [TOM]],
    [PEOPLE, '#known', 'connect', [MIRA]],
    [PEOPLE, '#ember61', 'connect', [CHLOE]],
    [PEOPLE, '#ember62', 'message', [CHLOE]],
    [PEOPLE, '#ember71', 'connect', [SOFIA]],
    [LEAD, '#save', 'save', [ELENA]],
    [LEAD, '#message', 'message', [ELENA]],
    [LEAD, '#other', 'save', [BEN]],
    [LEAD, '#connect', 'connect', [ELENA]],
    [LEADS, '#save-elena', 'save', [ELENA]],
    [LEADS, '#message-ben', 'message', [BEN]],
  ])('%s: %s is to %s', (file, selector, act, people) => {
    expect(reached(file, selector)).toEqual([act, ...people]);
  });

  it.each([
    [PROFILE, '#more'],
    [PROFILE, 'nav a[href="/messaging/"]'],
    [PROFILE, 'a[href="/in/tom-hartley-fernwood/"]'],
    [PEOPLE, '#pending'],
    [PEOPLE, '#next'],
    [PEOPLE, 'nav button'],
    [FEED, 'nav button'],
    [FEED, 'main button'],
    [FEED, '[type=submit]'],
    [LEAD, '#copy'],
    [LEAD, '#hue-menu-trigger-ember51'],
    [LEADS, '#bulk'],
  ])('%s: %s reaches nobody', (file, selector) => {
    expect(at(file, selector)).toBeNull();
  });

  it('is found from anything within it, and gives itself when asked with itself', () => {
    const document = standIn(PEOPLE);
    const control = one(document, '#invite');
    const reach = outreach.at(one(control, 'span'));
    expect(reach).toMatchObject({
      control,
      people: [{ address: TOM, label: 'Tom Hartley', element: control }],
    });
    expect(outreach.at(control)).toEqual(reach);
  });

  it('Save above a list is to everyone who is ticked', () => {
    const document = standIn(LEADS);
    for (const box of document.querySelectorAll('input')) box.checked = true;
    expect(outreach.at(one(document, '#bulk'))?.people.map(({ address }) => address)).toEqual([ELENA, BEN]);
  });

  it.each([
    'Invite Mira Okonjo to connect',
    'Mira Okonjo als Kontakt einladen',
    'Connectieverzoek verzenden naar Mira Okonjo',
    'Inviter Mira Okonjo à rejoindre votre réseau',
    'Invita a Mira Okonjo a conectar',
    'Message Mira Okonjo',
    'Nachricht an Mira Okonjo senden',
    'Enviar un mensaje a Mira Okonjo',
    'Envoyer un message à Mira Okonjo',
    'Follow Mira Okonjo',
    'Suivre Mira Okonjo',
    'Seguir a Mira Okonjo',
  ])('is known by its label: %s', label => {
    const document = standIn(PEOPLE);
    one(document, 'main').insertAdjacentHTML(
      'beforeend',
      '<section><a href="/in/mira-okonjo/">Mira</a><button id="labelled">…</button></section>',
    );
    const control = one(document, '#labelled');
    expect(outreach.at(control)).toBeNull();
    control.setAttribute('aria-label', label);
    expect(outreach.at(control)?.people.map(({ address }) => address)).toEqual([MIRA]);
  });

  it('beside nobody, reaches nobody', () => {
    const document = standIn(PEOPLE);
    one(document, 'main').insertAdjacentHTML(
      'beforeend',
      '<p><button aria-label="Message all">…</button></p>',
    );
    expect(outreach.at(one(document, '[aria-label="Message all"]'))).toBeNull();
  });
});

describe('records', () => {
  it.each([
    ['https://www.linkedin.com/in/mira-okonjo/', true],
    ['https://www.linkedin.com/in/mira-okonjo/overlay/contact-info/', true],
    ['https://www.linkedin.com/in/mira-okonjo/recent-activity/all/', true],
    ['https://www.linkedin.com/sales/lead/ACwAABcDeFgHiJkL,NAME_SEARCH,aB1_', true],
    ['https://www.linkedin.com/in/me/', false],
    ['https://www.linkedin.com/feed/', false],
    ['https://www.linkedin.com/messaging/thread/2-ZmFrZQ==/', false],
    ['https://www.linkedin.com/sales/search/people', false],
    ['https://www.linkedin.com/company/northwind/', false],
  ])('%s is about somebody: %s', (url, is) => {
    expect(records.isRecord(new URL(url))).toBe(is);
  });

  it.each([
    [PROFILE, 'Chloe Martin', [CHLOE, CHLOES_ID]],
    [LEAD, 'Elena Costa', [ELENA]],
    ['linkedin-contact-ember.html', 'Mira Okonjo', [MIRA]],
    ['linkedin-contact-sdui.html', 'Aiko Tanabe', ['https://www.linkedin.com/in/aiko-tanabe']],
  ])('%s is about %s', (file, name, identifiers) => {
    const record = records.read(standIn(file));
    expect(record?.heading.textContent).toBe(name);
    expect(record?.identifiers).toEqual(identifiers);
  });

  it('one that isn’t drawn yet can’t be read', () => {
    const document = standIn(PROFILE);
    one(document, 'main').innerHTML = '<section><h2></h2></section>';
    expect(records.read(document)).toBeNull();
    one(document, 'main').innerHTML = '';
    expect(records.read(document)).toBeNull();
  });
});

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
