import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './harness/build-extension.ts';

/** Commands that whoever runs this test has run already: the packages are there, and this is a part of `npm test`. */
const RUN_BY_CI = ['npm install', 'npm test'];

/** Between the commands: what `init` made is under a passphrase that takes seconds to open, each time. */
const CHEAPEN = 'npx tsx test/e2e/harness/cheapen-officer-key.ts acme';

/** The demo is the longest of them. */
const TIMEOUT_MS = 600_000;

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/^```sh\n(?<commands>[^`]*)^```$/gmu)].map(
  ({ groups }) => groups?.commands ?? '',
);

let checkout: string;

beforeAll(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'lethe-readme-'));
  const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT });
  for (const file of tracked.toString().split('\0')) {
    if (file !== '' && existsSync(join(ROOT, file))) {
      await cp(join(ROOT, file), join(checkout, file), { recursive: true });
    }
  }
  await cp(join(ROOT, '.wxt'), join(checkout, '.wxt'), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
});

afterAll(async () => {
  await rm(checkout, { recursive: true, force: true });
});

describe('README', () => {
  it(
    'its commands run one after the other in a copy of the checkout, as they stand',
    async () => {
      const commands = blocks.join('').trimEnd().split('\n');
      expect(commands.filter(command => RUN_BY_CI.includes(command)).toSorted()).toEqual(RUN_BY_CI);
      const script = commands
        .filter(command => !RUN_BY_CI.includes(command))
        .flatMap(command => (command.includes(' -- init acme ') ? [command, CHEAPEN] : [command]))
        .join('\n');
      expect(script).toContain(CHEAPEN);
      expect(script).toContain('npm start');
      // Without a display the demo ends by itself.
      const { DISPLAY: _, WAYLAND_DISPLAY: __, LETHE_PASSPHRASE: ___, ...env } = process.env;
      const { code, output } = await shell(script, env);
      expect(code, output).toBe(0);
      expect(output).toContain('Every listed address was flagged, and no other.');
      expect(output).toContain('Listed: no contact at all, as another spelling of a listed address.');
      expect(existsSync(join(checkout, '.output/chrome-mv3/manifest.json'))).toBe(true);
      expect(existsSync(join(checkout, '.output/firefox-mv3/manifest.json'))).toBe(true);
      expect(await readFile(join(checkout, 'acme.lethe'), 'utf8')).toContain('lethe1:');
    },
    TIMEOUT_MS,
  );

  it('names every package that the product depends on, with a reason, and no other', () => {
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(ROOT, 'package.json'), 'utf8'),
    );
    const all = Object.keys({ ...dependencies, ...optionalDependencies });
    const named = [...readme.matchAll(/^\| `(?<name>[^`]+)` \| (?<reason>.+) \|$/gmu)];
    expect(named.map(({ groups }) => groups?.name).toSorted()).toEqual(all.toSorted());
  });

  it('links to nothing that is missing', () => {
    const targets = [...readme.matchAll(/\]\((?!https?:)(?<path>[^)#]+)|(?:src|srcset)="(?<image>[^"]+)"/gu)];
    expect(targets.length).toBeGreaterThan(5);
    for (const { groups } of targets) {
      const path = groups?.path ?? groups?.image ?? '';
      expect(existsSync(join(dirname(join(ROOT, 'README.md')), path)), path).toBe(true);
    }
  });

  it('lists every site that is watched, and says of each whether Send is held there', async () => {
    const { sites } = await import('../../utils/sites/sites.ts');
    const byNameOnly = ['Salesforce', 'Dynamics 365'];
    const held = (name: string) => (byNameOnly.includes(name) ? "no: recipients can't be read" : 'yes');
    const rows = sites.map(({ name, compose }) => `| ${name} | yes | ${compose ? held(name) : 'no'} |`);
    const table = readme.slice(readme.indexOf('| site | marks | holds Send |')).split('\n\n')[0]?.split('\n');
    expect(table?.slice(2)).toEqual(rows);
  });
});

function shell(script: string, env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  return new Promise(resolve => {
    execFile(
      'bash',
      ['-euo', 'pipefail', '-c', script],
      { cwd: checkout, env, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0;
        resolve({ code, output: `${stdout}\n${stderr}` });
      },
    );
  });
}
