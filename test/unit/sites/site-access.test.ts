import { describe, expect, it } from 'vitest';
import { chosenOrigins, siteAccess } from '../../../utils/sites/site-access.ts';
import { isWithin } from '../../../utils/sites/site-patterns.ts';

const granted = async () => true;
const withheld = async () => false;

describe('what Lethe may do at an address', () => {
  it.each([
    ['https://mail.google.com/mail/u/0/', granted, { kind: 'known' }],
    [
      'https://mail.google.com/mail/u/0/',
      withheld,
      { kind: 'withheld', origin: 'https://mail.google.com/*' },
    ],
    [
      'https://crm.example.com:8443/p?q#h',
      withheld,
      { kind: 'offered', origin: 'https://crm.example.com/*' },
    ],
    ['http://crm.example.com/', granted, { kind: 'chosen', origin: 'http://crm.example.com/*' }],
    ['chrome://extensions/', granted, { kind: 'closed' }],
    ['about:blank', granted, { kind: 'closed' }],
    ['file:///a.html', granted, { kind: 'closed' }],
    [undefined, granted, { kind: 'closed' }],
  ] as const)('%s', async (url, isGranted, expected) => {
    expect(await siteAccess(url, isGranted)).toEqual(expected);
  });
});

describe('origins that the rep chose', () => {
  it('are those granted beyond the sites that Lethe watches by itself', () => {
    const all = ['https://mail.google.com/*', 'https://b.example/*', 'https://a.example/*', 'file:///*'];
    expect(chosenOrigins(all)).toEqual(['https://a.example/*', 'https://b.example/*']);
    expect(chosenOrigins(['*://*/*'])).toEqual(['*://*/*']);
    expect(chosenOrigins([])).toEqual([]);
  });
});

describe('match patterns', () => {
  it.each([
    ['https://a.example/*', 'https://a.example/x', true],
    ['https://a.example/*', 'http://a.example/x', false],
    ['https://a.example/*', 'https://b.a.example/', false],
    ['https://*.a.example/*', 'https://b.a.example/', true],
    ['https://*.a.example/*', 'https://a.example/', true],
    ['https://*.a.example/*', 'https://ba.example/', false],
    ['*://a.example/*', 'http://a.example/', true],
    ['*://a.example/*', 'ftp://a.example/', false],
    ['https://*/*', 'https://a.example/', true],
    ['*://*/*', 'http://a.example/', true],
    ['https://*/*', 'null/', false],
    ['nonsense', 'https://a.example/', false],
  ])('%s holds %s: %s', (pattern, url, expected) => {
    expect(isWithin(pattern, url)).toBe(expected);
  });
});
