import { fileURLToPath } from 'node:url';
import { compile, compileModule } from 'svelte/compiler';
import { build, type Plugin } from 'vite';

export type Library = 'react18' | 'react19' | 'vue' | 'svelte' | 'prosemirror';

const ENTRIES = {
  react18: { client: 'react.tsx', server: 'react.tsx' },
  react19: { client: 'react.tsx', server: 'react.tsx' },
  vue: { client: 'vue.ts', server: 'vue.ts' },
  svelte: { client: 'svelte-client.ts', server: 'svelte-server.ts' },
  prosemirror: { client: 'prosemirror.ts', server: 'prosemirror.ts' },
} as const;

/**
 * A page of one framework as a script: for the browser one that leaves its exports on `framework`, for the server a
 * module. Development builds: only they speak of a mismatch.
 */
export async function bundleFramework(library: Library, side: 'client' | 'server'): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
    plugins: [svelte(side)],
    // react-dom18 asks for `react`, which is 19.
    resolve: { alias: library === 'react18' ? { react: 'react18', 'react-dom': 'react-dom18' } : {} },
    ...(side === 'server' ? { ssr: { noExternal: true } } : {}),
    build: {
      write: false,
      target: 'es2023',
      minify: false,
      ssr: side === 'server',
      lib: {
        entry: fileURLToPath(new URL(ENTRIES[library][side], import.meta.url)),
        name: 'framework',
        formats: [side === 'server' ? 'es' : 'iife'],
      },
    },
  });
  const [bundled] = Array.isArray(output) ? output : [output];
  const chunk = bundled && 'output' in bundled ? bundled.output[0] : undefined;
  if (chunk?.type !== 'chunk') throw new Error(`vite built no script of ${library}`);
  return side === 'client' ? `${chunk.code}\nglobalThis.framework = framework;` : chunk.code;
}

function svelte(generate: 'client' | 'server'): Plugin {
  return {
    name: 'svelte',
    transform(code, filename) {
      const options = { filename, generate, dev: true };
      if (filename.endsWith('.svelte')) return compile(code, options).js;
      if (filename.endsWith('.svelte.ts')) return compileModule(code, options).js;
      return undefined;
    },
  };
}
