import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browsersHere } from './harness/every-browser.ts';
import { checkByHand, readPopup } from './harness/extension-pages.ts';
import { createServedOrganisation, type Organisation } from './harness/organisation.ts';
import { paintedMarks } from './harness/painted-marks.ts';
import { enrolledBrowser } from './harness/running-browser.ts';

/** Ofcom's numbers for drama. The pages write the listed one in other ways, the organisation is in Britain. */
const LISTED = '+44 (0)7700 900123';

const DYNAMICS = 'https://northwind.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=contact';
const ZOHO = 'https://crm.zoho.eu/crm/org20098/tab/Contacts/554000000133';

const FORM = `<!doctype html><title>Contact</title>
<style>body { margin: 40px; font: 16px/24px sans-serif } input { width: 240px }</style>
<p><input id="listed" data-id="mobilephone.fieldControl-phone-text-input"></p>
<p><input id="clear" data-id="telephone1.fieldControl-phone-text-input"></p>
<h1 data-id="header_title">Anna</h1>
<p><input id="other" value="07700 900123"></p>
<p id="prose">Case 07700900123, call +44 7700 900123</p>
<p><a id="link" href="tel:+44-7700-900123;ext=4">Call</a></p>
<p><a id="clear-link" href="tel:+447700900456">Call</a></p>
<script>
  // The form's script sets the values after the page has loaded; no attribute holds them.
  setTimeout(() => {
    document.querySelector('#listed').value = '07700 900 123';
    document.querySelector('#clear').value = '07700 900 456';
  }, 150);
</script>`;

const RECORD = `<!doctype html><title>Contact</title>
<style>body { margin: 40px; font: 16px/24px sans-serif }</style>
<crux-phone-component><span id="field" class="cxPhoneViewValue"><b>Loading</b></span></crux-phone-component>`;

let organisation: Organisation;

beforeAll(async () => {
  organisation = await createServedOrganisation('Northwind', [LISTED], { country: 'GB' });
});

afterAll(async () => {
  await organisation?.remove();
});

it('the officer finds a number on the list however it is written', async () => {
  const dir = ['--dir', organisation.folder];
  const check = async (text: string) => JSON.parse(await organisation.lethe('check', text, '--json', ...dir));
  expect(await check('07700 900123')).toMatchObject({
    listed: true,
    scope: 'all',
    match: 'exact',
    unpublished: false,
  });
  expect(await check('07700 900456')).toMatchObject({ listed: false, blocks: [] });
});

describe.each(browsersHere)('phone numbers in %s', (name, launch) => {
  const rep = enrolledBrowser(name, launch, () => organisation, {
    serve(hosts) {
      for (const [url, body] of [
        [DYNAMICS, FORM],
        [ZOHO, RECORD],
      ] as const) {
        hosts.serve(new URL(url).origin, () => ({ type: 'text/html; charset=utf-8', body }));
      }
    },
  });

  /** The ids of what has a mark at its line, in it or just behind it, in order of the alphabet. */
  async function marked(page: Page): Promise<string[]> {
    const boxes = await page.$$eval('[id]', elements =>
      elements.map(element => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return { id: element.id, left, right, top, bottom };
      }),
    );
    const marks = await paintedMarks(rep.driven, page);
    const found = marks.map(({ badge: { x, y, width, height } }) => {
      const [middleX, middleY] = [x + width / 2, y + height / 2];
      const beside = boxes.find(
        ({ left, right, top, bottom }) =>
          middleX > left && middleX < right + 24 && middleY > top - 4 && middleY < bottom + 4,
      );
      return beside?.id ?? `nothing at ${middleX}, ${middleY}`;
    });
    return found.sort();
  }

  it('a listed one is marked in its field and at a link that calls it, and nowhere else', async () => {
    const page = await rep.driven.browser.newPage();
    await page.goto(DYNAMICS, { waitUntil: 'domcontentloaded' });
    await expect.poll(() => marked(page)).toEqual(['link', 'listed']);
    await expect
      .poll(async () => (await readPopup(rep.driven, DYNAMICS)).heading)
      .toBe('2 on this page are on the list');
    const { listed } = await readPopup(rep.driven, DYNAMICS);
    // In the order in which they were found, and the form's script may be faster or slower than the reading of links.
    expect(listed.toSorted((a, b) => a.address.localeCompare(b.address))).toEqual(
      [
        { address: '+44-7700-900123;ext=4', scope: 'No contact', match: '' },
        { address: '07700 900 123', scope: 'No contact', match: '' },
      ].toSorted((a, b) => a.address.localeCompare(b.address)),
    );
    await page.close();
  });

  it("a field's text is read again when a part of it comes, changes or goes", async () => {
    const page = await rep.driven.browser.newPage();
    await page.goto(ZOHO, { waitUntil: 'domcontentloaded' });
    const write = (html: string) =>
      page.$eval(
        '#field',
        (field, html) => {
          field.innerHTML = html;
        },
        html,
      );
    await write('<b>07700</b> 900123');
    await expect.poll(() => marked(page)).toEqual(['field']);
    await page.$eval('#field', field => Reflect.set(field.lastChild ?? {}, 'data', ' 900456'));
    await expect.poll(() => marked(page)).toEqual([]);
    await write('(07700) 900-123');
    await expect.poll(() => marked(page)).toEqual(['field']);
    await write('');
    await expect.poll(() => marked(page)).toEqual([]);
    await page.close();
  });

  it('one that the rep types into the popup is checked', async () => {
    expect(await checkByHand(rep.driven, '07700 900123')).toBe(
      'On the list. This person asked not to be contacted.',
    );
    expect(await checkByHand(rep.driven, '+44 7700 900456')).toBe('Not on the list of Northwind.');
    expect(await checkByHand(rep.driven, '1234')).toContain('phone number');
  });
});
