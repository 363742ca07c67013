import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';
import { CHROMIUM_KEY, EXTENSION_IDS } from './utils/rollout/extension-ids.ts';
import { sites } from './utils/sites/sites.ts';

/** The scripts that run in pages. */
const IN_FRAMES = [
  ...sites.map(site => site.script.replace('.js', '')),
  'frame',
  'guard-views',
  'marks',
  'page-structure',
  'spelled-out',
];

/** In place of the library, of which frames use a third. */
const FRAME_I18N = fileURLToPath(new URL('./utils/wording/frame-i18n.ts', import.meta.url));

const hosts = sites.flatMap(site => site.hosts);

/** One character beyond Latin-1 makes V8 keep two bytes for each of a script, in every frame: 73 kB more. */
function inAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Preact's one way to make elements of a text, which nothing here asks for: what would come in by it comes in as text. */
const HTML_IN_PREACT = /(?<element>\w+)\.innerHTML=(?<html>\w+\.__html)/;

const withoutHtml = {
  name: 'lethe:preact-without-html',
  enforce: 'pre',
  transform(code: string, id: string) {
    if (!id.endsWith('/preact/dist/preact.mjs')) return null;
    if (!HTML_IN_PREACT.test(code)) throw new Error('this Preact makes elements of texts at another place');
    return { code: code.replace(HTML_IN_PREACT, '$<element>.textContent=$<html>'), map: null };
  },
} as const;

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  i18n: { localesDir: 'utils/wording' },
  manifestVersion: 3,
  imports: false,
  outDir: '.output',
  // Firefox's reviewers build the package from these: see docs/store/review.md.
  zip: {
    includeSources: [
      'components/**',
      'entrypoints/**',
      'public/**',
      'utils/**',
      'docs/store/review.md',
      'LICENSE',
      'README.md',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'wxt.config.ts',
    ],
  },
  vite: () => ({ plugins: [preact(), withoutHtml], build: { target: 'es2023' }, worker: { format: 'es' } }),
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    // unlimitedStorage: a full disk must not make the browser drop the list.
    // activeTab: whether the site in the tab can be watched, when the rep opens the popup; what is selected there, when they ask to
    // have it checked. contextMenus: the same by a menu.
    permissions: [
      'activeTab',
      'alarms',
      'contextMenus',
      'scripting',
      'storage',
      'unlimitedStorage',
      ...(browser === 'firefox' ? [] : ['offscreen', 'sidePanel']),
    ],
    host_permissions: hosts,
    // One at a time, for a site that the rep chooses to have watched.
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+O' } },
      'next-mark': { suggested_key: { default: 'Alt+Shift+L' }, description: '__MSG_command_nextMark__' },
      'check-selection': {
        suggested_key: { default: 'Alt+Shift+K' },
        description: '__MSG_command_checkSelection__',
      },
    },
    content_security_policy: {
      extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'",
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: EXTENSION_IDS.firefox,
              // Firefox for Android knows data_collection_permissions from here on, and has no older release that lives.
              strict_min_version: '142.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : {
          storage: { managed_schema: 'managed-schema.json' },
          // Fixes the extension's id, which managed policy needs.
          key: CHROMIUM_KEY,
          minimum_chrome_version: '140',
        }),
  }),
  hooks: {
    // A shell or a test runner may have set another: then a package would be of the kind for developers, and hold the paths of the
    // machine that built it.
    ready({ config }) {
      if (config.command === 'build') process.env.NODE_ENV = config.mode;
    },
    // The polyfill is a seventh of what a frame's script weighs, and lets listeners answer by a promise, which none does.
    'vite:build:extendConfig'(entrypoints, config) {
      if (!entrypoints.some(({ name }) => IN_FRAMES.includes(name))) return;
      config.plugins?.push({
        name: 'lethe:frames-without-polyfill',
        enforce: 'pre',
        resolveId(source) {
          if (source === '@wxt-dev/i18n') return FRAME_I18N;
          return source === '@wxt-dev/webextension-polyfill/browser'
            ? this.resolve('@wxt-dev/browser')
            : null;
        },
        generateBundle(_options, bundle) {
          for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = inAscii(file.code);
        },
      });
    },
    // defineContentScript announces the extension's id to the page and lets the page end the script; so the
    // content script is an unlisted script, entered here.
    'build:manifestGenerated': (_wxt, manifest) => {
      manifest.content_scripts = sites.map(site => ({
        matches: [...site.hosts],
        js: [site.script, 'frame.js'],
        run_at: 'document_start',
        all_frames: true,
        match_about_blank: true,
        match_origin_as_fallback: true,
      }));
    },
  },
});
