// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { POLICY_SETTING_NAMES, POLICY_SETTINGS } from '../../../utils/policy/policy-settings.ts';
import { readPolicy } from '../../../utils/policy/read-policy.ts';
import { EXTENSION_IDS, storeUrls } from '../../../utils/rollout/extension-ids.ts';
import { type PolicyFile, policyFiles } from '../../../utils/rollout/policy-files.ts';
import type { RollOut } from '../../../utils/rollout/roll-out.ts';
import { CODE, ENROLMENT } from '../policy/policies.ts';
import { readPlist } from './read-plist.ts';
import { readRegistryFile } from './read-registry-file.ts';

const IDS = { chrome: 'a'.repeat(32), edge: 'b'.repeat(32), firefox: 'lethe@acme.example' };
const ROLL_OUT: RollOut = {
  organisation: ENROLMENT.organisation,
  ids: IDS,
  urls: storeUrls(IDS),
  settings: {
    enrolment: CODE,
    lockOptions: true,
    guard: 'hold',
    sites: ['crm.acme.example', '*.acme.test'],
    panelOnly: ['LinkedIn'],
    pollMinutes: 30,
    hideDesk: false,
  },
};
const WANTED = readPolicy(ROLL_OUT.settings);

const files = policyFiles(ROLL_OUT);

function fileOf(name: string): PolicyFile {
  const file = files.find(each => each.name === name);
  if (!file) throw new Error(`no file ${name}`);
  return file;
}

function textOf(name: string): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(fileOf(name).content);
}

function jsonOf(name: string): unknown {
  return JSON.parse(textOf(name));
}

function xmlOf(name: string): Document {
  const parsed = new DOMParser().parseFromString(textOf(name), 'application/xml');
  expect(parsed.querySelector('parsererror')).toBeNull();
  return parsed;
}

/** The value at a path of keys in what a file holds. */
function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

/** What the extension makes of a policy that one of the files hands it. */
function obeyed(values: unknown) {
  if (typeof values !== 'object' || values === null) throw new Error('the file holds no policy');
  return readPolicy(Object.fromEntries(Object.entries(values)));
}

it('what is wanted of the extension says all that can be said', () => {
  expect(WANTED.policy.problems).toEqual([]);
  expect(Object.keys(ROLL_OUT.settings).sort()).toEqual([...POLICY_SETTING_NAMES].sort());
});

describe.each([
  ['chrome', 'toolbar_pin', 'force_pinned', 'https://clients2.google.com/service/update2/crx'],
  ['edge', 'toolbar_state', 'force_shown', 'https://edge.microsoft.com/extensionwebstorebase/v1/crx'],
] as const)('%s', (browser, pin, pinned, update_url) => {
  const id = IDS[browser];
  const entry = { installation_mode: 'force_installed', update_url, [pin]: pinned };
  const keyOf = { chrome: 'Google\\Chrome', edge: 'Microsoft\\Edge' }[browser];
  const bundle = { chrome: 'com.google.Chrome', edge: 'com.microsoft.Edge' }[browser];

  it('on Linux: a file that installs, pins and sets everything', () => {
    const policies = jsonOf(`lethe-${browser}.json`);
    expect(at(policies, 'ExtensionSettings')).toEqual({ [id]: entry });
    expect(obeyed(at(policies, '3rdparty', 'extensions', id))).toEqual(WANTED);
  });

  it('on Windows: a registry file', () => {
    const { content } = fileOf(`lethe-${browser}.reg`);
    const { keys, removed } = readRegistryFile(content);
    const root = `HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\${keyOf}`;
    const policy = `${root}\\3rdparty\\extensions\\${id}\\policy`;
    expect(keys.get(`${root}\\ExtensionSettings\\${id}`)).toEqual(entry);
    // What an earlier file set and this one doesn't must go.
    expect(removed).toEqual([policy]);
    const lists = [...keys]
      .filter(([path]) => path.startsWith(`${policy}\\`))
      .map(([path, values]) => [path.slice(policy.length + 1), Object.values(values)]);
    expect(obeyed({ ...keys.get(policy), ...Object.fromEntries(lists) })).toEqual(WANTED);
  });

  it('on macOS: a profile', () => {
    const profile = readPlist(xmlOf(`lethe-${browser}.mobileconfig`));
    expect(at(profile, 'PayloadOrganization')).toBe(ENROLMENT.organisation);
    const payloads = payloadsOf(profile);
    const [install, own] = payloads;
    expect(payloads).toHaveLength(2);
    expect(at(install, 'PayloadType')).toBe(bundle);
    expect(at(install, 'ExtensionSettings')).toEqual({ [id]: entry });
    expect(at(own, 'PayloadType')).toBe(`${bundle}.extensions.${id}`);
    expect(obeyed(withoutPayloadKeys(own))).toEqual(WANTED);
  });

  it('by group policy: every setting of the managed schema, each with its words', () => {
    const template = xmlOf(`lethe-${browser}.admx`);
    const words = xmlOf(`lethe-${browser}.adml`);
    const key = `Software\\Policies\\${keyOf}\\3rdparty\\extensions\\${id}\\policy`;
    const policies = [...template.querySelectorAll('policies > policy')];
    expect(policies.map(policy => policy.getAttribute('name'))).toEqual(POLICY_SETTING_NAMES);
    for (const policy of policies) expect(policy.getAttribute('key')).toBe(key);
    const strings = new Set([...words.querySelectorAll('string')].map(string => string.getAttribute('id')));
    const presentations = [...words.querySelectorAll('presentation')];
    const known = new Set(presentations.map(each => each.getAttribute('id')));
    const named = textOf(`lethe-${browser}.admx`).matchAll(/\$\((string|presentation)\.(\w+)\)/g);
    for (const [, table, name] of named) expect(table === 'string' ? strings : known).toContain(name);
    for (const presentation of presentations) {
      const control = presentation.firstElementChild;
      const element = template.querySelector(`elements > [id="${control?.getAttribute('refId')}"]`);
      expect(element?.localName).toBe(
        { textBox: 'text', decimalTextBox: 'decimal', listBox: 'list', dropdownList: 'enum' }[
          control?.localName ?? ''
        ],
      );
    }
  });

  it('by group policy: what the editor would write is what the extension reads', () => {
    const template = xmlOf(`lethe-${browser}.admx`);
    for (const { name, shape } of POLICY_SETTINGS) {
      const policies = [...template.getElementsByTagName('policy')];
      const policy = policies.find(each => each.getAttribute('name') === name);
      const element = policy?.getElementsByTagName('elements')[0]?.firstElementChild;
      if (shape.kind === 'flag') {
        expect(policy?.getAttribute('valueName')).toBe(name);
        const value = (which: string) =>
          Number(policy?.querySelector(`${which} > decimal`)?.getAttribute('value'));
        expect([value('enabledValue'), value('disabledValue')]).toEqual([1, 0]);
      } else if (shape.kind === 'list') {
        expect(element?.getAttribute('key')).toBe(`${policy?.getAttribute('key')}\\${name}`);
      } else {
        expect(element?.getAttribute('valueName')).toBe(name);
      }
      if (shape.kind === 'choice') {
        const items = [...(element?.getElementsByTagName('string') ?? [])];
        expect(items.map(item => item.textContent)).toEqual(shape.choices);
      }
    }
    const longest = Number(template.querySelector('text')?.getAttribute('maxLength'));
    expect(longest).toBeGreaterThan(CODE.length);
  });
});

