/**
 * The people on the stand-in pages, and which of them the demo list holds. Every address lies in a domain
 * reserved for documentation and tests (RFC 2606, RFC 6761).
 */
export interface Person {
  readonly name: string;
  /** The address as it stands on the pages. */
  readonly address: string;
  /** The block that lists this person and how the address meets it; absent for most people. */
  readonly listed?: { readonly block: DemoBlock; readonly match: 'exact' | 'spelling' | 'domain' };
}

/** What the demo's officer records before publishing. */
export interface DemoBlock {
  readonly kind: 'email' | 'domain';
  readonly identifier: string;
  readonly scope: 'marketing' | 'all';
  readonly reference: string;
  readonly basis: string;
}

const mira = block('email', 'mira.okonjo@brightwater.example', 'all', 'CASE-2026-014');
const jonas = block('email', 'jonas.feld@example.com', 'all', 'CASE-2026-021');
const kestrel = block('domain', 'kestrel.test', 'all', 'CASE-2026-027');
const priya = block('email', 'priya.raman@meridian.example', 'marketing', 'CASE-2026-033');
/** On the list, on no page: a list longer than what is seen. */
const elsewhere = block('email', 'nobody.here@example.org', 'all', 'CASE-2026-040');

export const demoBlocks: readonly DemoBlock[] = [mira, jonas, kestrel, priya, elsewhere];

/** The same as `lethe add` takes them. */
export const demoIdentifiers: readonly string[] = demoBlocks.map(({ kind, identifier }) =>
  kind === 'domain' ? `@${identifier}` : identifier,
);

/** The rep whose mailbox and CRM the pages show. */
export const rep: Person = { name: 'Sam Rivers', address: 'sam.rivers@northwind.example' };

export const people = {
  mira: {
    name: 'Mira Okonjo',
    address: 'mira.okonjo@brightwater.example',
    listed: { block: mira, match: 'exact' },
  },
  jonas: {
    name: 'Jonas Feld',
    address: 'Jonas.Feld+events@Example.com',
    listed: { block: jonas, match: 'spelling' },
  },
  aiko: {
    name: 'Aiko Tanabe',
    address: 'aiko.tanabe@sales.kestrel.test',
    listed: { block: kestrel, match: 'domain' },
  },
  priya: {
    name: 'Priya Raman',
    address: 'priya.raman@meridian.example',
    listed: { block: priya, match: 'exact' },
  },
  tom: { name: 'Tom Hartley', address: 'tom.hartley@fernwood.example' },
  elena: { name: 'Elena Costa', address: 'elena.costa@example.org' },
  david: { name: 'David Brandt', address: 'david@quillandco.test' },
  noor: { name: 'Noor Haddad', address: 'noor.haddad@example.net' },
  sofia: { name: 'Sofia Lind', address: 'sofia.lind@aldergate.example' },
  ben: { name: 'Ben Achebe', address: 'ben.achebe@example.com' },
  chloe: { name: 'Chloe Martin', address: 'chloe@harbourline.test' },
  ruth: { name: 'Ruth Vance', address: 'ruth.vance@tidewell.example' },
  /** One host label more than Mira's address. */
  mirasNamesake: { name: 'Mira Okonjo (Group)', address: 'mira.okonjo@group.brightwater.example' },
  /** Ends like the listed domain without lying in it. */
  notKestrel: { name: 'Falk Weber', address: 'falk@notkestrel.test' },
} as const satisfies Record<string, Person>;

/** Addresses that the demo list holds, as they stand on the pages. */
export const listedAddresses: readonly string[] = Object.values(people)
  .filter((person: Person) => person.listed)
  .map(person => person.address);

function block(
  kind: DemoBlock['kind'],
  identifier: string,
  scope: DemoBlock['scope'],
  reference: string,
): DemoBlock {
  return { kind, identifier, scope, reference, basis: 'Article 17 request' };
}
