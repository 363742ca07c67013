import { type Bytes, concatBytes, equalBytes } from '../../../utils/bytes.ts';
import type { Metadata } from '../../../utils/tuf/metadata.ts';
import { type Checked, good } from '../../../utils/tuf/problem.ts';
import {
  openTrustedSet,
  recallSnapshot,
  recallTimestamp,
  type CompleteSet as TrustedSet,
  updateRoot,
  updateSnapshot,
  updateTargets,
  updateTimestamp,
} from '../../../utils/tuf/trusted-set.ts';
import { ensure } from '../ensure.ts';
import type { Target } from '../fuzz.ts';
import type { Random } from '../random.ts';
import { NOW, type SmallRepository, smallRepository } from '../tuf-repository.ts';

/** Everything trusted, and the root from which it began. */
interface CompleteSet extends TrustedSet {
  readonly enrolled: TrustedSet['root'];
}

/** One place where a file comes to be trusted. */
interface Gate {
  /** What belongs there. */
  readonly files: readonly Bytes[];
  /** Gives what is trusted then. */
  enter(file: Bytes): Promise<Checked<Metadata<unknown>>>;
}

/** An input is one byte for the gate, and a file. */
export const tufSigned: Target = {
  name: 'tuf-signed',
  async prepare(random: Random) {
    const repository = await smallRepository(random);
    const gates = gatesOf(repository, await completeSet(repository));
    const [first, ...others] = gates.flatMap(({ files }, index) =>
      files.map(file => concatBytes(Uint8Array.of(index), file)),
    );
    if (first === undefined) throw new Error('there are gates');
    const signed = await Promise.all(gates.map(payloadsOf));
    return { samples: [first, ...others], check: input => check(gates, signed, input) };
  },
};

async function check(
  gates: readonly Gate[],
  signed: readonly (readonly Bytes[])[],
  input: Bytes,
): Promise<boolean> {
  const index = (input[0] ?? 0) % gates.length;
  const entered = await gates[index]?.enter(input.slice(1));
  if (!entered?.ok) return false;
  const known = signed[index]?.some(payload => equalBytes(payload, entered.value.payload));
  ensure(known === true, 'nothing is trusted but what was signed for this place');
  return true;
}

function payloadsOf({ files, enter }: Gate): Promise<Bytes[]> {
  return Promise.all(files.map(async file => required(await enter(file)).payload));
}

function gatesOf(
  { roots, timestamp, snapshot, targets }: SmallRepository,
  set: CompleteSet,
): readonly Gate[] {
  const enrolled = { ...set, root: set.enrolled };
  // Hashes are optional, and without them the signature is all that protects.
  const unhashed = {
    ...set,
    timestamp: { ...set.timestamp, signed: { ...set.timestamp.signed, snapshot: { version: 3 } } },
    snapshot: {
      ...set.snapshot,
      signed: { ...set.snapshot.signed, meta: new Map([['targets.json', { version: 3 }]]) },
    },
  };
  return [
    // Any root that stands by itself could have been the enrolled one.
    { files: roots, enter: async file => part(await openTrustedSet(file, NOW), 'root') },
    { files: [roots[1]], enter: async file => part(await updateRoot(enrolled, file), 'root') },
    { files: [timestamp], enter: async file => part(await updateTimestamp(set, file), 'timestamp') },
    { files: [timestamp], enter: file => recallTimestamp(set, file) },
    { files: [snapshot], enter: async file => part(await updateSnapshot(set, file), 'snapshot') },
    { files: [snapshot], enter: async file => part(await updateSnapshot(unhashed, file), 'snapshot') },
    { files: [snapshot], enter: file => recallSnapshot(set, file) },
    { files: [targets], enter: async file => part(await updateTargets(set, file), 'targets') },
    { files: [targets], enter: async file => part(await updateTargets(unhashed, file), 'targets') },
  ];
}

async function completeSet({ roots, timestamp, snapshot, targets }: SmallRepository): Promise<CompleteSet> {
  const opened = required(await openTrustedSet(roots[0], NOW));
  const root = required(await updateRoot(opened, roots[1]));
  const timed = required(await updateTimestamp(root, timestamp));
  const snapped = required(await updateSnapshot(timed, snapshot));
  return { ...required(await updateTargets(snapped, targets)), enrolled: opened.root };
}

function required<T>(checked: Checked<T>): T {
  if (checked.ok) return checked.value;
  throw new Error(checked.problem.detail);
}

function part<Name extends string>(
  set: Checked<Readonly<Record<Name, Metadata<unknown>>>>,
  name: Name,
): Checked<Metadata<unknown>> {
  return set.ok ? good(set.value[name]) : set;
}
