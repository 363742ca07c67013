import type { Command } from 'commander';
import type { MatchKind } from '../../utils/lookup/verdict.ts';
import { print, printJson } from '../failure.ts';
import { dirOption } from '../options.ts';

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

async function check(address: string, options: CheckOptions): Promise<void> {
  const [{ askedBy }, { openFolder }, { lookUp }, { openSession }, { historyOf, historyText }] =
    await Promise.all([
      import('../asked.ts'),
      import('../folder.ts'),
      import('../../utils/officer/look-up.ts'),
      import('../session.ts'),
      import('../block-history.ts'),
    ]);
  const asked = askedBy(address, (await openFolder(options.dir)).settings.country);
  const found = await lookUp(await openSession(options.dir), asked);
  const { match, head, register, publications, isUnpublished: unpublished } = found;
  const histories = found.blocks.map(block => historyOf(block, register, publications));
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
