import { expose } from 'comlink';
import { beforeEach, expect, it, vi } from 'vitest';
import type { DeskWorkerApi } from '../../../utils/desk/desk.worker.ts';
import { createDeskInWorker } from '../../../utils/desk/desk-in-worker.ts';
import { startDeskWorker } from '../../../utils/desk/start-desk-worker.ts';
import { told } from '../../../utils/desk/told-failure.ts';
import { blockIdentifiers } from '../../../utils/officer/block-identifiers.ts';
import { OfficerFailure } from '../../../utils/officer/officer-failure.ts';
import { requireRegister, type Session } from '../../../utils/officer/session.ts';
import { GROUND, memoryOrganisation } from '../officer/memory-organisation.ts';

const PERSON = [{ kind: 'email', text: 'anna@example.com', isUsual: true }] as const;

let session: Session;
/** Lets go of the lock that the first worker held. */
let letGo: () => void;

beforeEach(async () => {
  ({ session } = await memoryOrganisation());
  const gone = new Promise<void>(resolve => {
    letGo = resolve;
  });
  const locks = [gone];
  const never = new Promise(() => undefined);
  // Node has no locks; a browser lets go of an ended worker's.
  const request = (_name: string, work: () => unknown) => (locks.shift() ?? never).then(work);
  vi.stubGlobal('navigator', { locks: { request } });
});

/** Node has no workers of a browser: the far end of a port, which can break as one does. */
function workerPort(far: Pick<DeskWorkerApi, 'block'>) {
  const { port1, port2 } = new MessageChannel();
  expose({ liveAs: async () => undefined, ...far }, port2);
  const terminate = vi.fn(() => port1.close());
  return Object.assign(port1, { terminate });
}

it.each<[string, (port: ReturnType<typeof workerPort>) => void]>([
  ['meets an error that nobody caught', port => port.dispatchEvent(new Event('error'))],
  ["says what can't be read", port => port.dispatchEvent(new Event('messageerror'))],
  ['is ended by the browser', () => letGo()],
])(
  'of a worker that %s in the midst of work, the officer learns what to do, and the next goes on',
  async (_, breakDown) => {
    const isRecorded = vi.fn();
    const first = workerPort({
      async block(_sent, _warn, wanted, ground) {
        await blockIdentifiers(session, wanted, ground, 'desk');
        isRecorded();
        return new Promise(() => undefined);
      },
    });
    const second = workerPort({
      block: (_sent, _warn, wanted, ground) => told(() => blockIdentifiers(session, wanted, ground, 'desk')),
    });
    const ports = [first, second];
    const desk = createDeskInWorker(() => startDeskWorker(ports.shift()));

    const outcome = desk.block(session, PERSON, GROUND).catch((error: unknown) => error);
    await vi.waitFor(() => expect(isRecorded).toHaveBeenCalled());
    breakDown(first);
    const failure = await outcome;
    expect(failure).toBeInstanceOf(OfficerFailure);
    expect(failure).toMatchObject({ said: { key: 'told.desk.brokenOff' } });
    expect(first.terminate).toHaveBeenCalled();

    // What it had recorded is there, and asked for once more it isn't recorded twice.
    expect((await requireRegister(session)).blocks.size).toBe(1);
    expect(await desk.block(session, PERSON, GROUND)).toEqual({ added: 0, already: 1, unwanted: null });
    expect(second.terminate).not.toHaveBeenCalled();
    second.close();
  },
);
