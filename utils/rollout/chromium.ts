import type { BrowserKind } from './extension-ids.ts';

/** What differs between Chrome and Edge. */
export interface Chromium {
  readonly kind: Exclude<BrowserKind, 'firefox'>;
  readonly name: string;
  /** Below `SOFTWARE\Policies` of the Windows registry. */
  readonly registryKey: string;
  /** The domain of its preferences on macOS. */
  readonly bundleId: string;
  /** The field of `ExtensionSettings` that keeps the button in the toolbar, and what it is then. */
  readonly pinned: readonly [field: string, value: string];
}

/**
 * Sources, 2026-11: https://support.google.com/chrome/a/answer/9867568 (ExtensionSettings),
 * https://www.chromium.org/administrators/configuring-policy-for-extensions/ (the policy of an extension), and
 * https://learn.microsoft.com/deployedge/microsoft-edge-manage-extensions-ref-guide.
 */
export const CHROMIUMS: readonly Chromium[] = [
  {
    kind: 'chrome',
    name: 'Google Chrome',
    registryKey: 'Google\\Chrome',
    bundleId: 'com.google.Chrome',
    pinned: ['toolbar_pin', 'force_pinned'],
  },
  {
    kind: 'edge',
    name: 'Microsoft Edge',
    registryKey: 'Microsoft\\Edge',
    bundleId: 'com.microsoft.Edge',
    pinned: ['toolbar_state', 'force_shown'],
  },
];

/** The entry of `ExtensionSettings` that installs the extension and pins its button. */
export function installEntry({ pinned: [field, value] }: Chromium, updateUrl: string) {
  return { installation_mode: 'force_installed', update_url: updateUrl, [field]: value };
}
