import type { Hashing } from '../utils/officer/workplace.ts';
import { argon2Library } from '../utils/scheme/argon2-node.ts';
import { type Argon2Threads, startArgon2Threads } from '../utils/scheme/argon2-threads-node.ts';
import { warn } from './failure.ts';

/** A command that takes hours in place of one hour should say why; one that takes seconds needn't. */
function sayWhatHashes(): void {
  if (argon2Library().kind === 'native') return;
  warn(
    '@node-rs/argon2 can\'t be loaded here, so WebAssembly hashes in its place: the same list, at about half the speed. "npm install @node-rs/argon2" beside this program, where there is one for this system.',
  );
}

/** For what an officer types. libuv's threads, which compute it, are four unless told otherwise. */
export const commandHashing: Hashing = {
  argon2id: (...input) => argon2Library().argon2id(...input),
  atOnce: 4,
};

/** For files of thousands of addresses. */
export function startHashingThreads(): Argon2Threads {
  sayWhatHashes();
  return startArgon2Threads();
}
