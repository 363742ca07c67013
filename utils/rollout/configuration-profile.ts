import { sha256 } from '@noble/hashes/sha2.js';
import { hex } from '@scure/base';
import { utf8 } from '../bytes.ts';
import { type Chromium, installEntry } from './chromium.ts';
import { firefoxPolicies } from './json-files.ts';
import type { RollOut } from './roll-out.ts';
import { xmlText } from './xml.ts';

type PlistValue = string | number | boolean | readonly PlistValue[] | { readonly [key: string]: PlistValue };

/** A profile for macOS that installs the extension in Chrome or Edge and hands it its policy (.mobileconfig). */
export function chromiumProfile(browser: Chromium, rollOut: RollOut): string {
  const { ids, urls, settings } = rollOut;
  const id = ids[browser.kind];
  return profile(browser.kind, browser.name, rollOut, [
    {
      type: browser.bundleId,
      content: { ExtensionSettings: { [id]: installEntry(browser, urls[browser.kind]) } },
    },
    { type: `${browser.bundleId}.extensions.${id}`, content: settings },
  ]);
}

/** The same for Firefox. */
export function firefoxProfile(rollOut: RollOut): string {
  const content = { EnterprisePoliciesEnabled: true, ...firefoxPolicies(rollOut) };
  return profile('firefox', 'Firefox', rollOut, [{ type: 'org.mozilla.firefox', content }]);
}

interface Payload {
  /** The domain of preferences that it fills. */
  readonly type: string;
  readonly content: { readonly [key: string]: PlistValue };
}

function profile(
  kind: string,
  name: string,
  { organisation }: RollOut,
  payloads: readonly Payload[],
): string {
  const identifier = `lethe.${kind}`;
  const whole: PlistValue = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadScope: 'System',
    PayloadIdentifier: identifier,
    PayloadUUID: uuidOf(`${identifier} ${organisation}`),
    PayloadDisplayName: `Lethe for ${name}`,
    PayloadOrganization: organisation,
    PayloadRemovalDisallowed: true,
    PayloadContent: payloads.map(({ type, content }) => ({
      PayloadType: type,
      PayloadVersion: 1,
      PayloadIdentifier: `${identifier}.${type}`,
      PayloadUUID: uuidOf(`${identifier} ${type} ${organisation}`),
      PayloadEnabled: true,
      ...content,
    })),
  };
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    ...plistLines(whole),
    '</plist>',
  ].join('\n')}\n`;
}

function plistLines(value: PlistValue): string[] {
  if (typeof value === 'string') return [`<string>${xmlText(value)}</string>`];
  if (typeof value === 'number') return [`<integer>${value}</integer>`];
  if (typeof value === 'boolean') return [value ? '<true/>' : '<false/>'];
  if (isList(value)) return inside('array', value.flatMap(plistLines));
  const entries = Object.entries(value).flatMap(([key, inner]) => [
    `<key>${xmlText(key)}</key>`,
    ...plistLines(inner),
  ]);
  return inside('dict', entries);
}

function isList(value: PlistValue): value is readonly PlistValue[] {
  return Array.isArray(value);
}

function inside(element: string, lines: readonly string[]): string[] {
  return [`<${element}>`, ...lines.map(line => `  ${line}`), `</${element}>`];
}

/** The same for the same profile, so that one that is made again takes the place of the last (RFC 9562, version 8). */
function uuidOf(name: string): string {
  const digits = hex.encode(sha256(utf8(`lethe profile ${name}`)).slice(0, 16));
  const variant = ((Number.parseInt(digits.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(18, 20)}`,
    digits.slice(20, 32),
  ]
    .join('-')
    .toUpperCase();
}
