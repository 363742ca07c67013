import type { DrivenBrowser } from './driven-browser.ts';

/**
 * Evaluates an expression in Firefox's own window, as its own code runs there; the value must go through JSON. Chromium's
 * driver comes into no window of the browser's own.
 */
export async function inFirefoxWindow({ browser }: DrivenBrowser, expression: string): Promise<unknown> {
  const { connection } = Object(browser);
  const { result: tree } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const [{ context }] = tree.contexts;
  const { result } = await connection.send('script.evaluate', {
    expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`,
    target: { context },
    awaitPromise: true,
  });
  if (result.type !== 'success')
    throw new Error(`Firefox's window: ${result.exceptionDetails?.text ?? result.type}`);
  const value: unknown = JSON.parse(result.result.value);
  return value;
}
