import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pages, type StandInPage } from '../../pages/pages.ts';
import type { Hosts } from './hosts.ts';

const FOLDER = fileURLToPath(new URL('../../pages/', import.meta.url));

/** Lets the stand-in pages answer at the real host names. */
export function serveStandIns(hosts: Hosts): void {
  for (const origin of new Set(pages.map(page => new URL(page.url).origin))) {
    hosts.serve(origin, url => {
      const page = pages.find(({ url: own }) => {
        const known = new URL(own);
        return known.origin === origin && known.pathname === url.pathname;
      });
      return page && { type: 'text/html; charset=utf-8', body: readFileSync(`${FOLDER}${page.file}`) };
    });
  }
}

/** The stand-in page of that name. */
export function standIn(name: string): StandInPage {
  const page = pages.find(candidate => candidate.name === name);
  if (!page) throw new Error(`there is no stand-in page "${name}"`);
  return page;
}
