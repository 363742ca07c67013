// `npm start`. Plain Node without a package: it installs them first.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { providePackages } from '../packages.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

try {
  providePackages(root);
  // Not by tsx: it adds calls of a helper of its own to functions, and some of these run in a page.
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(join(root, 'test/demo/demo.ts'), { configFile: false, root });
  // At once: what an interrupted start still had in hand must not go on.
  process.exit(await module.main(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
