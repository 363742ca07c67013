import type { Command } from 'commander';
import type { Blocklist } from '../../utils/blocklist/blocklist.ts';
import type { MatchKind, Scope } from '../../utils/lookup/verdict.ts';
import type { Asked } from '../../utils/register/covering-blocks.ts';
import { Failure, print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';
import type { Session } from '../session.ts';

interface CheckOptions {
  readonly dir: string;
  readonly json?: true;
}

export function addCheck(program: Command): void {
  program
    .command('check')
    .description(
      'is this address on the published list: since when, on what basis, recorded by whom, lifted when?',
    )
    .argument(
      '<address>',
      "a mail address, a phone number, a LinkedIn profile's link, or a company as @acme.example",
    )
    .addOption(dirOption())
    .option('--json', 'print {"listed", "scope", "match", "unpublished", "publication", "blocks", "lifted"}')
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
  const [{ askedBy }, { openFolder }, { openRepository, openSession, requireRegister }] = await Promise.all([
    import('../asked.ts'),
    import('../folder.ts'),
    import('../session.ts'),
  ]);
  const asked = askedBy(address, (await openFolder(options.dir)).settings.country);
  const session = await openSession(options.dir);
  const repository = await openRepository(session);
  if (repository === undefined) throw new Failure('Nothing was published yet: lethe publish');
  const { head, list } = repository.published;
  const register = await requireRegister(session, head.registerHeads);
  const [{ coveringBlocks }, { nameOf, publicationsBackTo }, { historyOf, historyText }, { CANARY }] =
    await Promise.all([
      import('../../utils/register/covering-blocks.ts'),
      import('../publications.ts'),
      import('../block-history.ts'),
      import('../../utils/blocklist/canary.ts'),
    ]);
  const match = await matchIn(session, list, asked);
  const found = await coveringBlocks(session.digestKey, [...register.blocks.values()], asked);
  const standing = found.filter(({ id }) => !register.lifts.has(id));
  const wanted = standing.some(block => block.scope === 'all') ? 'all' : standing[0]?.scope;
  // The canary is in every list and in no register.
  const unpublished = asked.canonical !== CANARY && wanted !== match?.scope;
  const recorded = found.map(({ recordedAt }) => recordedAt);
  const publications = await publicationsBackTo(session, nameOf(repository.published), recorded);
  const histories = found.map(block => historyOf(block, register, publications));
  const blocks = histories.filter(({ lifted }) => lifted === null);
  const lifted = histories.filter(history => history.lifted !== null);
  const publishedAt = new Date(head.publishedAt).toISOString();
  if (options.json) {
    return printJson({
      listed: match !== undefined,
      ...(match ?? { scope: null, match: null }),
      unpublished,
      publication: head.publication,
      publishedAt,
      blocks,
      lifted,
    });
  }
  print(
    match
      ? `Listed: ${match.scope === 'all' ? 'no contact at all' : 'no direct marketing'}${WORDS[match.match]}. (Publication ${head.publication} of ${publishedAt})`
      : `Not on the list of ${publishedAt}. That says nothing of other grounds or lists.`,
  );
  for (const history of blocks) print(historyText(history));
  if (lifted.length > 0) print('Lifted:');
  for (const history of lifted) print(historyText(history));
  if (unpublished) print('The register says otherwise than the published list: lethe publish');
}

const WORDS: Readonly<Record<MatchKind, string>> = {
  exact: '',
  spelling: ', as another spelling of a listed address',
  domain: ', since everybody at that company is',
};

async function matchIn(session: Session, list: Blocklist, asked: Asked): Promise<Match | undefined> {
  const [
    { createListIndex },
    { candidatesOf },
    { digestText },
    { domainPairOf, prefixOf },
    { SUITE_1, saltOf, tagOf },
    { argon2idNode },
  ] = await Promise.all([
    import('../../utils/blocklist/list-index.ts'),
    import('../../utils/register/covering-blocks.ts'),
    import('../../utils/register/identify.ts'),
    import('../../utils/scheme/digest.ts'),
    import('../../utils/scheme/tag.ts'),
    import('../../utils/scheme/argon2-node.ts'),
  ]);
  const index = createListIndex(list);
  const salt = await saltOf(session.repository.listId);
  let found: Match | undefined;
  for (const { kind: each, text: candidate, match } of candidatesOf(asked)) {
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
