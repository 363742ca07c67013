import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** One of the scripts here with all that it imports, as text that leaves its exports on `globalThis.bench`. */
export async function bundle(script: `in-${string}.ts`): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: { '#i18n': fileURLToPath(new URL('../../../.wxt/i18n/index.ts', import.meta.url)) } },
    build: {
      write: false,
      target: 'es2023',
      lib: {
        entry: fileURLToPath(new URL(script, import.meta.url)),
        name: 'bench',
        formats: ['iife'],
      },
    },
  });
  const [bundled] = Array.isArray(output) ? output : [];
  const [chunk] = bundled?.output ?? [];
  if (chunk?.type !== 'chunk') throw new Error(`vite built no script of ${script}`);
  return `${chunk.code}\nglobalThis.bench = bench;`;
}
