import type { IdentifierKind } from '../../identifier/identifier.ts';
import type { Ground } from '../block.ts';
import type {
  BlockOperation,
  CaseOperation,
  ErasureOperation,
  LiftOperation,
  OpeningOperation,
  SettingsOperation,
} from '../operation.ts';
import type { PlacedOperation } from '../operation-lines.ts';
import type { PublicationRecord } from '../publication-record.ts';
import type { ExportedObject, VerifiedExport } from './read-export.ts';

/** Blocks that were recorded together, as far as they weren't erased. */
export interface BlocksRecorded
  extends Pick<Ground, 'reference' | 'scope' | 'basis' | 'evidence' | 'wording' | 'reviewAt'> {
  readonly type: 'blocks';
  readonly kinds: ReadonlyMap<IdentifierKind, number>;
}

export interface Published {
  readonly type: 'publication';
  readonly record: PublicationRecord;
  /** False where it was recorded and never committed. */
  readonly happened: boolean;
}

export type Done =
  | BlocksRecorded
  | LiftOperation
  | CaseOperation
  | OpeningOperation
  | ErasureOperation
  | SettingsOperation
  | Published;

/** Who did what, and when. */
export interface TimelineEntry {
  /** When it was recorded, by the writer's clock, in milliseconds since the epoch. */
  readonly at: number;
  /** Key id. */
  readonly writer: string;
  readonly done: Done;
  /** References of the cases and imports that it concerns: its own, and those of the blocks that it lifts or reads. */
  readonly about: readonly string[];
}

/** All that an export tells, the earliest first. */
export function timelineOf({ objects, publications }: VerifiedExport): TimelineEntry[] {
  const { published, abandoned } = publications;
  const happened = new Set(published);
  const references = referencesOfTouched(objects);
  const entries = [
    ...objects.flatMap(each => entriesOf(each, references)),
    ...[...published, ...abandoned].map(
      (each): TimelineEntry => ({
        at: each.record.publishedAt,
        writer: each.record.writer,
        done: { type: 'publication', record: each.record, happened: happened.has(each) },
        about: [],
      }),
    ),
  ];
  return entries.toSorted((a, b) => a.at - b.at);
}

function entriesOf(
  { object, withheld }: ExportedObject,
  references: ReadonlyMap<string, string>,
): TimelineEntry[] {
  return object.operations.map(placed => {
    const { operation } = placed;
    const done = operation.type === 'block' ? blocksOf(placed, operation, withheld) : operation;
    const own = 'reference' in operation ? [operation.reference] : [];
    const ofBlocks = touchedBy(operation).flatMap(id => references.get(id) ?? []);
    const about = [...new Set([...own, ...ofBlocks])];
    return { at: operation.recordedAt, writer: object.writer, done, about };
  });
}

/** Under which reference each block was recorded that was lifted or read later: of a million that stand, none. */
function referencesOfTouched(objects: readonly ExportedObject[]): ReadonlyMap<string, string> {
  const touched = new Set(
    objects.flatMap(({ object }) => object.operations.flatMap(({ operation }) => touchedBy(operation))),
  );
  const references = new Map<string, string>();
  if (touched.size === 0) return references;
  for (const { object, withheld } of objects) {
    for (const placed of object.operations) {
      const { line, operation } = placed;
      if (operation.type !== 'block') continue;
      const without = [...withheld.values()].filter(({ ground }) => ground === line);
      for (const { id } of [...operation.identifiers, ...without]) {
        if (touched.has(id)) references.set(id, operation.reference);
      }
    }
  }
  return references;
}

/** Ids of blocks. */
function touchedBy(operation: PlacedOperation['operation']): readonly string[] {
  return operation.type === 'lift' || operation.type === 'opening' ? operation.blocks : [];
}

function blocksOf(
  { line }: PlacedOperation,
  { reference, scope, basis, evidence, wording, reviewAt, identifiers }: BlockOperation,
  withheld: ExportedObject['withheld'],
): BlocksRecorded {
  const kinds = new Map<IdentifierKind, number>();
  const without = [...withheld.values()].filter(({ ground }) => ground === line);
  for (const { kind } of [...identifiers, ...without]) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return { type: 'blocks', reference, scope, basis, evidence, wording, reviewAt, kinds };
}

/** As many letters of a key as tell officers apart. */
const KEY_LETTERS = 8;

/** The beginning of the key that wrote, and the name of whose it is where the export tells one. */
export function writerOf(
  { header }: Pick<VerifiedExport, 'header'>,
  { writer }: Pick<TimelineEntry, 'writer'>,
): { readonly key: string; readonly name: string | null } {
  const { officers = {} } = header;
  const name = Object.hasOwn(officers, writer) ? officers[writer] : undefined;
  return { key: `${writer.slice(0, KEY_LETTERS)}…`, name: name ?? null };
}

/** The case or import that an entry is about; null where it is about none. */
export function referenceOf({ done }: TimelineEntry): string | null {
  return 'reference' in done ? done.reference : null;
}

/** SHA-256 in hex of the message or file that an entry rests on; null where it rests on none. */
export function evidenceOf({ done }: TimelineEntry): string | null {
  if (done.type === 'blocks') return done.evidence?.sha256 ?? null;
  if (done.type !== 'case' || !('evidence' in done.event)) return null;
  return done.event.evidence?.sha256 ?? null;
}
