import { hex } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256, utf8 } from '../../../utils/bytes.ts';
import { matchesPattern, rolesForPath } from '../../../utils/tuf/delegations.ts';
import type { JsonObject } from '../../../utils/tuf/json.ts';
import { keyJson } from '../../../utils/tuf/key.ts';
import type { DelegatedRole, Metadata, Targets } from '../../../utils/tuf/metadata.ts';
import { bad, good } from '../../../utils/tuf/problem.ts';
import {
  buildTargets,
  generateSigningKey,
  type SigningKey,
  signMetadata,
} from '../../../utils/tuf/signer.ts';
import { findTarget } from '../../../utils/tuf/target-search.ts';
import { DAY, DemoRepository, START } from './demo-repository.ts';

describe('a path pattern', () => {
  // The specification's own examples (1.0.34, section 4.5), and some corners.
  test.each([
    ['targets/*.tgz', 'targets/foo.tgz', true],
    ['targets/*.tgz', 'targets/foo.txt', false],
    ['foo-version-?.tgz', 'foo-version-2.tgz', true],
    ['foo-version-?.tgz', 'foo-version-alpha.tgz', false],
    ['*.tgz', 'foo.tgz', true],
    ['*.tgz', 'targets/foo.tgz', false],
    ['foo.tgz', 'foo.tgz', true],
    ['foo.tgz', 'fooxtgz', false],
    ['*', '', true],
    ['?', '', false],
    ['*a*b', 'xaxbxb', true],
    ['*a*b', 'xaxbx', false],
    ['a/*/c', 'a/b/c', true],
    ['a/*/c', 'a/b/b/c', false],
    ['**', 'a/b', false],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(matchesPattern(path, pattern)).toBe(expected);
  });

  test('agrees with a regular expression on everything', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '/'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (pattern, path) => {
        const expression = pattern.replace(/[*?]/g, wild => (wild === '*' ? '[^/]*' : '[^/]'));
        expect(matchesPattern(path, pattern)).toBe(new RegExp(`^${expression}$`).test(path));
      }),
    );
  });

  test('made to be slow isn’t', () => {
    const before = performance.now();
    expect(matchesPattern('a'.repeat(20_000), `${'*a'.repeat(50)}b`)).toBe(false);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

const role = (name: string, rest: Partial<DelegatedRole> = {}): DelegatedRole => ({
  name,
  keyIds: [],
  threshold: 1,
  terminating: false,
  scope: { kind: 'patterns', patterns: ['*'] },
  ...rest,
});

/** A graph of roles; `file` is named by those listed in `holders`. */
async function search(graph: Record<string, DelegatedRole[]>, holders: string[], limit = 32) {
  const visited: string[] = [];
  const metadataOf = (name: string): Metadata<Targets> => ({
    signed: {
      type: 'targets',
      version: 1,
      expires: 0,
      targets: new Map(
        holders.includes(name) ? [['file', { lengthBytes: 0, hashes: new Map([['by', name]]) }]] : [],
      ),
      delegations: { keys: new Map(), roles: graph[name] ?? [] },
    },
    signatures: new Map(),
    payload: new Uint8Array(),
    json: {},
    bytes: new Uint8Array(),
  });
  const found = await findTarget(
    metadataOf('targets'),
    'file',
    async ({ name }) => {
      visited.push(name);
      return name === 'broken' ? bad('offline', name) : good(metadataOf(name));
    },
    limit,
  );
  return { visited: visited.join(''), by: found.ok ? found.value?.hashes.get('by') : found.problem.detail };
}

describe('the search among delegations', () => {
  test('is pre-order and depth first, in order of trust', async () => {
    const graph = { targets: [role('a'), role('b')], a: [role('c'), role('d')], c: [role('e')] };
    expect(await search(graph, ['b', 'd'])).toEqual({ visited: 'aced', by: 'd' });
    expect(await search(graph, [])).toEqual({ visited: 'acedb', by: undefined });
  });

  test('asks nobody where the top says it', async () => {
    expect(await search({ targets: [role('a')] }, ['targets', 'a'])).toEqual({ visited: '', by: 'targets' });
  });

  test('ends behind a terminating delegation, for its delegator’s siblings too', async () => {
    const graph = {
      targets: [role('a'), role('b')],
      a: [role('c', { terminating: true }), role('d')],
      c: [role('e')],
    };
    expect(await search(graph, ['b', 'd'])).toEqual({ visited: 'ace', by: undefined });
  });

  test('ends in a cycle', async () => {
    const graph = { targets: [role('a')], a: [role('b')], b: [role('a'), role('b'), role('c')] };
    expect(await search(graph, [])).toEqual({ visited: 'abc', by: undefined });
  });

  test('passes over a role that mayn’t speak for the path', async () => {
    const other: DelegatedRole['scope'] = { kind: 'patterns', patterns: ['other/*', 'fil'] };
    expect(await search({ targets: [role('a', { scope: other }), role('b')] }, ['a'])).toEqual({
      visited: 'b',
      by: undefined,
    });
  });

  test('ends at a role that can’t be had, instead of going on to a less trusted one', async () => {
    expect(await search({ targets: [role('broken'), role('b')] }, ['b'])).toEqual({
      visited: 'broken',
      by: 'broken',
    });
  });

  test('ends after as many roles as allowed', async () => {
    const graph = { targets: [role('a'), role('b'), role('c'), role('d')] };
    expect(await search(graph, ['d'], 3)).toEqual({ visited: 'abc', by: undefined });
    expect(await search(graph, ['d'], 4)).toEqual({ visited: 'abcd', by: 'd' });
  });

  test('goes by the start of the path’s hash where the role says so', async () => {
    const prefix = hex.encode(await sha256(utf8('file'))).slice(0, 3);
    const scope = { kind: 'hash-prefixes', prefixes: ['000', prefix] } as const;
    const roles = [role('a', { scope })];
    expect(await rolesForPath({ keys: new Map(), roles }, 'file')).toEqual(roles);
    expect(await rolesForPath({ keys: new Map(), roles }, 'another file')).toEqual([]);
  });
});

const PATH = 'north/people.head';

function delegation(name: string, keys: readonly SigningKey[], more: JsonObject = {}): JsonObject {
  return {
    keys: Object.fromEntries(keys.map(({ key }) => [key.keyId, keyJson(key)])),
    roles: [
      {
        name,
        keyids: keys.map(({ key }) => key.keyId),
        threshold: 1,
        terminating: true,
        paths: ['north/*'],
        ...more,
      },
    ],
  };
}

/** A repository whose targets delegate `north/*` to a role that names one target. */
async function delegating(signers: readonly SigningKey[], more: JsonObject = {}, name = 'north') {
  const repository = await DemoRepository.create();
  const people = utf8('people in the north');
  const file = await signMetadata(
    await buildTargets({ version: 4, expires: START + DAY }, { [PATH]: people }),
    signers,
  );
  const [signer] = signers;
  if (!signer) throw new Error('no signer');
  repository.files.set(`metadata/4.${name}.json`, file);
  repository.files.set(`targets/north/${hex.encode(await sha256(people))}.people.head`, people);
  await repository.publish({
    targets: { unsigned: signed => ({ ...signed, delegations: delegation(name, [signer], more) }) },
    snapshot: {
      unsigned: signed => ({ ...signed, meta: { ...metaOf(signed), [`${name}.json`]: { version: 4 } } }),
    },
  });
  return repository;
}

function metaOf(signed: JsonObject): JsonObject {
  const { meta } = signed;
  if (meta === null || typeof meta !== 'object' || !('targets.json' in meta)) throw new Error('no meta');
  return meta;
}

describe('a delegated role', () => {
  test('gives its target, and is stored for the next time', async () => {
    const repository = await delegating([await generateSigningKey()]);
    for (const expected of [true, false]) {
      repository.requests.length = 0;
      const update = await repository.update();
      expect(update.ok && (await update.target(PATH))).toEqual({
        ok: true,
        value: utf8('people in the north'),
      });
      expect(repository.requests.includes('metadata/4.north.json')).toBe(expected);
    }
  });

  test.each(['../north', '1.root', '?', 'snow & ice', 'delegated.x', '.'])('may be called %j', async name => {
    const repository = await delegating([await generateSigningKey()], {}, name);
    const update = await repository.update();
    expect(update.ok && (await update.target(PATH))).toMatchObject({ ok: true });
    expect(await repository.update()).toMatchObject({ ok: true, versions: { root: 1 } });
  });

  test.each(['root', 'timestamp', 'snapshot', 'targets', ''])('can’t be called %j', async name => {
    const repository = await delegating([await generateSigningKey()], { name });
    expect(await repository.update()).toMatchObject({
      ok: false,
      problem: {
        code: 'bad-file',
        detail: `2.targets.json: signed.delegations.roles[0].name can't be "${name}"`,
      },
    });
  });

  test('named twice is refused', async () => {
    const { key } = await generateSigningKey();
    const north = { name: 'north', keyids: [key.keyId], threshold: 1, terminating: true, paths: ['*'] };
    const repository = await DemoRepository.create();
    const delegations = {
      keys: { [key.keyId]: keyJson(key) },
      roles: [north, { ...north, paths: ['north/*'] }],
    };
    await repository.publish({ targets: { unsigned: signed => ({ ...signed, delegations }) } });
    expect(await repository.update()).toMatchObject({
      ok: false,
      problem: { code: 'bad-file', detail: expect.stringContaining('names the same role twice') },
    });
  });

  test('signed by somebody else is refused', async () => {
    const stranger = await generateSigningKey();
    const repository = await delegating([await generateSigningKey(), stranger], {
      keyids: [stranger.key.keyId],
    });
    const update = await repository.update();
    expect(update.ok && (await update.target(PATH))).toMatchObject({
      ok: false,
      problem: { code: 'bad-signature' },
    });
  });

  test('stored, but no longer trusted by its delegator, is refused', async () => {
    const repository = await delegating([await generateSigningKey()]);
    const update = await repository.update();
    expect(update.ok && (await update.target(PATH))).toMatchObject({ ok: true });
    const { key } = await generateSigningKey();
    const replaced = {
      keys: { [key.keyId]: keyJson(key) },
      roles: [{ name: 'north', keyids: [key.keyId], threshold: 1, terminating: true, paths: ['north/*'] }],
    };
    await repository.publish({
      targets: { unsigned: signed => ({ ...signed, delegations: replaced }) },
      snapshot: {
        unsigned: signed => ({ ...signed, meta: { ...metaOf(signed), 'north.json': { version: 4 } } }),
      },
    });
    const next = await repository.update();
    expect(next.ok && (await next.target(PATH))).toMatchObject({
      ok: false,
      problem: { code: 'bad-signature' },
    });
  });

  test('that the snapshot doesn’t name is refused', async () => {
    const repository = await delegating([await generateSigningKey()], { name: 'south' });
    const update = await repository.update();
    expect(update.ok && (await update.target(PATH))).toMatchObject({
      ok: false,
      problem: { code: 'bad-file', detail: expect.stringContaining('south.json') },
    });
  });

  test.each([
    [{ path_hash_prefixes: ['0'] }, 'either paths or path_hash_prefixes'],
    [{ paths: 'north/*' }, 'paths isn’t an array'],
    [{ threshold: 0 }, 'threshold'],
    [{ keyids: ['a', 'a'] }, 'keyids names the same twice'],
    [{ terminating: 'yes' }, 'terminating'],
  ])('with %j is refused', async (more, words) => {
    const repository = await delegating([await generateSigningKey()], more);
    expect(await repository.update()).toMatchObject({
      ok: false,
      problem: { code: 'bad-file', detail: expect.stringContaining(words.replace('’', "'")) },
    });
  });
});

describe('a target’s path', () => {
  test.each(['../secret', 'a//b', '/a', 'a/./b', ''])('%j leads nowhere', async path => {
    const repository = await DemoRepository.create();
    const targets = await buildTargets({ version: 2, expires: START + DAY }, { [path]: utf8('x') });
    await repository.publish({ targets: { unsigned: () => targets } });
    const update = await repository.update();
    repository.requests.length = 0;
    expect(update.ok && (await update.target(path))).toMatchObject({
      ok: false,
      problem: { code: 'bad-file' },
    });
    expect(repository.requests).toEqual([]);
  });
});
