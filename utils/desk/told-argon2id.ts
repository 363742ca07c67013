import { OfficerFailure } from '../officer/officer-failure.ts';
import type { Argon2id } from '../scheme/tag.ts';
import { sentence } from '../sentence.ts';

/** The same, whose failure is said to the officer in their language: a worker's own message is in English, and names no way out. */
export function toldArgon2id(argon2id: Argon2id): Argon2id {
  return async (...input) => {
    try {
      return await argon2id(...input);
    } catch {
      throw new OfficerFailure(
        sentence(
          'told.desk.hashing',
        )`An address couldn't be hashed: the part of Lethe that does it stopped. What was recorded until then is kept. Close other tabs and programs, load this page again, and do this once more.`,
      );
    }
  };
}
