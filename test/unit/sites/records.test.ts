import { describe, expect, it } from 'vitest';
import { dynamics } from '../../../utils/sites/dynamics.ts';
import { hubspot } from '../../../utils/sites/hubspot.ts';
import { salesforce } from '../../../utils/sites/salesforce.ts';
import { siteOf } from '../../../utils/sites/sites.ts';
import { zoho } from '../../../utils/sites/zoho.ts';
import { pages } from '../../pages/pages.ts';
import { people } from '../../pages/people.ts';
import { one, standIn } from './stand-in.ts';

function read(file: string) {
  const document = standIn(file);
  return siteOf(document.URL)?.records?.read(document) ?? null;
}

describe('addresses of records', () => {
  it.each([
    [salesforce, '/lightning/r/Contact/0035e00001QmBzAAAV/view', true],
    [salesforce, '/lightning/r/Lead/00Q5e00000TkWzEAM/view?ws=1', true],
    [salesforce, '/lightning/r/Account/0015e00002/view', true],
    [salesforce, '/lightning/r/Opportunity/0065e00002/view', true],
    [salesforce, '/lightning/r/Case/5005e00002/view', false],
    [salesforce, '/lightning/o/Contact/list', false],
    [hubspot, '/contacts/140088123/record/0-1/501', true],
    [hubspot, '/contacts/140088123/record/0-2/501/', true],
    [hubspot, '/contacts/140088123/contact/501', true],
    [hubspot, '/contacts/140088123/record/0-5/501', false],
    [hubspot, '/contacts/140088123/objects/0-1/views/all/list', false],
    [dynamics, '/main.aspx?appid=1&pagetype=entityrecord&etn=contact&id=2', true],
    [dynamics, '/main.aspx?pagetype=entityrecord&etn=account', true],
    [dynamics, '/main.aspx?pagetype=entityrecord&etn=email', false],
    [dynamics, '/main.aspx?pagetype=entitylist&etn=contact', false],
    [zoho, '/crm/org20098/tab/Contacts/554000000132', true],
    [zoho, '/crm/tab/Leads/554000000132', true],
    [zoho, '/crm/org20098/tab/Leads/custom-view/1/list', false],
  ])('$name %#: %s', ({ hosts, records }, path, is) => {
    const [host = ''] = hosts;
    const url = new URL(path, host.replace('*.', 'northwind.').replace('/*', ''));
    expect(records?.isRecord(url), url.href).toBe(is);
  });

  it.each(pages.filter(({ name }) => /contact|lead,/i.test(name) && !/info/.test(name)))(
    'the stand-in $name is one',
    ({ url }) => {
      expect(siteOf(url)?.records?.isRecord(new URL(url))).toBe(true);
    },
  );
});

describe('whom a record is about', () => {
  it.each([
    ['salesforce-lead-synthetic.html', people.priya.name, [people.priya.address]],
    ['salesforce-contact-email.html', people.tom.name, [people.tom.address, 'tel:+442079460018']],
    ['hubspot-contact.html', people.priya.name, [people.priya.address]],
    ['hubspot-contact-actions.html', people.ben.name, [people.ben.address]],
    ['zoho-contact.html', people.aiko.name, [people.aiko.address]],
  ])('%s: %s', (file, name, identifiers) => {
    const record = read(file);
    expect(record?.heading.textContent).toBe(name);
    expect(record?.identifiers).toEqual(identifiers);
  });

  it('is read from the values that a script has set', () => {
    const document = standIn('dynamics-contact.html');
    expect(dynamics.records?.read(document)?.identifiers).toEqual([]);
    for (const input of document.querySelectorAll('input'))
      input.value = `${input.dataset.id?.[12]}@example.org`;
    expect(dynamics.records?.read(document)).toMatchObject({
      heading: one(document, 'h1'),
      identifiers: ['1@example.org', '2@example.org'],
    });
  });

  it('is read in the open shadow roots of a field', async () => {
    const document = standIn('salesforce-contact-shadow.html', true);
    const read = () => salesforce.records?.read(document)?.identifiers;
    expect(read()).toEqual([]);
    await expect.poll(read).toEqual([people.jonas.address]);
  });

  it('is nobody of a record that was left', () => {
    const document = standIn('salesforce-contact-email.html');
    one(document, '[aria-hidden]').removeAttribute('aria-hidden');
    expect(salesforce.records?.read(document)?.heading.textContent).toBe(people.ruth.name);
  });

  it('can’t be read without the heading, nor where no hooks are known', () => {
    for (const file of ['hubspot-contact.html', 'zoho-contact.html', 'salesforce-lead-synthetic.html']) {
      const document = standIn(file);
      one(document, 'h1').remove?.();
      document.querySelector('[data-test-id="highlight-record-label"]')?.remove?.();
      expect(siteOf(document.URL)?.records?.read(document), file).toBeNull();
    }
  });
});

