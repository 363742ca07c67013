// A process of its own, to be killed: records and publishes one person after another, and goes on where it was ended.
// publisher.ts PLACE INDEX COUNT
import { OfficerFailure } from '../../../utils/officer/officer-failure.ts';
import { publishRegister } from '../../../utils/officer/publication.ts';
import { blockAll, recordBlocks } from '../../../utils/officer/record.ts';
import { requireRegister, type Session } from '../../../utils/officer/session.ts';
import { StoreFailure } from '../../../utils/publish/store-failure.ts';
import { digestText } from '../../../utils/register/identify.ts';
import { personOf, sessionAt } from './session-at.ts';
import { RUN_AGAIN, type Told } from './told.ts';

const [place = '', index = '', count = ''] = process.argv.slice(2);
const publisher = Number(index);

function tell(told: Told): void {
  process.send?.(told);
}

async function record(session: Session, number: number): Promise<void> {
  const { address, reference } = personOf(publisher, number);
  const digested = await digestText(session.digestKey, 'email', address);
  if (!digested.ok) throw new Error(digested.reason);
  const ground = {
    scope: 'all',
    basis: 'erasure',
    reference,
    recordedAt: Date.now(),
    evidence: null,
    wording: null,
    reviewAt: null,
  } as const;
  const blocked = await blockAll(session, [digested.digested]);
  await recordBlocks(session, ground, blocked, `publisher ${publisher}`);
}

async function publishAll(session: Session): Promise<void> {
  for (;;) {
    const result = await session.workplace.exclusively(`publisher ${publisher}`, () =>
      publishRegister(session),
    );
    if (result.ok) return;
    if (result.problem !== 'busy') throw new Error(result.detail);
    tell('busy');
  }
}

async function work(): Promise<void> {
  const session = await sessionAt(place, publisher);
  tell('ready');
  const { blocks } = await requireRegister(session);
  const recorded = new Set([...blocks.values()].map(({ reference }) => reference));
  for (let number = 1; number <= Number(count); number += 1) {
    if (recorded.has(personOf(publisher, number).reference)) continue;
    await record(session, number);
    await publishAll(session);
    tell({ published: number });
  }
  // Who was recorded before a kill, and isn't published.
  await publishAll(session);
  tell({ published: Number(count) });
}

try {
  await work();
} catch (error) {
  // An officer would be told to run it again: others held the folder for a minute, or were faster time and again.
  if (!(error instanceof OfficerFailure || error instanceof StoreFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = RUN_AGAIN;
}
process.disconnect?.();
