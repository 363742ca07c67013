// `npm run screenshots`. Plain Node without a package: it installs them first.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { providePackages } from '../packages.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

try {
  providePackages(root);
  // Not by tsx: it adds calls of a helper of its own to functions, and some of these run in a page. And by a server, not by
  // `runnerImport`, which loads nothing more afterwards, as the command line does at each command.
  const { createServer } = await import('vite');
  const server = { middlewareMode: true, hmr: false, ws: false, watch: null };
  const vite = await createServer({ configFile: false, root, appType: 'custom', logLevel: 'error', server });
  const { main } = await vite.ssrLoadModule('/test/screenshots/screenshots.ts');
  process.exitCode = await main(process.argv.slice(2));
  await vite.close();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
