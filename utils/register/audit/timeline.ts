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
}

/** All that an export tells, the earliest first. */
export function timelineOf({ objects, publications }: VerifiedExport): TimelineEntry[] {
  const { published, abandoned } = publications;
  const happened = new Set(published);
  const entries = [
    ...objects.flatMap(entriesOf),
    ...[...published, ...abandoned].map(
      (each): TimelineEntry => ({
        at: each.record.publishedAt,
        writer: each.record.writer,
        done: { type: 'publication', record: each.record, happened: happened.has(each) },
      }),
    ),
  ];
  return entries.toSorted((a, b) => a.at - b.at);
}

function entriesOf({ object, withheld }: ExportedObject): TimelineEntry[] {
  return object.operations.map(placed => ({
    at: placed.operation.recordedAt,
    writer: object.writer,
    done: placed.operation.type === 'block' ? blocksOf(placed, placed.operation, withheld) : placed.operation,
  }));
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

/** What is to be told of a case: its own entries, and those by which its blocks were lifted or read under another. */
export function timelineOfCase(audit: VerifiedExport, reference: string): TimelineEntry[] {
  const blocks = new Set(audit.objects.flatMap(object => blocksUnder(object, reference)));
  return timelineOf(audit).filter(entry => {
    const { done } = entry;
    const ofItsBlocks = done.type === 'lift' || done.type === 'opening';
    return referenceOf(entry) === reference || (ofItsBlocks && done.blocks.some(id => blocks.has(id)));
  });
}

function blocksUnder({ object, withheld }: ExportedObject, reference: string): string[] {
  return object.operations.flatMap(({ line, operation }) => {
    if (operation.type !== 'block' || operation.reference !== reference) return [];
    const without = [...withheld.values()].filter(({ ground }) => ground === line);
    return [...operation.identifiers, ...without].map(({ id }) => id);
  });
}
