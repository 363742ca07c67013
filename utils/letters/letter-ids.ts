/** The letters, by the outcome that they tell; apart from their texts, which a command line's help doesn't need. */
export const LETTER_IDS = [
  'offer',
  'confirmation',
  'erasure',
  'lifting',
  'access',
  'apology',
  'appeal',
  'identity',
] as const;
export type LetterId = (typeof LETTER_IDS)[number];
