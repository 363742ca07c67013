import type { Page } from 'puppeteer-core';
import { people } from '../pages/people.ts';
import { offerFile, openAt, openDetails, press, type State, WIDTHS } from './state.ts';
import { PASSPHRASE, type World } from './world.ts';

const desk = { place: 'page', phase: 'protecting', widths: WIDTHS } as const;

/** The officer's desk, on the organisation that is brought into this browser with the first state that needs it. */
export const deskStates: readonly State[] = [
  { ...desk, name: 'desk-set-up', phase: 'fresh', open: world => openAt(world, 'desk.html', '#found') },
  {
    ...desk,
    name: 'desk-set-up-problems',
    phase: 'fresh',
    async open(world) {
      const page = await openAt(world, 'desk.html', '#found');
      await press(page, '#host-s3', '#region');
      await openDetails(page);
      await press(page, '#found', '[aria-invalid]');
      return page;
    },
  },
  {
    ...desk,
    name: 'desk-set-up-folder',
    phase: 'fresh',
    async open(world) {
      const page = await openAt(world, 'desk.html', '#found');
      await page.click('#host-folder');
      return page;
    },
  },
  {
    ...desk,
    name: 'desk-kit',
    async open(world) {
      await bringIn(world, null);
      return unlocked(world, '#save-kit');
    },
  },
  {
    ...desk,
    name: 'desk-unlock',
    async open(world) {
      await bringIn(world, Date.now());
      const page = await openAt(world, 'desk.html', '#passphrase');
      await page.type('#passphrase', 'another passphrase');
      await press(page, 'button[type=submit]', '#passphrase-problem:not(:empty)');
      return page;
    },
  },
  { ...desk, name: 'desk-overview', open: world => unlocked(world, '#tab-record') },
  { ...desk, name: 'desk-record', open: world => atTab(world, 'record', '#record') },
  {
    ...desk,
    name: 'desk-record-refused',
    async open(world) {
      const page = await atTab(world, 'record', '#record');
      await page.type('#identifiers', 'sales@northwind.example\nnobody\n@fernwood.example');
      await press(page, '#record', '.remarks');
      return page;
    },
  },
  {
    ...desk,
    name: 'desk-recorded',
    async open(world) {
      const page = await atTab(world, 'record', '#record');
      await page.type('#identifiers', people.ben.address);
      await page.type('#reference', 'DPO-19');
      await press(page, '#record', '#recorded');
      return page;
    },
  },
  { ...desk, name: 'desk-import', open: world => atTab(world, 'import', '#import-look') },
  {
    ...desk,
    name: 'desk-import-preview',
    async open(world) {
      const page = await atTab(world, 'import', '#import-look');
      await page.type('#import-reference', 'IMPORT-1');
      await offerFile(
        page,
        '#import-file',
        'unsubscribed.csv',
        'email\nruth.vance@tidewell.example\nnobody\n',
      );
      await press(page, '#import-look', '#import-preview');
      return page;
    },
  },
  { ...desk, name: 'desk-cases', open: world => atTab(world, 'cases', '#case-reference') },
  { ...desk, name: 'desk-case', open: openCase },
  {
    ...desk,
    name: 'desk-letter',
    async open(world) {
      const page = await openCase(world);
      await openDetails(page, '#letter, #letter details');
      return page;
    },
  },
  {
    ...desk,
    name: 'desk-look-up',
    async open(world) {
      const page = await atTab(world, 'lookUp', '#asked');
      await page.type('#asked', people.mira.address);
      await press(page, '#look-up', '.found');
      await openDetails(page, '.found details');
      return page;
    },
  },
  { ...desk, name: 'desk-list', open: world => atTab(world, 'list', '#list') },
  { ...desk, name: 'desk-publish', open: world => atTab(world, 'publish', '#publish') },
  {
    ...desk,
    name: 'desk-audit',
    async open(world) {
      const page = await atTab(world, 'audit', '#verify-register');
      await press(page, '#verify-register', '#verified');
      return page;
    },
  },
  {
    ...desk,
    name: 'desk-colleagues',
    async open(world) {
      const page = await atTab(world, 'colleagues', '#show-code');
      await press(page, '#show-code', '#enrolment-code');
      return page;
    },
  },
  { ...desk, name: 'desk-officers', open: world => atTab(world, 'officers', '#officers') },
  { ...desk, name: 'desk-settings', open: world => atTab(world, 'settings', '#set-guard') },
];

/** Puts the organisation into the desk's database, as its set-up would have, which takes half a minute of scrypt. */
async function bringIn(world: World, kitReadBackAt: number | null): Promise<void> {
  const page = await openAt(world, 'desk.html', '#found, #passphrase');
  await page.evaluate(
    async (settings, contents, readBackAt) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('lethe-desk');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const transaction = database.transaction(['places', 'files'], 'readwrite');
      const place = { settings, kitReadBackAt: readBackAt };
      transaction.objectStore('places').put(place, settings.listId);
      for (const [path, bytes] of contents) {
        if (readBackAt !== null && /root|recovery/.test(path) && path.startsWith('keys/')) continue;
        transaction.objectStore('files').put(new Uint8Array(bytes), [settings.listId, path]);
      }
      await new Promise<void>(resolve => {
        transaction.oncomplete = () => resolve();
      });
      database.close();
    },
    world.settings,
    world.files,
    kitReadBackAt,
  );
  await page.close();
}

async function unlocked(world: World, thenSees: string): Promise<Page> {
  const page = await openAt(world, 'desk.html', '#passphrase');
  await page.type('#passphrase', PASSPHRASE);
  await press(page, 'button[type=submit]', thenSees);
  return page;
}

async function atTab(world: World, tab: string, thenSees: string): Promise<Page> {
  const page = await unlocked(world, `#tab-${tab}`);
  await press(page, `#tab-${tab}`, thenSees);
  return page;
}

async function openCase(world: World): Promise<Page> {
  const page = await atTab(world, 'cases', '.cases .quiet');
  await press(page, '.cases .quiet', '#case');
  return page;
}
