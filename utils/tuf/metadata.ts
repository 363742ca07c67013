import type { Bytes } from '../bytes.ts';
import type { JsonObject } from './json.ts';
import type { Key } from './key.ts';

/** The four top-level roles of the TUF specification 1.0.34, section 2.1. */
export const TOP_LEVEL_ROLES = ['root', 'timestamp', 'snapshot', 'targets'] as const;
export type TopLevelRole = (typeof TOP_LEVEL_ROLES)[number];

/** Whose signatures a role needs, and how many. */
export interface Role {
  readonly keyIds: readonly string[];
  readonly threshold: number;
}

interface Common {
  readonly version: number;
  /** Milliseconds since the epoch; at this moment it is expired. */
  readonly expires: number;
}

/** Section 4.3. */
export interface Root extends Common {
  readonly type: 'root';
  readonly consistentSnapshot: boolean;
  readonly keys: ReadonlyMap<string, Key>;
  readonly roles: Readonly<Record<TopLevelRole, Role>>;
}

/** What timestamp and snapshot say of another metadata file (METAFILES, section 4.4). */
export interface MetaFile {
  readonly version: number;
  readonly lengthBytes?: number;
  readonly hashes?: Hashes;
}

/** Algorithm → hex. Never empty. */
export type Hashes = ReadonlyMap<string, string>;

/** Section 4.4. `meta` goes by file name without version: `targets.json`. */
export interface Snapshot extends Common {
  readonly type: 'snapshot';
  readonly meta: ReadonlyMap<string, MetaFile>;
}

/** Section 4.6. */
export interface Timestamp extends Common {
  readonly type: 'timestamp';
  readonly snapshot: MetaFile;
}

/** Section 4.5. `targets` goes by target path. */
export interface Targets extends Common {
  readonly type: 'targets';
  readonly targets: ReadonlyMap<string, TargetFile>;
  readonly delegations: Delegations;
}

export interface TargetFile {
  readonly lengthBytes: number;
  readonly hashes: Hashes;
}

export interface Delegations {
  readonly keys: ReadonlyMap<string, Key>;
  /** In order of trust. */
  readonly roles: readonly DelegatedRole[];
}

export interface DelegatedRole extends Role {
  readonly name: string;
  readonly terminating: boolean;
  readonly scope:
    | { readonly kind: 'patterns'; readonly patterns: readonly string[] }
    | { readonly kind: 'hash-prefixes'; readonly prefixes: readonly string[] };
}

export interface SignedByRole {
  readonly root: Root;
  readonly timestamp: Timestamp;
  readonly snapshot: Snapshot;
  readonly targets: Targets;
}

/** A metadata file, read but not yet trusted. */
export interface Metadata<Signed> {
  readonly signed: Signed;
  /** Key id → hex signature. */
  readonly signatures: ReadonlyMap<string, string>;
  /** Canonical form of `signed`: what the signatures are over. */
  readonly payload: Bytes;
  /** `signed` as it stood in the file, fields unknown to us included. */
  readonly json: JsonObject;
  /** The file itself. */
  readonly bytes: Bytes;
}
