import { createAddressFinder } from './find-addresses.ts';
import { spelledOut } from './find-spelled-out.ts';

/** Every address in a text, spelled-out ones as well, for whoever has the whole finder at once. */
export const findAddresses = createAddressFinder(() => spelledOut);
