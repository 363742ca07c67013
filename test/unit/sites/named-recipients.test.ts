import { expect, it } from 'vitest';
import { dynamics } from '../../../utils/sites/dynamics.ts';
import { salesforce } from '../../../utils/sites/salesforce.ts';
import { people } from '../../pages/people.ts';
import { one, standIn } from './stand-in.ts';

const { compose } = dynamics;
if (!compose) throw new Error('Dynamics 365 has mail');

it('a mail in Dynamics 365 has names for recipients, field by field, and who writes isn’t among them', () => {
  const document = standIn('dynamics-email.html');
  expect(compose.windows(document)).toEqual([document.body]);
  expect(compose.recipients(document.body)).toMatchObject([
    { address: null, label: people.mira.name, field: 'to', typed: false },
    { address: null, label: people.tom.name, field: 'to', typed: false },
    { address: null, label: people.sofia.name, field: 'cc', typed: false },
  ]);
});

it('its Send is known by its command, from anything within it; Save sends nothing', () => {
  const document = standIn('dynamics-email.html');
  const control = one(document, '.go');
  expect(compose.sendControl(one(control, 'span'))).toEqual({ window: document.body, control });
  expect(compose.sendControl(one(document, '.keep'))).toBeNull();
  expect(compose.sendControl(one(document, 'h1'))).toBeNull();
});

it('a contact in Dynamics 365 has no mail being written', () => {
  expect(compose.windows(standIn('dynamics-contact.html'))).toEqual([]);
});

it('a mail in Salesforce shows a sign of itself and can’t be read; other pages show none', () => {
  const signs = salesforce.compose?.signs.join(', ') ?? '';
  const document = standIn('salesforce-contact-email.html');
  expect(document.querySelectorAll(signs)).toHaveLength(1);
  expect(salesforce.compose?.windows(document)).toEqual([]);
  expect(standIn('salesforce-lead-synthetic.html').querySelector(signs)).toBeNull();
});

const MAIL = new URL('https://northwind.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=email&id=1');

it('a mail in Dynamics 365 is known by its Send command, whatever element that is', () => {
  const document = standIn('dynamics-email.html');
  const button = document.querySelector('.go');
  const made = document.createElement('div');
  made.id = button?.id ?? '';
  button?.replaceWith(made);
  expect(compose.windows(document)).toHaveLength(1);
});

it('a mail of which nothing is found at its address is lost; one that only lacks Send, having been sent, is not', () => {
  const document = standIn('dynamics-email.html');
  expect(compose.isLost?.(document, MAIL)).toBe(false);
  document.querySelector('.go')?.remove();
  expect(compose.isLost?.(document, MAIL)).toBe(false);
  document.querySelector('.keep')?.remove();
  expect(compose.isLost?.(document, MAIL)).toBe(true);
  expect(compose.isLost?.(document, new URL(String(MAIL).replace('=email', '=contact')))).toBe(false);
});
