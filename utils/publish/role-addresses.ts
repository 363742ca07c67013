/** Local parts that name a function, not a person: those of RFC 2142 and what companies use besides. */
const ROLES: ReadonlySet<string> = new Set(
  (
    'abuse accounting accounts admin administration billing careers contact customerservice enquiries finance ' +
    'hello help helpdesk hostmaster hr info invoice jobs mail marketing news noc office orders postmaster press ' +
    'privacy reception sales security service support team usenet webmaster welcome www'
  ).split(' '),
);

/** True for an address such as `info@`: behind it stand several people, of whom one asked. */
export function isRoleAddress(canonicalEmail: string): boolean {
  return ROLES.has(canonicalEmail.slice(0, canonicalEmail.lastIndexOf('@')));
}
