import { describe, expect, it } from 'vitest';
import type { RegisterAccess } from '../../../utils/register/chain.ts';
import { holdingOf, wasHeld } from '../../../utils/register/holding.ts';
import { publicationPath } from '../../../utils/register/publication-record.ts';
import {
  type PublicationName,
  type Publications,
  publicationsSince,
  readPublications,
  recordPublication,
} from '../../../utils/register/publications.ts';
import { readRegister } from '../../../utils/register/read-register.ts';
import type { Register } from '../../../utils/register/register.ts';
import { generateSigningKey, type SigningKey } from '../../../utils/tuf/signer.ts';
import { ann, append, block, bob, emptyRegister, identifier, lift, NOW } from './two-writers.ts';

const HOUR = 3_600_000;

async function read(access: RegisterAccess): Promise<Register> {
  const result = await readRegister(access, []);
  if (!result.ok) throw new Error(result.detail);
  return result.register;
}

/** Records what would be the next publication, `hours` after the first moment. */
async function record(
  access: RegisterAccess,
  signer: SigningKey,
  replaced: PublicationName | undefined,
  hours: number,
): Promise<PublicationName> {
  const digits = crypto.getRandomValues(new Uint8Array(32));
  const name = {
    publication: (replaced?.publication ?? 0) + 1,
    head: [...digits].map(byte => byte.toString(16).padStart(2, '0')).join(''),
  };
  const { heads } = await read(access);
  const size = { operation: 1, entries: 300, domains: 0, removed: 0 };
  const publication = { ...name, ...size, publishedAt: NOW + hours * HOUR, registerHeads: heads };
  await recordPublication(access, signer, publication, replaced);
  return name;
}

async function publicationsOf(access: RegisterAccess, current: PublicationName): Promise<Publications> {
  const result = await readPublications(access, current);
  if (!result.ok) throw new Error(result.detail);
  return result.publications;
}

const numbers = (of: Publications['published']) => of.map(({ record: each }) => each.publication);

/** Three publications by two officers; the second was also tried by one who was killed, or lost the race. */
async function threePublications() {
  const { store, access } = emptyRegister();
  const [person, other] = [identifier(), identifier()];
  const first = await record(access, ann, undefined, 1);
  await append(access, ann, block(person));
  const lost = await record(access, bob, first, 2);
  const second = await record(access, ann, first, 2);
  await append(access, bob, lift('DPO-2', person), block(other));
  const third = await record(access, bob, second, 3);
  return { store, access, person, other, first, second, third, lost };
}

describe('the record of publications', () => {
  it('tells those that happened from those that never were committed', async () => {
    const { access, second, third, lost } = await threePublications();
    const found = await publicationsOf(access, third);
    expect(numbers(found.published)).toEqual([1, 2, 3]);
    expect(found.abandoned.map(({ record: each }) => each.head)).toEqual([lost.head]);
    expect(found.missing).toBeNull();
    // Killed after it was recorded, the third is none either.
    const before = await publicationsOf(access, second);
    expect(numbers(before.published)).toEqual([1, 2]);
    expect(before.abandoned).toHaveLength(2);
  });

  it('says where one is missing, and goes on from there', async () => {
    const { store, access, second, third } = await threePublications();
    store.files.delete(publicationPath(second));
    const found = await publicationsOf(access, third);
    expect(numbers(found.published)).toEqual([3]);
    expect(found.missing).toBe(second.head);
    const fourth = await record(access, ann, third, 4);
    expect(numbers((await publicationsOf(access, fourth)).published)).toEqual([3, 4]);
    store.files.delete(publicationPath(fourth));
    expect(await publicationsOf(access, fourth)).toMatchObject({ published: [], missing: fourth.head });
    // One that doesn't know the record before is linked by the head all the same.
    const fifth = await record(access, ann, fourth, 5);
    expect((await publicationsOf(access, fifth)).published.at(-1)?.record.previous).toBeNull();
  });

  it('is read back to what was in force at a time, and no further', async () => {
    const { access, store, second, first, third } = await threePublications();
    const opened: string[] = [];
    const get = (path: string) => {
      opened.push(path);
      return store.get(path);
    };
    const watched = { ...access, store: { ...store, get } };
    const since = (hours: number) => publicationsSince(watched, third, NOW + hours * HOUR);
    const later = await since(2.5);
    expect(later.ok && numbers(later.publications.published)).toEqual([2, 3]);
    expect(later).toMatchObject({ publications: { missing: null } });
    expect(opened).not.toContain(publicationPath(first));
    const all = await since(0);
    expect(all.ok && numbers(all.publications.published)).toEqual([1, 2, 3]);
    store.files.delete(publicationPath(second));
    expect(await since(0)).toMatchObject({ publications: { missing: second.head } });
  });

  it('shows nothing in its files', async () => {
    const { store } = await threePublications();
    const text = [...store.files.values()].map(bytes => new TextDecoder('latin1').decode(bytes)).join();
    expect(text).not.toContain('registerHeads');
  });

  it.each([
    ['cut', 'unreadable', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, -3)],
    ['another in its place', 'wrong-place', undefined],
  ])('is refused by name where a record was tampered with: %s', async (_, problem, change) => {
    const { store, access, first, second, third } = await threePublications();
    const path = publicationPath(second);
    const bytes = store.files.get(change ? path : publicationPath(first)) ?? new Uint8Array();
    store.files.set(path, change ? change(bytes) : bytes);
    expect(await readPublications(access, third)).toMatchObject({
      ok: false,
      problem,
      detail: expect.stringContaining(path),
    });
  });

  it('is refused where somebody else signed one, or an officer a second one in its place', async () => {
    const { store, access, first, second, third } = await threePublications();
    const mallory = await generateSigningKey();
    const fourth = await record(access, mallory, third, 4);
    expect(await readPublications(access, third)).toMatchObject({ problem: 'unknown-writer' });
    store.files.delete(publicationPath(fourth));
    store.files.delete(publicationPath(second));
    const size = { operation: 1, entries: 300, domains: 0, removed: 0 };
    const again = { ...second, ...size, publishedAt: NOW, registerHeads: [] };
    await recordPublication(access, bob, again, first);
    expect(await readPublications(access, third)).toMatchObject({ problem: 'broken-chain' });
  });
});

