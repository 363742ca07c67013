import type { Bytes } from '../bytes.ts';
import type { Fetch } from './fetch-file.ts';
import type { Limits } from './limits.ts';
import type { TargetFile, TopLevelRole } from './metadata.ts';
import type { Checked, TufProblem } from './problem.ts';

/**
 * Where verified metadata is kept between updates, one store an enrolment. Names are file names such as
 * `2.root.json`, `timestamp.json`. An empty file counts as absent: that is how a file is discarded.
 */
export interface MetadataStore {
  load(fileName: string): Promise<Bytes | undefined>;
  save(fileName: string, bytes: Bytes): Promise<void>;
}

export interface UpdateOptions {
  /** Address of the folder with `timestamp.json`, ending in `/`. */
  readonly metadataUrl: string;
  /** Address of the folder with the targets, ending in `/`. */
  readonly targetsUrl: string;
  /** The root from enrolment: a signed `N.root.json`. */
  readonly trustedRoot: Bytes;
  readonly store: MetadataStore;
  readonly fetch: Fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
}

/** What the repository says now, verified. */
export interface Repository {
  /**
   * True if this update brought metadata that the store didn't have. For logs: whoever applies a target compares
   * its hash with what is applied, since the download after the last update may have failed.
   */
  readonly changed: boolean;
  /** Milliseconds since the epoch. */
  readonly expires: Readonly<Record<TopLevelRole, number>>;
  readonly versions: Readonly<Record<TopLevelRole, number>>;
  /** Length and hashes of a target; undefined if no role that may speak for this path names it. */
  find(path: string): Promise<Checked<TargetFile | undefined>>;
  /** Downloads a target and gives its verified bytes. */
  target(path: string): Promise<Checked<Bytes>>;
}

export type UpdateResult =
  | ({ readonly ok: true } & Repository)
  | { readonly ok: false; readonly problem: TufProblem };
