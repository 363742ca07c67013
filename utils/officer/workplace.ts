import type { ChainHead } from '../blocklist/head.ts';
import type { OrganisationStores } from '../publish/organisation-stores.ts';
import type { SweepRecord } from '../publish/sweep.ts';
import type { Argon2id } from '../scheme/tag.ts';
import type { Sentence } from '../sentence.ts';
import type { MetadataStore } from '../tuf/updater.ts';
import type { Settings } from './settings.ts';

/**
 * Where an officer works: an organisation's files, what this machine has seen of them, and what its processor can do. The command
 * line has a folder, the desk page a browser; the rooms above know neither.
 */
export interface Workplace extends OrganisationStores {
  readonly settings: Settings;
  /** Metadata as this machine saw it last. */
  readonly seen: MetadataStore;
  /** How far the register went when this machine saw it last. */
  readonly seenHeads: SeenHeads;
  readonly sweepRecord: SweepRecord;
  readonly settingsRecord: SettingsRecord;
  /** For what an officer types; a file of thousands of addresses may bring its own. */
  readonly hashing: Hashing;
  /** Runs while nobody else at this workplace writes; fails with an `OfficerFailure` where somebody doesn't end. */
  exclusively<T>(purpose: string, work: () => Promise<T>): Promise<T>;
  /** Tells the officer something that ends nothing. */
  warn(said: Sentence): void;
}

/** What computes Argon2id, and how many asked for at the same time keep it busy. */
export interface Hashing {
  readonly argon2id: Argon2id;
  readonly atOnce: number;
}

/** What a workplace keeps of the settings that officers share. */
export interface SettingsRecord {
  /** Each as this workplace and the others agreed on it last, by name; none before the first time. */
  loadAgreed(): Promise<Readonly<Record<string, unknown>>>;
  saveAgreed(agreed: Readonly<Record<string, unknown>>): Promise<void>;
  /** In place of those that this workplace had. */
  saveSettings(settings: Settings): Promise<void>;
}

export interface SeenHeads {
  load(): Promise<readonly ChainHead[]>;
  save(heads: readonly ChainHead[]): Promise<void>;
}
