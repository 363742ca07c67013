// Plain Node without a package: this runs before there are any.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Installs the npm packages that package-lock.json names, where they are missing or of another version. */
export function providePackages(root) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(
      `Lethe needs Node.js 20.19 or later; this is ${process.version}. See https://nodejs.org.`,
    );
  }
  if (packagesFit(root)) return;
  const command = ['ci'];
  process.stderr.write(`Installing npm packages (npm ${command.join(' ')}) …\n`);
  const npm = npmCommand();
  const { status, error } = spawnSync(npm.file, [...npm.words, ...command, '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' },
  });
  if (error || status !== 0) {
    throw new Error(
      `npm could not install the packages${error ? `: ${error.message}` : ''}. Look at its message above: ` +
        'most often the network or a proxy is in the way. Then try again.',
    );
  }
}

/** The npm that runs this script, or the one on PATH. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return { file: process.execPath, words: [cli] };
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', words: [] };
}

function packagesFit(root) {
  const wanted = lockedPackages(join(root, 'package-lock.json'));
  const there = lockedPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !there || !existsSync(join(root, '.wxt', 'tsconfig.json'))) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.peer || there[path]?.version === entry.version,
  );
}

function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
