import { type Bytes, concatBytes } from '../bytes.ts';
import { type Chromium, installEntry } from './chromium.ts';
import type { RollOut, SettingValue } from './roll-out.ts';

const FIRST_LINE = 'Windows Registry Editor Version 5.00';

/**
 * A file that `reg import` reads: the extension's entry, and its policy in place of whatever stood there. By keys rather than one JSON
 * text, so that it leaves the entries of other extensions alone.
 */
export function registryFile(browser: Chromium, { ids, urls, settings }: RollOut): Bytes {
  const id = ids[browser.kind];
  const root = `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${browser.registryKey}`;
  const policy = `${root}\\3rdparty\\extensions\\${id}\\policy`;
  const lines = [
    FIRST_LINE,
    '',
    ...key(`${root}\\ExtensionSettings\\${id}`, Object.entries(installEntry(browser, urls[browser.kind]))),
    `[-${policy}]`,
    '',
    ...key(
      policy,
      Object.entries(settings).filter(([, value]) => !isList(value)),
    ),
    ...Object.entries(settings).flatMap(([name, value]) =>
      isList(value)
        ? key(
            `${policy}\\${name}`,
            value.map((item, index) => [String(index + 1), item]),
          )
        : [],
    ),
  ];
  return utf16(lines.map(line => `${line}\r\n`).join(''));
}

function key(path: string, values: readonly (readonly [string, SettingValue])[]): string[] {
  return [`[${path}]`, ...values.map(([name, value]) => `${quoted(name)}=${registryValue(value)}`), ''];
}

function registryValue(value: SettingValue): string {
  if (typeof value === 'string') return quoted(value);
  return `dword:${Number(value).toString(16).padStart(8, '0')}`;
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function isList(value: SettingValue): value is readonly string[] {
  return Array.isArray(value);
}

/** UTF-16, little-endian with its mark: without that the registry editor takes a file for the machine's old code page. */
function utf16(text: string): Bytes {
  const units = new Uint8Array(text.length * 2);
  const view = new DataView(units.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(2 * at, text.charCodeAt(at), true);
  return concatBytes(new Uint8Array([0xff, 0xfe]), units);
}
