/** By what way a request or a letter came or went. */
export const CHANNELS = [
  'mail',
  'letter',
  'phone',
  'form',
  'chat',
  'linkedin',
  'in-person',
  'other',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** What can be told of a message without keeping it: whoever has it can show that it is this one. */
export interface Evidence {
  /** SHA-256 of the message or file, in hex. */
  readonly sha256: string;
  /** When it was sent, as it says itself, in milliseconds since the epoch; null where it doesn't say. */
  readonly sentAt: number | null;
  readonly channel: Channel | null;
}

export function isChannel(value: unknown): value is Channel {
  return CHANNELS.some(channel => channel === value);
}
