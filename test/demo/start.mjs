// `npm start`. Plain Node without a package: it installs them first.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { providePackages } from '../packages.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

try {
  providePackages(root);
  const { register } = await import('tsx/esm/api');
  register();
  const { main } = await import('./demo.ts');
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
