import type { Command } from 'commander';
import type { Blocklist } from '../../utils/blocklist/blocklist.ts';
import type { Bytes } from '../../utils/bytes.ts';
import type { MatchKind, Scope } from '../../utils/lookup/verdict.ts';
import type { NamedKind } from '../../utils/officer/named-by.ts';
import type { Session } from '../../utils/officer/session.ts';
import type { Block } from '../../utils/register/block.ts';
import { Failure, print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';

interface CheckOptions {
  readonly dir: string;
  readonly json?: true;
}

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('is this address on the published list, since when, and on what basis?')
    .argument(
      '<address>',
      "a mail address, a phone number, a LinkedIn profile's link, or a company as @acme.example",
    )
    .addOption(dirOption())
    .option('--json', 'print {"listed", "scope", "match", "unpublished", "blocks"}')
    .addHelpText(
      'after',
      `
The exit code is 0 whether it is listed or not; scripts read --json.

Examples:
  lethe check ann@example.org --dir acme
  lethe check ann@example.org --dir acme --json`,
    )
    .action(check);
}

interface Match {
  readonly scope: Scope;
  readonly match: MatchKind;
}

async function check(address: string, options: CheckOptions): Promise<void> {
  const [{ canonicalForms }, { hintOf, reasonOf }, { namedBy }, { openFolder }] = await Promise.all([
    import('../../utils/identifier/versions.ts'),
    import('../refusals.ts'),
    import('../../utils/officer/named-by.ts'),
    import('../folder.ts'),
  ]);
  const { country } = (await openFolder(options.dir)).settings;
  const { kind, text } = namedBy(address, country);
  const form = canonicalForms(kind, text).at(-1);
  if (!form?.ok) {
    const reason = form?.reason ?? 'empty';
    throw new Failure(`The address ${reasonOf(reason)}${hintOf(reason, country)}.`);
  }

  const { openSession } = await import('../session.ts');
  const { openRepository, requireRegister } = await import('../../utils/officer/session.ts');
  const session = await openSession(options.dir);
  const repository = await openRepository(session);
  if (repository === undefined) throw new Failure('Nothing was published yet: lethe publish');
  const { head, list } = repository.published;
  const register = await requireRegister(session, head.registerHeads);
  const { standingBlocks } = await import('../../utils/register/register.ts');
  const match = await matchIn(session, list, kind, text, form.identifier.canonical);
  const blocks = await blocksOf(session, standingBlocks(register), kind, text, form.identifier.canonical);
  const wanted = blocks.some(block => block.scope === 'all') ? 'all' : blocks[0]?.scope;
  const { CANARY } = await import('../../utils/blocklist/canary.ts');
  // The canary is in every list and in no register.
  const unpublished = form.identifier.canonical !== CANARY && wanted !== match?.scope;
  if (options.json) {
    return printJson({
      listed: match !== undefined,
      ...(match ?? { scope: null, match: null }),
      unpublished,
      publishedAt: new Date(head.publishedAt).toISOString(),
      blocks: blocks.map(describe),
    });
  }
  print(
    match
      ? `Listed: ${match.scope === 'all' ? 'no contact at all' : 'no direct marketing'}${WORDS[match.match]}.`
      : `Not on the list of ${new Date(head.publishedAt).toISOString()}. That says nothing of other grounds or lists.`,
  );
  for (const block of blocks) {
    const { reference, basis, scope, since } = describe(block);
    print(`  ${block.kind}, ${reference}: ${basis}, scope ${scope}, since ${since}`);
  }
  if (unpublished) print('The register says otherwise than the published list: lethe publish');
}

const WORDS: Readonly<Record<MatchKind, string>> = {
  exact: '',
  spelling: ', as another spelling of a listed address',
  domain: ', since everybody at that company is',
};

function describe({ reference, basis, scope, recordedAt, kind }: Block) {
  return { kind, reference, basis, scope, since: new Date(recordedAt).toISOString().slice(0, 10) };
}

/** The address itself and the hosts whose block would cover it, each with the kind of match that it would be. */
async function candidatesOf(kind: NamedKind, text: string, canonical: string) {
  if (kind === 'linkedin' || kind === 'phone') return [{ kind, text, match: 'exact' } as const];
  const { domainCandidates } = await import('../../utils/identifier/domain-v1.ts');
  const isDomain = kind === 'domain';
  const host = isDomain ? canonical : canonical.slice(canonical.lastIndexOf('@') + 1);
  const domains = domainCandidates(host).map(
    domain =>
      ({ kind: 'domain', text: domain, match: isDomain && domain === host ? 'exact' : 'domain' }) as const,
  );
  if (isDomain) return domains;
  const match = text === canonical ? 'exact' : 'spelling';
  return [{ kind: 'email', text, match } as const, ...domains];
}

async function matchIn(
  session: Session,
  list: Blocklist,
  kind: NamedKind,
  text: string,
  canonical: string,
): Promise<Match | undefined> {
  const [
    { createListIndex },
    { digestText },
    { domainPairOf, prefixOf },
    { SUITE_1, saltOf, tagOf },
    { argon2idNode },
  ] = await Promise.all([
    import('../../utils/blocklist/list-index.ts'),
    import('../../utils/register/identify.ts'),
    import('../../utils/scheme/digest.ts'),
    import('../../utils/scheme/tag.ts'),
    import('../../utils/scheme/argon2-node.ts'),
  ]);
  const index = createListIndex(list);
  const salt = await saltOf(session.repository.listId);
  let found: Match | undefined;
  for (const { kind: each, text: candidate, match } of await candidatesOf(kind, text, canonical)) {
    const result = await digestText(session.digestKey, each, candidate);
    for (const { digest } of result.ok ? result.digested.digests : []) {
      const pair = domainPairOf(digest);
      const prefix = prefixOf(digest, list.prefixBits);
      const scope =
        each === 'domain'
          ? index.findDomain(pair.high, pair.low)
          : index.hasPrefix(prefix)
            ? index.find(prefix, await tagOf(digest, salt, SUITE_1, argon2idNode))
            : null;
      // The nearest match is shown, the widest scope holds.
      if (scope !== null)
        found = { match: found?.match ?? match, scope: found?.scope === 'all' ? 'all' : scope };
    }
  }
  return found;
}

async function blocksOf(
  session: Session,
  standing: readonly Block[],
  kind: NamedKind,
  text: string,
  canonical: string,
): Promise<Block[]> {
  const [{ digestText }, { blocksWithDigest }] = await Promise.all([
    import('../../utils/register/identify.ts'),
    import('../../utils/register/blocks-with-digest.ts'),
  ]);
  const digests: Bytes[] = [];
  for (const { kind: each, text: candidate } of await candidatesOf(kind, text, canonical)) {
    const result = await digestText(session.digestKey, each, candidate);
    if (result.ok) digests.push(...result.digested.digests.map(({ digest }) => digest));
  }
  return blocksWithDigest(standing, digests);
}
