import * as markMeasures from './mark-measures.ts';
import * as pageMeasures from './page-measures.ts';

// A content script that pages ask by events: only Chromium's driver reaches this world itself.
const functions: Readonly<Record<string, unknown>> = { ...pageMeasures, ...markMeasures };

window.addEventListener('bench-asks', event => {
  if (!(event instanceof CustomEvent)) return;
  const [name, parameters]: [string, readonly unknown[]] = JSON.parse(event.detail);
  void answer(name, parameters).then(detail =>
    window.dispatchEvent(new CustomEvent('bench-answers', { detail })),
  );
});

async function answer(name: string, parameters: readonly unknown[]): Promise<string> {
  const measure = functions[name];
  try {
    if (typeof measure !== 'function') throw new Error(`there is no measure ${name}`);
    return JSON.stringify({ value: await Reflect.apply(measure, undefined, parameters) });
  } catch (error) {
    return JSON.stringify({ error: String(error) });
  }
}
