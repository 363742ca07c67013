import type { Bytes } from '../bytes.ts';
import type { MetadataStore } from '../tuf/updater.ts';
import type { TrustedFiles } from './store.ts';

/** Takes up what an update saves, so that it can be written together with the list, in one transaction. */
export interface MetadataOverlay {
  readonly store: MetadataStore;
  /** The files as they stand now. */
  files(): TrustedFiles;
}

export function createMetadataOverlay(before: TrustedFiles = {}): MetadataOverlay {
  const files = new Map<string, Bytes>(Object.entries(before));
  return {
    store: {
      load: async fileName => files.get(fileName),
      save: async (fileName, bytes) => {
        if (bytes.length === 0) files.delete(fileName);
        else files.set(fileName, bytes);
      },
    },
    files: () => Object.fromEntries(files),
  };
}
