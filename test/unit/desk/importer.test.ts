import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { type ImportAnswers, importRecords } from '../../../utils/desk/import-records.ts';
import {
  createImporter,
  type ImportControls,
  type KeptRegister,
  type SeenPreview,
} from '../../../utils/desk/importer.ts';
import { createBrake } from '../../../utils/officer/brake.ts';
import type { Session } from '../../../utils/officer/session.ts';
import { memoryOrganisation } from '../officer/memory-organisation.ts';

const ANSWERS: ImportAnswers = { reference: 'IMP-1', basis: 'erasure', scope: 'all', column: null };
const people = (count: number) =>
  new Blob([
    `email\n${Array.from({ length: count }, (_, index) => `person-${index}@example.org`).join('\n')}\n`,
  ]);

let session: Session;

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  ({ session } = await memoryOrganisation());
});

async function look(content: Blob): Promise<SeenPreview> {
  const looked = await createImporter(session, importRecords()).look(content, ANSWERS, {});
  if (!looked.ok) throw new Error(looked.problem);
  return looked.preview;
}

function controls(more: Partial<ImportControls> = {}): ImportControls {
  return {
    brake: createBrake(),
    signal: new AbortController().signal,
    onHashed: () => undefined,
    onRecorded: () => undefined,
    ...more,
  };
}

it('an import that was ended is known to the next page, which goes on with the same file', async () => {
  const content = people(150);
  const ending = new AbortController();
  const first = createImporter(session, importRecords());
  const outcome = await first.run(
    content,
    ANSWERS,
    await look(content),
    controls({ signal: ending.signal, onHashed: count => count === 60 && ending.abort() }),
  );
  expect(outcome.isComplete).toBe(false);

  const next = createImporter(session, importRecords());
  expect(await next.interrupted()).toEqual({
    ...ANSWERS,
    recorded: outcome.recorded,
    people: 150,
    at: expect.any(Number),
  });
  const preview = await look(content);
  expect(preview).toMatchObject({
    fresh: 150 - outcome.recorded,
    already: outcome.recorded,
    fromThisFile: outcome.recorded,
  });
  expect(await next.run(content, ANSWERS, preview, controls())).toMatchObject({ isComplete: true });
  expect(await next.interrupted()).toBeUndefined();
});

it('what is remembered of an import has no address, no name of a file and no hash', async () => {
  const content = new File([people(40)], 'person-7@example.org.csv');
  const save = vi.fn(async () => undefined);
  const records = { ...importRecords(), save };
  const preview = await look(content);
  await createImporter(session, records).run(content, ANSWERS, preview, controls());
  const saved = JSON.stringify(save.mock.calls);
  expect(saved).toContain('IMP-1');
  expect(saved).not.toContain('@');
  expect(saved).not.toContain(preview.sha256);
});

it('where nobody is left to be recorded, the import is done; one given up is forgotten', async () => {
  const content = people(40);
  const importer = createImporter(session, importRecords());
  const ended = async () => {
    const { listId } = session.workplace.settings;
    await importRecords().save(listId, { ...ANSWERS, recorded: 40, people: 40, at: 1 });
  };
  await importer.run(content, ANSWERS, await look(content), controls());
  await ended();
  expect(await look(content)).toMatchObject({ fresh: 0, already: 40 });
  expect(await importer.interrupted()).toBeUndefined();
  await ended();
  await importer.forget();
  expect(await importer.interrupted()).toBeUndefined();
});

it('a file that is gone since it was chosen is named as such', async () => {
  const gone = new Blob(['email\n']);
  gone.stream = () => {
    throw new DOMException('gone', 'NotReadableError');
  };
  await expect(look(gone)).rejects.toThrow('choose it again');
});

it('an import goes on from the register as its look read it, and reads it anew where that is gone', async () => {
  const content = people(40);
  const kept: KeptRegister = { known: null };
  const [looking, another] = [
    createImporter(session, importRecords(), kept),
    createImporter(session, importRecords()),
  ];
  const looked = await looking.look(content, ANSWERS, {});
  if (!looked.ok) throw new Error(looked.problem);
  const list = vi.spyOn(session.register.store, 'list');
  expect(await another.run(content, ANSWERS, looked.preview, controls())).toMatchObject({ recorded: 40 });
  expect(list).toHaveBeenCalledTimes(1);
  // Where others recorded them meanwhile, nobody is recorded twice.
  expect(kept.known).not.toBeNull();
  list.mockClear();
  const more = await looking.look(people(60), ANSWERS, {});
  if (!more.ok) throw new Error(more.problem);
  list.mockClear();
  expect(await looking.run(people(60), ANSWERS, more.preview, controls())).toMatchObject({ recorded: 20 });
  expect(list).not.toHaveBeenCalled();
  expect(kept.known).toBeNull();
});
