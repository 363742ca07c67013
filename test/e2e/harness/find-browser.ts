import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export type BrowserName = 'chromium' | 'firefox';

const run = promisify(execFile);

/** Where each browser is looked for; on Linux and other Unixes along PATH. */
const places: Record<BrowserName, { path: string[]; darwin: string[]; win32: string[] }> = {
  chromium: {
    path: [
      'google-chrome-stable',
      'google-chrome',
      'chromium',
      'chromium-browser',
      'microsoft-edge-stable',
      'microsoft-edge',
    ],
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ],
  },
  firefox: {
    path: ['firefox', 'firefox-esr'],
    darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    win32: ['Mozilla Firefox\\firefox.exe'],
  },
};

const wanted: Record<BrowserName, string> = {
  chromium: 'Google Chrome, Chromium or Microsoft Edge (version 140 or later)',
  firefox: 'Mozilla Firefox (version 142 or later)',
};

const debianPackage: Record<BrowserName, string> = { chromium: 'chromium', firefox: 'firefox-esr' };

/** Path of an installed browser; undefined when there is none. */
export function findBrowser(name: BrowserName): string | undefined {
  return candidates(name).find(isExecutable);
}

/**
 * Path of an installed browser, which on Debian and Ubuntu is installed by apt first where root runs this.
 * Throws an error that says what to install where neither is possible.
 */
export async function provideBrowser(name: BrowserName): Promise<string> {
  const found = findBrowser(name);
  if (found) return found;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) {
    throw new Error(`No browser found. Please install ${wanted[name]}, then try again.`);
  }
  process.stderr.write(`Installing ${debianPackage[name]} with apt-get …\n`);
  try {
    await apt('update');
    await apt('install', '-y', '--no-install-recommends', debianPackage[name]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `apt-get could not install ${debianPackage[name]}: ${reason}\nPlease install ${wanted[name]}, then try again.`,
    );
  }
  const installed = findBrowser(name);
  if (!installed)
    throw new Error(`apt-get installed no usable browser. Please install ${wanted[name]}, then try again.`);
  return installed;
}

async function apt(...words: string[]): Promise<void> {
  await run('/usr/bin/apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...words], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });
}

function candidates(name: BrowserName): string[] {
  const { path, darwin, win32 } = places[name];
  if (process.platform === 'darwin') return darwin;
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return roots.flatMap(root => (root ? win32.map(place => join(root, place)) : []));
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '');
  return path.flatMap(file => folders.map(folder => join(folder, file)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
