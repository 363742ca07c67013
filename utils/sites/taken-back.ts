/** Background → frames, by `tabs.sendMessage`: these origins are no longer ours to read. */
export interface TakenBack {
  readonly type: 'taken-back';
  /** Match patterns. */
  readonly origins: readonly string[];
}

/** Only the extension itself reaches a content script's `runtime.onMessage`, so the type tells the rest. */
export function isTakenBack(message: unknown): message is TakenBack {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'taken-back'
  );
}
