import type { BlockedIdentifier, Ground, Origin } from './block.ts';
import type { CaseEvent } from './case-event.ts';

/** Blocks identifiers. */
export interface BlockOperation extends Ground {
  readonly type: 'block';
  readonly identifiers: readonly BlockedIdentifier[];
}

/**
 * Why blocks end: the person wants it; they are recorded anew with another scope, basis or reference; or they should
 * never have been recorded.
 */
export const LIFT_REASONS = ['request', 'change', 'mistake'] as const;
export type LiftReason = (typeof LIFT_REASONS)[number];

/** Ends blocks by their ids. */
export interface LiftOperation {
  readonly type: 'lift';
  readonly reference: string;
  readonly recordedAt: number;
  readonly reason: LiftReason;
  readonly blocks: readonly string[];
}

/** A step of a case. */
export interface CaseOperation {
  readonly type: 'case';
  readonly reference: string;
  /** When it was entered; the event itself says when it happened. */
  readonly recordedAt: number;
  readonly event: CaseEvent;
}

/** Auditors opened the seals of these blocks: whom they stand for was read. */
export interface OpeningOperation {
  readonly type: 'opening';
  readonly reference: string;
  readonly recordedAt: number;
  readonly blocks: readonly string[];
}

/** A line of a register object: what can be erased without touching anything else. */
export interface LinePlace extends Origin {
  /** From 0 on. */
  readonly line: number;
}

/** Says which lines are gone by an officer's word: any other that is missing was lost or taken away. */
export interface ErasureOperation {
  readonly type: 'erasure';
  readonly recordedAt: number;
  readonly lines: readonly LinePlace[];
}

/** What officers share of the organisation's settings: those that one of them changed. */
export interface SettingsOperation {
  readonly type: 'settings';
  /** Later than that of every setting which the writer saw, whatever their clock says: the newest counts. */
  readonly recordedAt: number;
  /** By their names. Which there are, and what they may be, the register doesn't know. */
  readonly values: Readonly<Record<string, unknown>>;
}

export type Operation =
  | BlockOperation
  | LiftOperation
  | CaseOperation
  | OpeningOperation
  | ErasureOperation
  | SettingsOperation;
