import { type Brake, createBrake } from '../officer/brake.ts';

/** What holds work up, and what ends it. */
interface Reins {
  readonly brake: Brake;
  readonly signal: AbortSignal;
}

/** Neither a brake nor a signal can be sent to a worker; a port can, by which it hears of them. */
interface SentReins {
  readonly port: MessagePort;
  /** Once the work is done. */
  close(): void;
}

type Pull = 'hold' | 'release' | 'end';

export function sendReins({ brake, signal }: Partial<Reins>): SentReins {
  const { port1, port2 } = new MessageChannel();
  const pull = (how: Pull) => port1.postMessage(how);
  brake?.onChange(isOn => pull(isOn ? 'hold' : 'release'));
  if (brake?.isOn) pull('hold');
  signal?.addEventListener('abort', () => pull('end'));
  if (signal?.aborted) pull('end');
  return { port: port2, close: () => port1.close() };
}

/** The reins that were sent, on the worker's side. */
export function takeReins(port: MessagePort): Reins {
  const [brake, ending] = [createBrake(), new AbortController()];
  port.onmessage = ({ data }: MessageEvent<Pull>) => {
    if (data === 'end') ending.abort();
    else if (data === 'hold') brake.hold();
    else brake.release();
  };
  return { brake, signal: ending.signal };
}
