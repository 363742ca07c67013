import { type Asked, coveringBlocks } from '../register/covering-blocks.ts';
import { holdingOf, wasHeld } from '../register/holding.ts';
import { nameOf, publicationsBackTo, publishedHead } from './publications.ts';
import { requireRegister, type Session } from './session.ts';

const DAY_MS = 86_400_000;

/**
 * Whether the published list held a block on the whole day of a time; null where that changed on that day, differs
 * between the blocks of a case, or can't be told.
 * @param of what the address covers, or the reference of a case
 * @param at milliseconds since the epoch; days are those of UTC
 */
export async function wasPublished(
  session: Session,
  of: Asked | string,
  at: number,
): Promise<boolean | null> {
  const published = await publishedHead(session);
  if (published === undefined) return null;
  const register = await requireRegister(session, published.head.registerHeads);
  const all = [...register.blocks.values()];
  const blocks =
    typeof of === 'string'
      ? all.filter(({ reference }) => reference === of)
      : await coveringBlocks(session.digestKey, all, of);
  if (blocks.length === 0) return null;
  const begin = Math.floor(at / DAY_MS) * DAY_MS;
  const times = [begin, ...blocks.map(({ recordedAt }) => recordedAt)];
  const publications = await publicationsBackTo(session, nameOf(published), times);
  if (publications === undefined) return null;
  const end = Math.min(begin + DAY_MS - 1, Date.now());
  const held = blocks.map(block =>
    wasHeld(holdingOf(block, register, publications), publications, begin, end),
  );
  // One of the blocks that cover an address is enough; those of a case may stand for several addresses.
  if (typeof of !== 'string' && held.includes(true)) return true;
  const [first = null] = held;
  return held.every(each => each === first) ? first : null;
}
