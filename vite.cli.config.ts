import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { defineConfig, type Plugin } from 'vite';

/** `npm run build:cli`: the command line as one file, which Node runs wherever it lies. */
export default defineConfig({
  plugins: [filesWithin()],
  publicDir: false,
  // The native library can't be in it: it is taken from beside the file, where it is there.
  ssr: { noExternal: true, external: ['@node-rs/argon2'] },
  build: {
    ssr: 'cli/single-file.ts',
    target: 'node20',
    outDir: '.output',
    emptyOutDir: false,
    rolldownOptions: { output: { entryFileNames: 'lethe.mjs', codeSplitting: false } },
  },
});

/** What is read from files beside the code stands in the code. */
function filesWithin(): Plugin {
  return {
    name: 'lethe:files-within',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith('/utils/scheme/argon2-files-node.ts')) return null;
      const file = createRequire(import.meta.url).resolve('@phi-ag/argon2/argon2.wasm');
      const wasm = await readFile(file, 'base64');
      return `
        export const ARGON2_THREAD = new URL(import.meta.url);
        export const argon2Wasm = () => new Uint8Array(Buffer.from('${wasm}', 'base64'));
      `;
    },
  };
}