it('Google Admin: each value in an object of its own', () => {
  const entries = Object.entries(Object(jsonOf('lethe-chrome-google-admin.json')));
  expect(obeyed(Object.fromEntries(entries.map(([name, value]) => [name, at(value, 'Value')])))).toEqual(
    WANTED,
  );
});

describe('Firefox', () => {
  const entry = {
    installation_mode: 'force_installed',
    install_url: `https://addons.mozilla.org/firefox/downloads/latest/${IDS.firefox}/latest.xpi`,
    default_area: 'navbar',
    private_browsing: true,
  };

  it('by policies.json', () => {
    const policies = at(jsonOf('policies.json'), 'policies');
    expect(at(policies, 'ExtensionSettings')).toEqual({ [IDS.firefox]: entry });
    expect(obeyed(at(policies, '3rdparty', 'Extensions', IDS.firefox))).toEqual(WANTED);
  });

  it('by a profile for macOS', () => {
    const [payload] = payloadsOf(readPlist(xmlOf('lethe-firefox.mobileconfig')));
    expect(at(payload, 'PayloadType')).toBe('org.mozilla.firefox');
    expect(at(payload, 'EnterprisePoliciesEnabled')).toBe(true);
    expect(at(payload, 'ExtensionSettings')).toEqual({ [IDS.firefox]: entry });
    expect(obeyed(at(payload, '3rdparty', 'Extensions', IDS.firefox))).toEqual(WANTED);
  });
});

describe('all files', () => {
  it('say which of them hold the code', () => {
    for (const { name, content, isSecret } of files) {
      const text = new TextDecoder(name.endsWith('.reg') ? 'utf-16le' : 'utf-8').decode(content);
      expect([name, text.includes(CODE)]).toEqual([name, isSecret]);
    }
  });

  it('are the same when they are made again', () => {
    expect(policyFiles(ROLL_OUT)).toEqual(files);
  });

  it('name each payload of a profile by another UUID', () => {
    const uuids = files
      .filter(({ kind }) => kind === 'profile')
      .flatMap(({ name }) => [...textOf(name).matchAll(/<string>([0-9A-F-]{36})<\/string>/g)])
      .map(([, uuid]) => uuid);
    expect(uuids).toHaveLength(8);
    expect(new Set(uuids).size).toBe(8);
    for (const uuid of uuids)
      expect(uuid).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
  });
});

describe('the extension’s ids', () => {
  it('in Chrome and Edge follow from the manifest’s key', async () => {
    const { CHROMIUM_KEY } = await import('../../../utils/rollout/extension-ids.ts');
    const key = Uint8Array.from(atob(CHROMIUM_KEY), byte => byte.charCodeAt(0));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', key)).slice(0, 16);
    const id = [...digest]
      .flatMap(byte => [byte >> 4, byte & 15])
      .map(nibble => String.fromCharCode(97 + nibble));
    expect(EXTENSION_IDS.chrome).toBe(id.join(''));
    expect(EXTENSION_IDS.edge).toBe(id.join(''));
  });
});

function payloadsOf(profile: unknown): unknown[] {
  const payloads = at(profile, 'PayloadContent');
  return Array.isArray(payloads) ? payloads : [];
}

function withoutPayloadKeys(payload: unknown): object {
  return Object.fromEntries(Object.entries(Object(payload)).filter(([name]) => !name.startsWith('Payload')));
}
