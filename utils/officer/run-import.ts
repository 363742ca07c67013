import type { Ground } from '../register/block.ts';
import type { Digested } from '../register/identify.ts';
import { sentence } from '../sentence.ts';
import { type Brake, createBrake } from './brake.ts';
import { type OpenImport, openImportFile } from './import-file.ts';
import type { ImportPreview } from './import-preview.ts';
import { type JudgedText, judgedRows } from './judged-rows.ts';
import { OfficerFailure } from './officer-failure.ts';
import { blockAll, recorderOf } from './record.ts';
import type { Session } from './session.ts';
import type { Hashing } from './workplace.ts';

/** What is to be imported, on what ground, and how. */
export interface ImportOrder {
  readonly open: OpenImport;
  /** Heading or number of the column, as it was wanted for the preview. */
  readonly wanted: string | undefined;
  /** What the officer saw. */
  readonly preview: Pick<ImportPreview, 'known' | 'scope' | 'sha256' | 'fresh'>;
  readonly ground: Omit<Ground, 'scope' | 'evidence'>;
  readonly purpose: string;
  readonly hashing?: Hashing;
  /** While it is on, nothing is hashed, and what was hashed is recorded. */
  readonly brake?: Brake;
  /** Ends the import; what was hashed until then is recorded. */
  readonly signal?: AbortSignal;
  /** How many were hashed so far. */
  readonly onHashed?: (count: number) => void;
  /** How many were recorded so far: they stay, whatever happens. */
  readonly onRecorded?: (count: number) => Promise<void>;
}

export interface ImportOutcome {
  readonly recorded: number;
  /** False where it was ended by its signal. */
  readonly isComplete: boolean;
}

/**
 * How many are hashed before they are written, which is what an interruption costs at most: a second's work at first, and half a
 * minute's of two cores later. One object of the register holds no more.
 */
const FIRST_CHUNK = 32;
const LARGEST_CHUNK = 2000;

/**
 * Records everybody in a file whom the register doesn't block as widely yet. The file is read once more, and no more of it is held
 * than is being hashed. Interrupted in whatever way, it is done again with the same file: what was recorded is passed over.
 * @throws OfficerFailure, and what the stores throw
 */
export async function runImport(session: Session, order: ImportOrder): Promise<ImportOutcome> {
  const { preview, purpose, brake = createBrake(), signal } = order;
  const { known, scope, sha256 } = preview;
  const file = await openImportFile(order.open, order.wanted);
  if (!file.ok || file.sha256 !== sha256) {
    throw new OfficerFailure(
      sentence(
        'told.importing.changed',
      )`The file was changed after it was looked at: look at it again first.`,
    );
  }
  const ground: Ground = { ...order.ground, scope, evidence: { sha256, sentAt: null, channel: null } };
  const record = recorderOf(session, known.heads);
  const isHeld = () => brake.isOn || signal?.aborted === true;
  let hashed = 0;
  let recorded = 0;
  let recording: Promise<void> = Promise.resolve();

  async function write(identifiers: Awaited<ReturnType<typeof blockAll>>): Promise<void> {
    if (identifiers.length === 0) return;
    await record([{ type: 'block', ...ground, identifiers }], purpose);
    recorded += identifiers.length;
    await order.onRecorded?.(recorded);
  }

  const judged = judgedRows(file.rows, session.digestKey, known.covering);
  for await (const chunk of oneAhead(newOnes(judged))) {
    let left = chunk;
    while (left.length > 0 && signal?.aborted !== true) {
      const before = hashed;
      const blocked = await blockAll(
        session,
        left,
        order.hashing,
        count => order.onHashed?.(before + count),
        () => !isHeld(),
      );
      hashed += blocked.length;
      left = left.slice(blocked.length);
      await recording;
      // Written while the next are hashed.
      recording = write(blocked);
      recording.catch(() => undefined);
      if (left.length === 0) continue;
      await recording;
      await brake.released();
    }
    if (left.length > 0) break;
  }
  await recording;
  return { recorded, isComplete: signal?.aborted !== true || recorded === preview.fresh };
}

/** Those who are to be recorded, in pieces that grow. */
async function* newOnes(judged: AsyncIterable<readonly JudgedText[]>): AsyncGenerator<readonly Digested[]> {
  let size = FIRST_CHUNK;
  let chunk: Digested[] = [];
  for await (const texts of judged) {
    for (const text of texts) {
      if (text.kind !== 'new') continue;
      chunk.push(text.digested);
      if (chunk.length < size) continue;
      yield chunk;
      chunk = [];
      size = Math.min(LARGEST_CHUNK, 2 * size);
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** Reads the next while one is worked on. */
async function* oneAhead<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  const read = () => {
    const reading = items.next();
    // Thrown when it is asked for.
    reading.catch(() => undefined);
    return reading;
  };
  try {
    for (let next = read(); ; ) {
      const { done, value } = await next;
      if (done) return;
      next = read();
      yield value;
    }
  } finally {
    await items.return(undefined);
  }
}
