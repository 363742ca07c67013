/** What a publication goes through. */
export const PUBLISH_STEPS = ['check', 'register', 'build', 'write', 'sign'] as const;
export type PublishStep = (typeof PUBLISH_STEPS)[number];

/** How far a publication has come. A conflict with somebody else's begins it anew. */
export interface PublishProgress {
  readonly step: PublishStep;
  /** Of this step, where it can be told: objects of the register read, or bytes of the list written. */
  readonly part?: { readonly done: number; readonly of: number };
}

/** Awaited: a page shows it before work that takes its thread goes on. */
export type OnPublishProgress = (progress: PublishProgress) => Promise<void> | void;
