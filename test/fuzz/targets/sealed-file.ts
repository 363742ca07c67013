import {
  headContext,
  importSealKey,
  openFile,
  type SealContext,
  sealFile,
} from '../../../utils/blocklist/seal.ts';
import { type Bytes, concatBytes, equalBytes } from '../../../utils/bytes.ts';
import { ensure } from '../ensure.ts';
import type { Prepared, Target } from '../fuzz.ts';
import type { Random } from '../random.ts';

interface Sealed {
  /** Which context it was sealed for. */
  readonly context: number;
  readonly content: Bytes;
  readonly file: Bytes;
}

/** An input is one byte for the context in which the file is opened, and the file. */
export const sealedFile: Target = {
  name: 'sealed-file',
  prepare: random => withRandomness(random, () => prepare(random)),
};

async function prepare(random: Random): Promise<Prepared> {
  const key = await importSealKey(random.bytes(32));
  const contexts = contextsOf(random.bytes(16), random.bytes(16));
  const sealed: Sealed[] = [];
  for (const [context, place] of contexts.entries()) {
    const content = random.bytes(50 * context);
    sealed.push({ context, content, file: await sealFile(key, place, content) });
  }
  return {
    samples: [inputOf(sealed[0]), ...sealed.slice(1).map(inputOf)],
    check: input => check(key, contexts, sealed, input),
  };
}

async function check(
  key: CryptoKey,
  contexts: readonly SealContext[],
  sealed: readonly Sealed[],
  input: Bytes,
): Promise<boolean> {
  const context = (input[0] ?? 0) % contexts.length;
  const place = contexts[context];
  ensure(place !== undefined, 'there is a context');
  const file = input.slice(1);
  const opened = await openFile(key, place, file);
  if (!opened.ok) return false;
  const original = sealed.find(one => equalBytes(one.file, file));
  ensure(original !== undefined, 'no file opens that was changed after sealing');
  ensure(original.context === context, 'no file opens in the place of another');
  ensure(equalBytes(original.content, opened.content), 'what was sealed comes out');
  return true;
}

/** Two lists, two epochs, both types, two ranges and two widths. */
function contextsOf(listId: Bytes, otherListId: Bytes): SealContext[] {
  const segment = { listId, epoch: 1, type: 'segment', prefixBits: 14, from: 0, to: 100 } as const;
  return [
    headContext(listId, 1),
    headContext(listId, 2),
    headContext(otherListId, 1),
    segment,
    { ...segment, from: 100, to: 120 },
    { ...segment, prefixBits: 15 },
  ];
}

function inputOf(sealed: Sealed | undefined): Bytes {
  if (sealed === undefined) throw new Error('nothing was sealed');
  return concatBytes(Uint8Array.of(sealed.context), sealed.file);
}

/** Sealing draws salts; here they come from the seed, or no seed could bring a failure back. */
async function withRandomness<T>(random: Random, act: () => Promise<T>): Promise<T> {
  const getRandomValues = (bytes: Uint8Array) => {
    bytes.set(random.bytes(bytes.length));
    return bytes;
  };
  Object.defineProperty(crypto, 'getRandomValues', { value: getRandomValues, configurable: true });
  try {
    return await act();
  } finally {
    Reflect.deleteProperty(crypto, 'getRandomValues');
  }
}