describe('controls of a record', () => {
  it.each([
    ['salesforce-contact-email.html', '#email span', '#email', [people.tom.address, 'tel:+442079460018']],
    ['hubspot-contact-actions.html', '#mail span', '#mail', [people.ben.address]],
    ['hubspot-contact-actions.html', '#engage', '#engage', [people.ben.address]],
  ])('%s: %s writes to whoever it is about', (file, selector, control, addresses) => {
    const document = standIn(file);
    const outreach = siteOf(document.URL)?.outreach;
    const reach = outreach?.at(one(document, selector));
    expect(reach).toMatchObject({ act: 'write', control: one(document, control) });
    expect(reach?.people.map(({ address }) => address)).toEqual(addresses);
    expect(reach && outreach?.at(reach.control)).toEqual(reach);
  });

  it.each([
    ['salesforce-contact-email.html', '#edit'],
    ['salesforce-contact-email.html', '#send'],
    ['salesforce-contact-email.html', '#other'],
    ['hubspot-contact-actions.html', '#note'],
  ])('%s: %s reaches nobody', (file, selector) => {
    const document = standIn(file);
    expect(siteOf(document.URL)?.outreach?.at(one(document, selector))).toBeNull();
  });

  it('reach nobody on a record without an address', () => {
    const document = standIn('hubspot-contact-actions.html');
    one(document, '[data-test-id="property-input-email"]').textContent = '--';
    expect(hubspot.outreach?.at(one(document, '#mail'))).toBeNull();
  });
});

describe('a control of a record that enrols', () => {
  const page = () => standIn('hubspot-contact-actions.html');
  const reachOf = (label: string, words = label) => {
    const document = page();
    const control = document.createElement('button');
    control.setAttribute('aria-label', label);
    control.innerHTML = `<span>${words}</span>`;
    one(document, 'main').append(control);
    return siteOf(document.URL)?.outreach?.at(one(control, 'span')) ?? null;
  };

  it.each([
    'Enroll in sequence',
    'Enrol in a sequence',
    'Add to Campaign',
    'Add to Cadence',
    'Connect sequence',
    'In Sequenz aufnehmen',
    'Zur Kampagne hinzufügen',
    'Inscrire dans une séquence',
    'Ajouter à la campagne',
    'Añadir a una campaña',
    'Inscribir en secuencia',
    'Toevoegen aan campagne',
    'Inschrijven voor reeks',
  ])('%s', label => {
    expect(reachOf(label)).toMatchObject({
      act: 'enrol',
      people: [{ address: people.ben.address, label: people.ben.name }],
    });
  });

  it.each(['View sequence', 'Campaigns', 'Add to list', 'Remove from campaign', 'Sequence settings', ''])(
    'not %s',
    label => {
      expect(reachOf(label)).toBeNull();
    },
  );

  it('is known by what it shows where its label says something else', () => {
    expect(reachOf('Contact actions', 'Enroll in sequence')?.act).toBe('enrol');
  });

  it('reaches nobody where the record can’t be read', () => {
    const document = standIn('hubspot-contact-actions.html');
    for (const heading of document.querySelectorAll('h2')) heading.remove();
    const control = document.createElement('button');
    control.textContent = 'Enroll in sequence';
    document.body.append(control);
    expect(siteOf(document.URL)?.outreach?.at(control)).toBeNull();
  });
});

