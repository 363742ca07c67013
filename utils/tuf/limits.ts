/** Every bound of the TUF client, in one place. Lengths in bytes, times in milliseconds. */
export interface Limits {
  /** New root versions taken in one update; the next update goes on from there (5.3.3, "Y"). */
  readonly maxRootRotations: number;
  /** Roles visited in the search for one target (5.6.7.1). */
  readonly maxDelegations: number;
  readonly rootMaxLengthBytes: number;
  readonly timestampMaxLengthBytes: number;
  /** Where the timestamp doesn't say the length. */
  readonly snapshotMaxLengthBytes: number;
  /** Where the snapshot doesn't say the length. */
  readonly targetsMaxLengthBytes: number;
  /** For a target, whatever length its metadata claims. */
  readonly targetMaxLengthBytes: number;
  /** From request to last byte of one metadata file. */
  readonly metadataTimeoutMs: number;
  /** From request to last byte of one target. */
  readonly targetTimeoutMs: number;
  /** A clock that says less is certainly wrong, and with it no expiry could be judged. */
  readonly earliestTime: number;
}

export const limits: Limits = {
  maxRootRotations: 256,
  maxDelegations: 32,
  // A root of ten keys with ten signatures is 4 KB.
  rootMaxLengthBytes: 512_000,
  timestampMaxLengthBytes: 16_384,
  snapshotMaxLengthBytes: 2_000_000,
  targetsMaxLengthBytes: 5_000_000,
  // A head is some KB; segments aren't targets.
  targetMaxLengthBytes: 16_000_000,
  metadataTimeoutMs: 30_000,
  targetTimeoutMs: 120_000,
  // Before this code existed.
  earliestTime: Date.UTC(2026, 10, 1),
};
