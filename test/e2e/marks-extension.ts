import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateChromeMessagesText, parseMessagesText } from '@wxt-dev/i18n/build';
import { build } from 'vite';
import { fillOnceARun } from './harness/once-a-run.ts';

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, '../..');

/** An extension of scan and marks alone, in a folder of its own. */
export interface MarksExtension {
  readonly folder: string;
  remove(): Promise<void>;
}

/** @param frame its content script; by default with verdicts by rule. */
export async function buildMarksExtension(frame = 'marks-frame.ts'): Promise<MarksExtension> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-marks-'));
  await fillOnceARun(`marks-${frame}`, folder, outDir => bundle(outDir, frame));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function bundle(outDir: string, frame: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '#i18n': join(project, '.wxt/i18n/index.ts') } },
    build: {
      target: 'es2023',
      minify: false,
      outDir,
      emptyOutDir: false,
      lib: {
        entry: join(here, frame),
        formats: ['iife'],
        name: 'frame',
        fileName: () => 'frame.js',
      },
    },
  });
  const words = parseMessagesText(await readFile(join(project, 'utils/wording/en.yml'), 'utf8'), 'YAML');
  await mkdir(join(outDir, '_locales/en'), { recursive: true });
  await writeFile(join(outDir, '_locales/en/messages.json'), generateChromeMessagesText(words));
  await writeFile(join(outDir, 'manifest.json'), JSON.stringify(manifest));
}

const manifest = {
  manifest_version: 3,
  name: 'Marks',
  version: '1',
  default_locale: 'en',
  host_permissions: ['<all_urls>'],
  content_scripts: [
    {
      matches: ['<all_urls>'],
      js: ['frame.js'],
      run_at: 'document_start',
      all_frames: true,
      match_about_blank: true,
      match_origin_as_fallback: true,
    },
  ],
  browser_specific_settings: { gecko: { id: 'lethe@lethe.invalid', strict_min_version: '140.0' } },
};
