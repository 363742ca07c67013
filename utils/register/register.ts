import type { ChainHead } from '../blocklist/head.ts';
import { sentence } from '../sentence.ts';
import type { Block, Origin } from './block.ts';
import { failure, type RegisterFailure } from './chain.ts';
import type {
  CaseOperation,
  LiftOperation,
  LinePlace,
  OpeningOperation,
  SettingsOperation,
} from './operation.ts';
import { type RegisterObject, registerObjectPath } from './register-object.ts';

/** What lifted a block, and where that stands. */
export interface Lift extends LiftOperation {
  readonly origin: Origin;
}

/** A setting that officers share, as the last of them changed it. */
export interface SharedSetting {
  readonly value: unknown;
  readonly recordedAt: number;
  readonly origin: Origin;
}

/** The union of all chains, verified. */
export interface Register {
  /** Every block that was recorded and not erased, by its id. */
  readonly blocks: ReadonlyMap<string, Block>;
  /** Block id → what lifted it first. */
  readonly lifts: ReadonlyMap<string, Lift>;
  /** Reference → the steps of that case, in order of when they happened. */
  readonly cases: ReadonlyMap<string, readonly CaseOperation[]>;
  readonly openings: readonly OpeningOperation[];
  /** By name. */
  readonly settings: ReadonlyMap<string, SharedSetting>;
  /** Erased by an officer's word, and still there: whoever did it was interrupted. See erase.ts. */
  readonly unfinishedErasures: readonly LinePlace[];
  /** The last object of each chain, by writer. */
  readonly heads: readonly ChainHead[];
  /** `hashOfObject` of every object. */
  readonly objects: ReadonlySet<string>;
}

/** What a list is made of. */
export type ListedRegister = Pick<Register, 'blocks' | 'lifts' | 'heads'>;

/** Blocks that nobody has lifted. */
export function standingBlocks(register: Pick<Register, 'blocks' | 'lifts'>): Block[] {
  return [...register.blocks.values()].filter(block => !register.lifts.has(block.id));
}

/** Key of a line → its place. */
export type ErasedLines = ReadonlyMap<string, LinePlace>;

function keyOf({ writer, sequence }: Pick<LinePlace, 'writer' | 'sequence'>, line: number): string {
  return `${writer} ${sequence} ${line}`;
}

/** Lines of which some object says that they were erased. */
export function linesErasedBy(objects: readonly RegisterObject[]): ErasedLines {
  const operations = objects.flatMap(object => object.operations.map(({ operation }) => operation));
  const lines = operations.flatMap(operation => (operation.type === 'erasure' ? operation.lines : []));
  return new Map(lines.map(place => [keyOf(place, place.line), place]));
}

/** A line that is gone without anybody having recorded it as erased. */
export function unexplainedGap(
  objects: readonly RegisterObject[],
  erased: ErasedLines,
): RegisterFailure | undefined {
  for (const object of objects) {
    const line = object.erased.find(each => !erased.has(keyOf(object, each)));
    if (line === undefined) continue;
    const path = registerObjectPath(object.writer, object.sequence);
    return failure(
      'missing-line',
      sentence(
        'told.register.missingLine',
      )`${path} lacks its line ${line}, and nobody recorded an erasure: restore it from a backup.`,
    );
  }
  return undefined;
}

/** What all objects say together; lines that were erased count for nothing. */
export function union(
  objects: readonly RegisterObject[],
  heads: readonly ChainHead[],
  hashes: ReadonlySet<string>,
  erased: ErasedLines,
): Register {
  const blocks = new Map<string, Block>();
  const lifts = new Map<string, Lift>();
  const steps: CaseOperation[] = [];
  const openings: OpeningOperation[] = [];
  const settings = new Map<string, RankedSetting>();
  const unfinished: LinePlace[] = [];
  for (const object of objects) {
    const origin = { writer: object.writer, sequence: object.sequence };
    const counts = (line: number): boolean => {
      const place = erased.get(keyOf(object, line));
      if (place) unfinished.push(place);
      return place === undefined;
    };
    for (const { operation, line, identifierLines } of object.operations) {
      if (operation.type === 'block') {
        const { type: _, identifiers, ...ground } = operation;
        identifiers.forEach((identifier, index) => {
          if (counts(identifierLines[index] ?? line)) {
            blocks.set(identifier.id, { ...ground, ...identifier, origin });
          }
        });
        // Asked for its own sake as well: it may be all that an interrupted erasure left.
        counts(line);
      } else if (counts(line)) {
        if (operation.type === 'lift') addLift(lifts, { ...operation, origin });
        if (operation.type === 'case') steps.push(operation);
        if (operation.type === 'opening') openings.push(operation);
        if (operation.type === 'settings') addSettings(settings, operation, origin, placeOf(object));
      }
    }
  }
  return {
    blocks,
    lifts,
    cases: casesOf(steps),
    openings,
    settings: new Map([...settings].map(([name, { place: _, ...setting }]) => [name, setting])),
    unfinishedErasures: unfinished,
    heads: heads.toSorted((a, b) => (a.writer < b.writer ? -1 : 1)),
    objects: hashes,
  };
}

function addLift(lifts: Map<string, Lift>, lift: Lift): void {
  for (const id of lift.blocks) {
    const before = lifts.get(id);
    if (before === undefined || lift.recordedAt < before.recordedAt) lifts.set(id, lift);
  }
}

interface RankedSetting extends SharedSetting {
  readonly place: number;
}

/**
 * How many objects came before this one and with it, as its writer saw it: more than any that its writer had seen, so that of
 * two which say the same time the one that knew of the other counts. Else a time at the end of all times would be the last word.
 */
function placeOf({ sequence, seen }: RegisterObject): number {
  return seen.reduce((sum, head) => sum + head.sequence, sequence);
}

function addSettings(
  settings: Map<string, RankedSetting>,
  { values, recordedAt }: SettingsOperation,
  origin: Origin,
  place: number,
): void {
  for (const [name, value] of Object.entries(values)) {
    const fresh = { value, recordedAt, origin, place };
    const before = settings.get(name);
    if (before === undefined || isNewer(fresh, before)) settings.set(name, fresh);
  }
}

/** Of two that were recorded in the same moment every machine takes the same one. */
function isNewer(one: RankedSetting, other: RankedSetting): boolean {
  if (one.recordedAt !== other.recordedAt) return one.recordedAt > other.recordedAt;
  if (one.place !== other.place) return one.place > other.place;
  if (one.origin.writer !== other.origin.writer) return one.origin.writer > other.origin.writer;
  return one.origin.sequence >= other.origin.sequence;
}

function casesOf(steps: readonly CaseOperation[]): Map<string, CaseOperation[]> {
  const cases = new Map<string, CaseOperation[]>();
  const inOrder = steps.toSorted((a, b) => a.event.at - b.event.at || a.recordedAt - b.recordedAt);
  for (const step of inOrder) {
    const before = cases.get(step.reference);
    if (before) before.push(step);
    else cases.set(step.reference, [step]);
  }
  return cases;
}
