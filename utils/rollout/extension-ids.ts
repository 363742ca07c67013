/** The browsers that policies are made for. */
export const BROWSERS = ['chrome', 'edge', 'firefox'] as const;

export type BrowserKind = (typeof BROWSERS)[number];

/** By what each browser's policies name the extension. */
export type ExtensionIds = Readonly<Record<BrowserKind, string>>;

/**
 * The public key of the manifest: the extension's id in Chrome and Edge follows from it. A store that hands out a key of its own gives
 * it another id, which `lethe enrol` takes as an option.
 */
export const CHROMIUM_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA8DJzpqZ7zcFrYA3v5Kg3NPJgv6B+VWtS0d756Dw5LR0ukM+vxr1tMNSbRzFCbmAGuNrUfVNzsmrP19+PbP71dP6RoYleAtPotUSJd9zX6a9WKWsFHbk232vM6pbc7dQacA7RbTPFU7WbIscz+kc9B2MhdEkXrkfAxEQngX38IvHaseGdelLGuAs0uGy2qu9WejCrYVxcD0+zT6G+7/5P9rLaC9d0pWIbXOlSd8BNA9BEF+ztZEs9joyonP4O1AFhHEQzGCODJG7RyvVOzPETj242oqf4p195zApJTecbiwtzsC6ZY3ZwQ0znfLtdwKlI1wacBS1VFa37EWE5CMeSNQIDAQAB';

export const EXTENSION_IDS: ExtensionIds = {
  chrome: 'locfmmbilhdbdddcfknplnhllaebckco',
  edge: 'locfmmbilhdbdddcfknplnhllaebckco',
  firefox: 'lethe@lethe.invalid',
};

/** From where each browser installs an extension that policy forces: a store's update address, in Firefox the add-on itself. */
export type InstallUrls = Readonly<Record<BrowserKind, string>>;

/** Those of the browsers' own stores. */
export function storeUrls(ids: ExtensionIds): InstallUrls {
  return {
    chrome: 'https://clients2.google.com/service/update2/crx',
    edge: 'https://edge.microsoft.com/extensionwebstorebase/v1/crx',
    firefox: `https://addons.mozilla.org/firefox/downloads/latest/${ids.firefox}/latest.xpi`,
  };
}
