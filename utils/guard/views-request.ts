/** Frame → background, by `runtime.sendMessage`: put the guard's views into this frame. Answered with success. */
export interface ViewsRequest {
  readonly type: 'guard-views';
}

/** Only the extension itself reaches its own `runtime.onMessage`, so the type tells the rest. */
export function isViewsRequest(message: unknown): message is ViewsRequest {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'guard-views'
  );
}
