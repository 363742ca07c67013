// node test/demo/modes.mjs FOLDER: shoots marks in each mode of page and browser, in Chromium and Firefox.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = process.argv[2];
if (folder === undefined) throw new Error('Say where the pictures go: node test/demo/modes.mjs FOLDER');
// Not by tsx, as in start.mjs.
const { module } = await runnerImport(join(root, 'test/demo/modes.ts'), { configFile: false, root });
await module.shootModes(folder);
