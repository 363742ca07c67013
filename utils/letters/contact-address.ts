/** What stands around an address in words that somebody wrote for people, such as "Privacy office <privacy@acme.example>, ext. 12". */
const ADDRESS = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+\.[^\s<>()[\]"',;:.]+/;

/** The first address in an organisation's free words on whom to ask; empty where they hold none. */
export function contactAddress(contact: string): string {
  return ADDRESS.exec(contact)?.[0] ?? '';
}
