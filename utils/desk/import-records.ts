import { type DBSchema, openDB } from 'idb';
import type { Scope } from '../lookup/verdict.ts';
import type { Basis } from '../register/basis.ts';

/** What the officer answered about an import. */
export interface ImportAnswers {
  readonly reference: string;
  readonly basis: Basis;
  readonly scope: Scope;
  /** Heading or number of the column, where it had to be chosen. */
  readonly column: string | null;
}

/**
 * An import that isn't done: what the officer needn't say again, and how far it came. It holds no address, no file name, which may be
 * one, and no hash: whom it recorded already is in the register alone.
 */
export interface ImportRecord extends ImportAnswers {
  readonly recorded: number;
  /** Recorded or not. */
  readonly people: number;
  /** When something was recorded last, in milliseconds since the epoch. */
  readonly at: number;
}

/** One record an organisation. */
export interface ImportRecords {
  load(listId: string): Promise<ImportRecord | undefined>;
  save(listId: string, record: ImportRecord): Promise<void>;
  remove(listId: string): Promise<void>;
}

interface ImportDatabase extends DBSchema {
  /** By the list's id. */
  imports: { key: string; value: ImportRecord };
}

/** In a database of its own, which is there for as long as an import is. */
export function importRecords(): ImportRecords {
  const open = () =>
    openDB<ImportDatabase>('lethe-desk-imports', 1, {
      upgrade(database) {
        database.createObjectStore('imports');
      },
    });

  return {
    async load(listId) {
      const database = await open();
      const record = await database.get('imports', listId);
      database.close();
      return record;
    },
    async save(listId, record) {
      const database = await open();
      await database.put('imports', record, listId);
      database.close();
    },
    async remove(listId) {
      const database = await open();
      await database.delete('imports', listId);
      database.close();
    },
  };
}
