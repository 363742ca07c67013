import type { PanelOnly, Status } from './page-api.ts';

export interface DiagnosticsFacts {
  /** Of Lethe. */
  readonly version: string;
  /** As the browser names itself. */
  readonly browser: string;
  readonly status: Status | null;
  readonly panelOnly: PanelOnly;
  /** How many, not which: a host may tell more than is anybody's business. */
  readonly chosenSites: number;
  readonly waiting: number;
  readonly holds: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The state of this Lethe for whoever helps its user, a fact a line, in English as it is read by whoever wrote it. It holds no
 * address and no name of a person, nothing of pages, and of the log only how long it is.
 */
export function diagnosticsText(facts: DiagnosticsFacts): string {
  const { version, browser, status, panelOnly, chosenSites, waiting, holds, now } = facts;
  const lines: readonly (readonly [string, string | number])[] = [
    ['Lethe', version],
    ['Browser', browser],
    ['Written', iso(now)],
    ...(status ? statusLines(status) : ([['State', 'the host does not answer']] as const)),
    ['Panel only, by the organisation', panelOnly.organisation.join(', ') || 'none'],
    ['Panel only, by choice', panelOnly.own.join(', ') || 'none'],
    ['Sites chosen', chosenSites],
    ['Requests waiting', waiting],
    ['Lines in the log', holds],
  ];
  return lines.map(([name, value]) => `${name}: ${value}`).join('\n');
}

function statusLines({
  protection,
  attemptedAt,
  problem,
  syncing,
  details,
}: Status): [string, string | number][] {
  const lines: [string, string | number][] = [
    ['State', protection.state],
    ['Synchronising', syncing ? 'yes' : 'no'],
    ['Last attempt', attemptedAt === null ? 'none' : iso(attemptedAt)],
  ];
  const shown = protection.state === 'protecting' ? problem : protection.problem;
  if (shown) lines.push(['Problem', shown.detail === '' ? shown.code : `${shown.code} (${shown.detail})`]);
  if (protection.state !== 'not-protecting') {
    lines.push(
      ['Confirmed', iso(protection.confirmedAt)],
      ['Published', iso(protection.publishedAt)],
      ['Entries', protection.entries],
      ['Domains', protection.domains],
      ['Guard', protection.guard],
    );
  }
  if (!details) return lines;
  lines.push(
    ['Repository', details.repository],
    ['Root', details.rootFingerprint],
    ['Seal epoch', details.sealEpoch],
  );
  if (details.metadata) {
    const { versions, expires } = details.metadata;
    for (const role of ['root', 'targets', 'snapshot', 'timestamp'] as const) {
      lines.push([role, `version ${versions[role]}, until ${iso(expires[role])}`]);
    }
  }
  if (details.list) {
    const { publication, operation, prefixBits, guard } = details.list;
    lines.push(['List', `publication ${publication}, operation ${operation}, ${prefixBits} bits`]);
    lines.push(['Guard, by the organisation', guard]);
  }
  return lines;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