describe('a control above a list that enrols', () => {
  const HUBSPOT_ROWS = [people.jonas, people.ben]
    .map(({ name, address }, row) => {
      const cell = (column: number, property: string, text: string) =>
        `<td data-table-external-id="cell-${row}-${column}-${property}-120${row}">${text}</td>`;
      return `<tr><td><input type="checkbox"></td>${cell(1, 'name', name)}${cell(2, 'email', address)}</tr>`;
    })
    .join('');

  /** The list and the control above it. */
  const list = (file: string) => {
    const document = standIn(file);
    if (file.startsWith('hubspot')) document.body.innerHTML = `<table><tbody>${HUBSPOT_ROWS}</tbody></table>`;
    for (const row of document.querySelectorAll('tbody tr'))
      row.insertAdjacentHTML('afterbegin', '<td><input type="checkbox"></td>');
    document.body.insertAdjacentHTML('afterbegin', '<button id="enrol">Add to Campaign</button>');
    const tick = (name: string) => {
      const row = [...document.querySelectorAll('tr')].find(found => found.textContent?.includes(name));
      if (row) Object.assign(one(row, 'input'), { checked: true });
    };
    const reached = () =>
      siteOf(document.URL)
        ?.outreach?.at(one(document, '#enrol'))
        ?.people.map(({ address }) => address);
    return { tick, reached };
  };

  it.each(['salesforce-list.html', 'hubspot-contact.html'])('%s: reaches everyone who is ticked', file => {
    const { tick, reached } = list(file);
    expect(reached()).toBeUndefined();
    tick(people.jonas.name);
    expect(reached()).toEqual([people.jonas.address]);
    if (file.startsWith('salesforce')) {
      tick(people.mira.name);
      expect(reached()).toEqual([people.mira.address, people.jonas.address]);
    }
  });

  it('on a record is about the record, whoever is ticked in a list there', () => {
    const document = standIn('salesforce-contact-email.html');
    document.body.insertAdjacentHTML(
      'afterbegin',
      `<table><tr><td><input type="checkbox" checked></td><td><a class="emailuiFormattedEmail" href="mailto:${people.mira.address}">${people.mira.address}</a></td></tr></table><button id="enrol">Add to Campaign</button>`,
    );
    expect(
      siteOf(document.URL)
        ?.outreach?.at(one(document, '#enrol'))
        ?.people.map(({ address }) => address),
    ).toEqual([people.tom.address, 'tel:+442079460018']);
  });
});

describe('a control that calls', () => {
  it('in HubSpot reaches whoever the record is about, by address and number', () => {
    const document = standIn('hubspot-contact-actions.html');
    one(document, 'main').insertAdjacentHTML(
      'beforeend',
      '<span data-test-id="property-input-phone-button">+44 7700 900123</span>',
    );
    const reach = hubspot.outreach?.at(one(document, '#call'));
    expect(reach?.act).toBe('call');
    expect(reach?.people.map(({ address }) => address)).toEqual([people.ben.address, 'tel:+44 7700 900123']);
  });

  /** As the component draws it where a telephone system is set up: a link that leads nowhere, and words before the number. */
  const LINK =
    '<a href="javascript:void(0)"><span title="Click to dial"><span class="slds-assistive-text">Click to dial</span></span><span id="number">(202) 555-0142</span></a>';
  const DIALLED = { act: 'call', people: [{ address: 'tel:(202) 555-0142', label: '(202) 555-0142' }] };

  it('in Salesforce is a number that its telephone system dials', () => {
    const document = standIn('salesforce-contact-email.html');
    document.body.insertAdjacentHTML(
      'beforeend',
      `<lightning-click-to-dial>${LINK}</lightning-click-to-dial>`,
    );
    const reach = salesforce.outreach?.at(one(document, '#number'));
    expect(reach).toMatchObject(DIALLED);
    expect(reach && salesforce.outreach?.at(reach.control)).toEqual(reach);
  });

  it('and in native shadow as well', () => {
    const document = standIn('salesforce-contact-email.html');
    const root = document.body
      .appendChild(document.createElement('lightning-click-to-dial'))
      .attachShadow({ mode: 'open' });
    root.innerHTML = LINK;
    expect(salesforce.outreach?.at(one(root, '#number'))).toMatchObject(DIALLED);
  });

  it('is none without a number, nor a link elsewhere', () => {
    const document = standIn('salesforce-contact-email.html');
    document.body.insertAdjacentHTML(
      'beforeend',
      `<lightning-click-to-dial>${LINK.replace('(202) 555-0142', '--')}</lightning-click-to-dial>`,
    );
    expect(salesforce.outreach?.at(one(document, '#number'))).toBeNull();
    document.body.insertAdjacentHTML('beforeend', `<p id="elsewhere">${LINK}</p>`);
    expect(salesforce.outreach?.at(one(document, '#elsewhere span'))).toBeNull();
  });
});
