// @vitest-environment jsdom
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createElementReader } from '../../../utils/scan/element-addresses.ts';
import { findAddresses } from '../../../utils/scan/find-any-address.ts';
import { dynamics } from '../../../utils/sites/dynamics.ts';
import { hubspot } from '../../../utils/sites/hubspot.ts';
import type { Site } from '../../../utils/sites/site.ts';
import { zoho } from '../../../utils/sites/zoho.ts';

beforeAll(() => {
  // jsdom has none; the attributes' names need no escape.
  vi.stubGlobal('CSS', { escape: (text: string) => text });
});

/** What the reader of a site reads on a page, in the order of its elements. */
function readOn(html: string, site: Partial<Site> = {}): string[] {
  document.body.innerHTML = html;
  const reader = createElementReader(site, findAddresses);
  return [...document.body.querySelectorAll(reader.selector)].flatMap(reader.read);
}

describe('phone numbers', () => {
  it('are found in links that call or text somebody, on every site', () => {
    const html =
      '<a href="tel:+447700900123">call</a><a href="SMS:+447700900456">text</a><a href="callto:07700900789">call</a>';
    expect(readOn(html)).toEqual(['tel:+447700900123', 'tel:+447700900456', 'tel:07700900789']);
  });

  it('are no digits of a text, a title or a field that no site names', () => {
    const html =
      '<p title="07700 900123">07700 900123</p><input value="07700 900123"><input type="tel" value="07700 900456">';
    expect(readOn(html)).toEqual([]);
  });

  it('are the value or the text of what a site names, once', () => {
    const phones = '.phone';
    expect(readOn('<input class="phone" value=" 07700 900123 ">', { phones })).toEqual(['tel:07700 900123']);
    expect(readOn('<textarea class="phone">07700 900123</textarea>', { phones })).toEqual([
      'tel:07700 900123',
    ]);
    expect(readOn('<b class="phone">07700 <i>900</i>123\n</b>', { phones })).toEqual(['tel:07700 900123']);
    expect(readOn('<b class="phone">—</b>', { phones })).toEqual([]);
    const linked =
      '<b class="phone"><a href="tel:07700900123">07700 900123</a></b><a class="phone" href="tel:12345">1</a>';
    expect(readOn(linked, { phones })).toEqual(['tel:07700900123', 'tel:12345']);
  });

  it.each<[string, Site, string]>([
    [
      'Dynamics',
      dynamics,
      '<input data-id="mobilephone.fieldControl-phone-text-input" value="07700 900123">',
    ],
    ['HubSpot', hubspot, '<textarea data-test-id="property-input-phone-button">07700 900123</textarea>'],
    [
      'HubSpot',
      hubspot,
      '<table><td data-table-external-id="cell-1-phone"><span>07700 900123</span></table>',
    ],
    [
      'Zoho',
      zoho,
      '<crux-phone-component><div><span class="cxPhoneViewValue">07700 900123</span></div></crux-phone-component>',
    ],
  ])('are where %s has them', (_name, site, html) => {
    expect(readOn(html, site)).toEqual(['tel:07700 900123']);
  });
});
