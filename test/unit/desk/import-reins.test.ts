import { expect, it, vi } from 'vitest';
import { sendReins, takeReins } from '../../../utils/desk/import-reins.ts';
import { createBrake } from '../../../utils/officer/brake.ts';

it('a brake and a signal hold, release and end on the other side of a port', async () => {
  const [brake, ending] = [createBrake(), new AbortController()];
  const { port, close } = sendReins({ brake, signal: ending.signal });
  const taken = takeReins(port);
  brake.hold();
  await vi.waitFor(() => expect(taken.brake.isOn).toBe(true));
  const released = taken.brake.released();
  brake.release();
  await released;
  expect(taken.brake.isOn).toBe(false);
  ending.abort();
  await vi.waitFor(() => expect(taken.signal.aborted).toBe(true));
  close();
});

it('what was held or ended before it was sent is so there as well', async () => {
  const brake = createBrake();
  brake.hold();
  const { port, close } = sendReins({ brake, signal: AbortSignal.abort() });
  const taken = takeReins(port);
  await vi.waitFor(() => expect([taken.brake.isOn, taken.signal.aborted]).toEqual([true, true]));
  close();
});
