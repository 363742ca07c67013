import { readFile } from 'node:fs/promises';
import { canonicalDomainV1, domainCandidates } from '../../utils/identifier/domain-v1.ts';
import { canonicalEmailV1 } from '../../utils/identifier/email-v1.ts';
import { demoBlocks } from '../pages/people.ts';

/** Those of the addresses that the CSV file holds, or the demo's list; found by canonical form, without a list. */
export async function listedIn(addresses: readonly string[], csv: string | undefined): Promise<string[]> {
  const cells =
    csv === undefined
      ? demoBlocks.map(block => block.identifier)
      : (await readFile(csv, 'utf8'))
          .split(/[\r\n,;\t]+/u)
          .map(cell => cell.replaceAll(/^["'\s]+|["'\s]+$/gu, ''));
  const listed = new Set(cells.flatMap(canonicalOf));
  return addresses.filter(address => {
    const email = canonicalEmailV1(address);
    if (!email.ok) return false;
    const { canonical } = email.identifier;
    const host = canonical.slice(canonical.lastIndexOf('@') + 1);
    return [canonical, ...domainCandidates(host)].some(form => listed.has(form));
  });
}

function canonicalOf(cell: string): string[] {
  const email = canonicalEmailV1(cell);
  if (email.ok) return [email.identifier.canonical];
  const domain = canonicalDomainV1(cell.replace(/^@/u, ''));
  return domain.ok ? [domain.identifier.canonical] : [];
}
