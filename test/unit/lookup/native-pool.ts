import type { Argon2Pool } from '../../../utils/lookup/argon2-pool.ts';
import { argon2idNode } from '../../../utils/scheme/argon2-node.ts';

/** The native library in the place of the workers. `onPassword` hears what is evaluated. */
export function nativePool(onPassword: (password: string) => void = () => undefined): Argon2Pool {
  return {
    size: 2,
    warm: () => undefined,
    async argon2id(...input) {
      onPassword(input[0]);
      return argon2idNode(...input);
    },
  };
}