describe('a block', () => {
  async function holding() {
    const made = await threePublications();
    const publications = await publicationsOf(made.access, made.third);
    const register = await read(made.access);
    const of = ({ id }: { readonly id: string }) => {
      const found = register.blocks.get(id);
      if (!found) throw new Error('no such block');
      return holdingOf(found, register, publications);
    };
    return { ...made, publications, register, of };
  }

  it('stands from the first publication that took it in, up to the one that took in its lift', async () => {
    const { of, person, other } = await holding();
    expect(of(person)).toMatchObject({
      from: { publication: 2 },
      until: { publication: 3 },
      maybeEarlier: false,
    });
    expect(of(other)).toMatchObject({ from: { publication: 3 }, until: null });
  });

  it('stood in none where block and lift came in together', async () => {
    const { access } = emptyRegister();
    const person = identifier();
    const first = await record(access, ann, undefined, 1);
    await append(access, ann, block(person), lift('DPO-2', person));
    const second = await record(access, ann, first, 2);
    const register = await read(access);
    const found = register.blocks.get(person.id);
    const publications = await publicationsOf(access, second);
    expect(found && holdingOf(found, register, publications)).toMatchObject({ from: null, until: null });
  });

  it('may have stood earlier where the record before is lost', async () => {
    const { store, access, first, third, second, other, person } = await threePublications();
    store.files.delete(publicationPath(first));
    store.files.delete(publicationPath(second));
    const register = await read(access);
    const publications = await publicationsOf(access, third);
    const found = register.blocks.get(other.id);
    const gone = register.blocks.get(person.id);
    expect(found && holdingOf(found, register, publications)).toMatchObject({
      from: { publication: 3 },
      maybeEarlier: true,
    });
    expect(gone && holdingOf(gone, register, publications)).toMatchObject({ from: null, maybeEarlier: true });
  });

  it('that a register lost and written anew holds is not told from the publications before', async () => {
    const { store, access } = emptyRegister();
    const [before, after] = [identifier(), identifier()];
    await append(access, ann, block(before));
    const first = await record(access, ann, undefined, 1);
    for (const path of [...store.files.keys()].filter(each => each.startsWith('register/'))) {
      store.files.delete(path);
    }
    await append(access, ann, block(after));
    const second = await record(access, ann, first, 2);
    const register = await read(access);
    const found = register.blocks.get(after.id);
    const publications = await publicationsOf(access, second);
    expect(found && holdingOf(found, register, publications)).toMatchObject({ from: { publication: 2 } });
  });

  it('was or was not on the list at a time, and nobody says so of a time in which that changed', async () => {
    const { of, person, publications, store, access, third, second, first } = await holding();
    const during = (begin: number, end: number) =>
      wasHeld(of(person), publications, NOW + begin * HOUR, NOW + end * HOUR);
    expect(during(0, 0.5)).toBe(false);
    expect(during(1, 1.5)).toBe(false);
    expect(during(1.5, 2.5)).toBeNull();
    expect(during(2, 2.9)).toBe(true);
    expect(during(2.5, 3)).toBeNull();
    expect(during(3, 9)).toBe(false);
    store.files.delete(publicationPath(second));
    store.files.delete(publicationPath(first));
    const later = await publicationsOf(access, third);
    expect(wasHeld(of(person), later, NOW + 2 * HOUR, NOW + 2 * HOUR)).toBeNull();
  });
});
