import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SITE_SCRIPTS } from '../../../entrypoints/background/inject.ts';
import { siteOf, sites } from '../../../utils/sites/sites.ts';
import { pages } from '../../pages/pages.ts';
import { demoBlocks, listedAddresses, people } from '../../pages/people.ts';

describe('siteOf', () => {
  it.each(pages)('knows the stand-in $name by its address', ({ url, site }) => {
    expect(siteOf(url)?.name).toBe(site);
  });

  it.each([
    'https://mail.google.com.evil.example/',
    'https://notmail.google.com/',
    'https://xlightning.force.com/',
    'http://mail.google.com/',
    'about:blank',
    'not an address',
  ])('knows no site at %s', url => {
    expect(siteOf(url)).toBeNull();
  });

  it('takes a wildcard for subdomains and for the host itself, as match patterns do', () => {
    expect(siteOf('https://a.b.lightning.force.com/x')?.name).toBe('Salesforce');
    expect(siteOf('https://lightning.force.com/')?.name).toBe('Salesforce');
  });
});

describe('site files', () => {
  it('each come into their frames by a script of their own, at an update into those that are open as well', () => {
    expect(sites.map(({ script }) => `/${script}`)).toEqual(SITE_SCRIPTS);
  });

  it.each(sites)('$name lists its cases at its foot, each an address of that site', ({ name }) => {
    const source = readFileSync(
      new URL(`../../../utils/sites/${name.toLowerCase().split(' ')[0]}.ts`, import.meta.url),
      'utf8',
    );
    const foot = source.slice(source.lastIndexOf('/*\n * Cases'));
    const cases = foot.match(/https:\/\/\S+/g) ?? [];
    expect(cases.length).toBeGreaterThan(1);
    for (const url of cases) expect(siteOf(url)?.name, url).toBe(name);
  });
});

describe('the table of stand-in pages', () => {
  const sourceOf = (file: string) => readFileSync(new URL(`../../pages/${file}`, import.meta.url), 'utf8');

  it.each(pages)(
    '$name holds the addresses that it is said to hold, and no others',
    ({ file, addresses, unseen }) => {
      const found = sourceOf(file).match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? [];
      expect(new Set(found)).toEqual(new Set([...addresses, ...unseen]));
    },
  );

  it('names no address and path twice', () => {
    const places = pages.map(({ url }) => url.replace(/#.*/, ''));
    expect(new Set(places).size).toBe(places.length);
  });

  it('shows each of the listed people somewhere, and more who are not listed', () => {
    const shown = new Set(pages.flatMap(({ addresses }) => addresses));
    for (const address of listedAddresses) expect(shown).toContain(address);
    expect(shown.size).toBeGreaterThan(2 * listedAddresses.length);
  });

  it('uses reserved domains only', () => {
    const hosts = [
      ...Object.values(people).map(({ address }) => address),
      ...demoBlocks.map(b => b.identifier),
    ];
    for (const host of hosts)
      expect(host).toMatch(/(?:example\.(?:com|org|net)|\.(?:test|invalid|example))$/i);
  });

  it.each([
    ['Gmail', 3],
    ['Outlook', 2],
  ])('gives each %s stand-in that writes the same behaviour', (site, count) => {
    const scripts = pages
      .filter(page => page.site === site && page.recipients)
      .map(({ file }) => sourceOf(file).match(/<script>[\s\S]*<\/script>/)?.[0]);
    expect(scripts.length).toBe(count);
    expect(new Set(scripts).size).toBe(1);
  });

  it('asks for nothing from elsewhere', () => {
    for (const { file } of pages)
      expect(sourceOf(file)).not.toMatch(
        /\b(?:src|href)="(?:https?:)?\/\/(?!www\.linkedin\.com\/in\/)|url\(/,
      );
  });
});
