import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const HELP = `Usage: npm start [-- options]

Builds the extension, makes a demo organisation in a temporary folder, publishes its list, and opens a browser
with the extension enrolled and a mail, a LinkedIn and a CRM page at their real host names. No page leaves this
machine: every host name leads to a server on 127.0.0.1.

Options:
  --headless           no window: print what was found and flagged, and end with code 0 only if every listed
                       address was flagged, no other was, and Send was held. The default without a display
  --report FILE        write what was found and flagged to FILE, as JSON
  --page FILE_OR_URL   open this page instead of the demo's: an HTML file (served with the files beside it), or an
                       address that is fetched through this machine
  --list FILE.csv      the list to publish instead of the demo's: one address a row, or a column named "email"
  --help               show this

Examples:
  npm start
  npm start -- --headless --report report.json
  npm start -- --headless --page team.html --list blocked.csv
`;

/** The page that the user named: a file's absolute path or a URL; `given` is what they typed. */
export type PageSource =
  | { readonly kind: 'file'; readonly path: string; readonly given: string }
  | { readonly kind: 'url'; readonly url: URL; readonly given: string };

export interface DemoOptions {
  readonly headless: boolean;
  readonly report?: string;
  readonly page?: PageSource;
  /** Absolute path of a CSV file. */
  readonly list?: string;
}

export type ParsedOptions =
  | { readonly ok: true; readonly options: DemoOptions }
  | { readonly ok: true; readonly help: true }
  | { readonly ok: false; readonly problem: string };

/** Reads the command line; `hasDisplay` says whether a window could be shown. */
export function parseOptions(words: readonly string[], hasDisplay: boolean): ParsedOptions {
  const parsed = split(words);
  if (typeof parsed === 'string') return { ok: false, problem: parsed };
  const { headless = false, report, page: given, list, help } = parsed;
  if (help) return { ok: true, help: true };
  if (list !== undefined && !isFile(list))
    return { ok: false, problem: `--list: there is no file "${list}".` };
  const page = given === undefined ? undefined : sourceOf(given);
  if (typeof page === 'string') return { ok: false, problem: page };
  return {
    ok: true,
    options: {
      headless: headless || !hasDisplay,
      ...(report === undefined ? {} : { report: resolve(report) }),
      ...(page === undefined ? {} : { page }),
      ...(list === undefined ? {} : { list: resolve(list) }),
    },
  };
}

function split(words: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        headless: { type: 'boolean' },
        report: { type: 'string' },
        page: { type: 'string' },
        list: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const empty = Object.entries(values).find(([, value]) => value === '');
    return empty ? `--${empty[0]} needs a value.` : values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function sourceOf(given: string): PageSource | string {
  if (isFile(given)) return { kind: 'file', path: resolve(given), given };
  if (/^https?:\/\//iu.test(given) && URL.canParse(given)) return { kind: 'url', url: new URL(given), given };
  return `--page: "${given}" is neither a file nor an http(s) address.`;
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
