import type { Command } from 'commander';
import { counted } from '../../utils/counted.ts';
import { print, printJson, warn } from '../failure.ts';
import { dirOption } from '../options.ts';

interface StatusOptions {
  readonly dir: string;
  readonly json?: true;
}

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('what is published, until when it is confirmed, and whether the register holds more')
    .addOption(dirOption())
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
The exit code is 0 whether something is due or not: scripts read "unpublished", "due", "metadata" and "warnings" of --json.

Examples:
  lethe status --dir acme
  lethe status --dir acme --json`,
    )
    .action(status);
}

async function status(options: StatusOptions): Promise<void> {
  const [
    { openSession },
    { openRepository, requireRegister },
    { standingBlocks },
    { expiryWarnings },
    { unfinishedRotation },
    { whatIsDue },
  ] = await Promise.all([
    import('../session.ts'),
    import('../../utils/officer/session.ts'),
    import('../../utils/register/register.ts'),
    import('../expiry.ts'),
    import('../../utils/publish/rotation.ts'),
    import('../../utils/register/what-is-due.ts'),
  ]);
  const session = await openSession(options.dir);
  const { settings } = session.workplace;
  const repository = await openRepository(session);
  const head = repository?.published.head;
  const register = await requireRegister(session, head?.registerHeads ?? []);
  const set = repository?.metadata.set;
  const roles =
    set &&
    (['root', 'targets', 'snapshot', 'timestamp'] as const).map(role => ({
      role,
      version: set[role].signed.version,
      expires: set[role].signed.expires,
    }));
  const unpublished = JSON.stringify(head?.registerHeads ?? []) !== JSON.stringify(register.heads);
  const { fingerprintOf, pinOf } = await import('../../utils/enrolment/root-pin.ts');
  const due = whatIsDue(register, head?.registerHeads ?? [], Date.now());
  const facts = {
    organisation: settings.organisation,
    listId: settings.listId,
    repository: settings.repository,
    rootFingerprint: fingerprintOf(await pinOf(session.roots.rootFile)),
    officers: session.roots.set.root.signed.roles.targets.keyIds.length,
    standingBlocks: standingBlocks(register).length,
    unpublished,
    due: {
      cases: due.cases.length,
      awaitingReply: due.awaitingReply.length,
      reviews: due.reviews.length,
    },
    publication: head?.publication ?? 0,
    publishedAt: head ? new Date(head.publishedAt).toISOString() : null,
    entries: head?.entryCount ?? 0,
    domains: head?.domainCount ?? 0,
    metadata: (roles ?? []).map(role => ({ ...role, expires: new Date(role.expires).toISOString() })),
  };
  const expires = Object.fromEntries((roles ?? []).map(role => [role.role, role.expires]));
  const warnings = expiryWarnings(expires, settings.refreshing, Date.now());
  if (unfinishedRotation(session.keys, session.roots.set.root.signed)) {
    warnings.push(
      'keys were being replaced when a command was ended. Run that command again: the old ones still count.',
    );
  }
  if (register.unfinishedErasures.length > 0)
    warnings.push('an erasure was interrupted: lethe erase finishes it.');
  const sealed = repository?.published.sealEpoch;
  if (sealed !== undefined && sealed !== session.keys.sealEpoch) {
    warnings.push(
      `the list is still sealed with key ${sealed}: lethe publish seals it with key ${session.keys.sealEpoch}.`,
    );
  }
  for (const warning of warnings) warn(warning);
  if (options.json) return printJson({ ...facts, warnings });
  print(`${facts.organisation} (list ${facts.listId})
Repository:       ${facts.repository ?? 'no address set'}
Root fingerprint: ${facts.rootFingerprint}
Officers:         ${facts.officers === 1 ? '1, so only one person can publish: lethe officers' : facts.officers}
Register:         ${counted(facts.standingBlocks, 'standing block')}${unpublished ? '; not all published yet: lethe publish' : ''}
Due:              ${dueText(facts.due)}
Published:        ${facts.publishedAt ?? 'never'}, ${counted(facts.entries, 'entry', 'entries')}, ${counted(facts.domains, 'domain')} (decoys and the canary included)
${facts.metadata.map(({ role, version, expires }) => `${`${role}:`.padEnd(18)}version ${version}, until ${expires}`).join('\n')}`);
}

function dueText(due: { readonly cases: number; readonly awaitingReply: number; readonly reviews: number }) {
  const { cases, awaitingReply, reviews } = due;
  if (cases + awaitingReply + reviews === 0) return 'nothing';
  return `${counted(cases, 'case')} within a week, ${awaitingReply} awaiting a reply, ${counted(reviews, 'review')}: lethe list --due`;
}
