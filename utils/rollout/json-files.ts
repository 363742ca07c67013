import { type Chromium, installEntry } from './chromium.ts';
import type { RollOut } from './roll-out.ts';

/** A file for the folder of managed policies on Linux. */
export function chromiumJson(browser: Chromium, { ids, urls, settings }: RollOut): string {
  const id = ids[browser.kind];
  return json({
    ExtensionSettings: { [id]: installEntry(browser, urls[browser.kind]) },
    '3rdparty': { extensions: { [id]: settings } },
  });
}

/** What Google's Admin console takes as "policy for extensions": each value by itself in an object. */
export function googleAdminJson({ settings }: RollOut): string {
  return json(Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, { Value: value }])));
}

/** Firefox's policies.json. In private windows too, which Chrome and Edge leave to the user. */
export function firefoxPolicies(rollOut: RollOut) {
  const { ids, urls, settings } = rollOut;
  return {
    ExtensionSettings: {
      [ids.firefox]: {
        installation_mode: 'force_installed',
        install_url: urls.firefox,
        default_area: 'navbar',
        private_browsing: true,
      },
    },
    '3rdparty': { Extensions: { [ids.firefox]: settings } },
  };
}

export function firefoxJson(rollOut: RollOut): string {
  return json({ policies: firefoxPolicies(rollOut) });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
