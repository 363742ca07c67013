import type { Block } from './block.ts';
import type { PublicationRecord } from './publication-record.ts';
import type { Publications } from './publications.ts';
import type { Register } from './register.ts';
import { isTakenIn } from './taken-in.ts';

/** In which publications a block stood. */
export interface Holding {
  /** The first that held it; null where none did. */
  readonly from: PublicationRecord | null;
  /** The first without it again; null while the last still holds it. */
  readonly until: PublicationRecord | null;
  /** It may have stood in earlier ones as well, of which the record is lost. */
  readonly maybeEarlier: boolean;
}

/**
 * In which publications a block stood, by what each took in of the register. Heads of objects that the register no longer
 * has (it was lost, and gone on without) say nothing: so `from` is never too early.
 */
export function holdingOf(
  block: Block,
  { lifts, objects }: Pick<Register, 'lifts' | 'objects'>,
  { published, missing }: Publications,
): Holding {
  const lift = lifts.get(block.id);
  const reaching = published.map(({ record }) => ({
    record,
    heads: record.registerHeads.filter(({ sha256 }) => objects.has(sha256)),
  }));
  const first = reaching.findIndex(({ heads }) => isTakenIn(block.origin, heads));
  const end = lift === undefined ? -1 : reaching.findIndex(({ heads }) => isTakenIn(lift.origin, heads));
  const from = reaching[first]?.record;
  // Taken in together, a block and its lift never were on a list.
  if (from === undefined || (end >= 0 && end <= first)) {
    return { from: null, until: null, maybeEarlier: missing !== null };
  }
  return { from, until: reaching[end]?.record ?? null, maybeEarlier: first === 0 && missing !== null };
}

/**
 * Whether the list that was published then held the block, throughout a time; null where that changed within it or
 * can't be told.
 * @param begin milliseconds since the epoch
 * @param end not before `begin`
 */
export function wasHeld(
  holding: Holding,
  { published, missing }: Publications,
  begin: number,
  end: number,
): boolean | null {
  const before = published.findLast(({ record }) => record.publishedAt <= begin);
  if (before === undefined && missing !== null) return null;
  const within = published.filter(({ record }) => record.publishedAt > begin && record.publishedAt <= end);
  const inForce = [before, ...within].map(each => each !== undefined && holds(holding, each.record));
  const [first = false] = inForce;
  return inForce.every(held => held === first) ? first : null;
}

function holds({ from, until }: Holding, { publication }: PublicationRecord): boolean {
  if (from === null || publication < from.publication) return false;
  return until === null || publication < until.publication;
}
