/** What stands around an address in words that somebody wrote for people, such as "Privacy office <privacy@acme.example>, ext. 12". */
const ADDRESS = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+\.[^\s<>()[\]"',;:.]+/;

/** Beyond, nobody reads. A pattern takes the square of a text's length where there is no address in it. */
const MOST_CHARACTERS = 1_000;

/** The first address in an organisation's free words on whom to ask; empty where they hold none. */
export function contactAddress(contact: string): string {
  return ADDRESS.exec(contact.slice(0, MOST_CHARACTERS))?.[0] ?? '';
}
