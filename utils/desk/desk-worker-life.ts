/**
 * Holds a lock for as long as the worker lives: browsers say nothing of one that they ended, but they let go of its locks.
 * @returns once it is held
 */
export function liveAs(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const held = () => {
      resolve();
      return new Promise<never>(() => undefined);
    };
    navigator.locks.request(name, held).catch(reject);
  });
}

/** Whatever asked for it would wait for ever: of an error that nobody caught, the page learns. */
export function endWhereUnreadable(): void {
  addEventListener('messageerror', () => {
    throw new Error("a message can't be read");
  });
}
