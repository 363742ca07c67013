import type { IdentifierKind } from '../identifier/identifier.ts';
import type { AuditorKeys } from '../publish/key-files.ts';
import type { Block } from '../register/block.ts';
import { openAddress } from '../register/sealed-address.ts';
import { sentence } from '../sentence.ts';
import { OfficerFailure } from './officer-failure.ts';
import { record } from './record.ts';
import { requireRegister, type Session } from './session.ts';

/** Whom a block stands for. */
export interface OpenedAddress {
  readonly block: string;
  readonly reference: string;
  readonly kind: IdentifierKind;
  readonly recordedAt: number;
  readonly isLifted: boolean;
  readonly address: string;
}

/**
 * Opens the addresses that are kept sealed. It takes two: an officer, whose key opens the register, and the auditor, whose
 * key opens the seals. That they were opened is recorded before anybody sees them.
 * @param names ids of blocks, or references of cases and imports
 * @param reference why they are opened, such as the audit's number
 * @throws OfficerFailure
 */
export async function openAddresses(
  session: Session,
  auditor: AuditorKeys,
  names: readonly string[],
  reference: string,
): Promise<readonly OpenedAddress[]> {
  if (auditor.listId !== session.keys.listId) {
    throw new OfficerFailure(
      sentence(
        'told.addresses.otherOrganisation',
      )`This auditor key is of another organisation: take this one's auditor.age.`,
    );
  }
  const register = await requireRegister(session);
  const opened: OpenedAddress[] = [];
  for (const { id, reference: ground, kind, recordedAt, sealed } of blocksNamed(register.blocks, names)) {
    if (sealed === null) continue;
    const address = await openAddress(sealed, auditor.identity);
    if (address === undefined) {
      throw new OfficerFailure(
        sentence(
          'told.addresses.otherKey',
        )`The address of block ${id} isn't sealed to this auditor key: take the one that was in use when it was recorded.`,
      );
    }
    const isLifted = register.lifts.has(id);
    opened.push({ block: id, reference: ground, kind, recordedAt, isLifted, address });
  }
  if (opened.length === 0) {
    throw new OfficerFailure(
      sentence(
        'told.addresses.none',
      )`No address is kept of these: they were recorded without sealing it, or erased. Nobody can tell whom they stand for.`,
    );
  }
  const blocks = opened.map(({ block }) => block);
  await record(
    session,
    [{ type: 'opening', reference, recordedAt: Date.now(), blocks }],
    'opening addresses',
  );
  return opened;
}

function blocksNamed(blocks: ReadonlyMap<string, Block>, names: readonly string[]): Block[] {
  const found = names.map(name => {
    const one = blocks.get(name);
    const named = one ? [one] : [...blocks.values()].filter(({ reference }) => reference === name);
    if (named.length === 0)
      throw new OfficerFailure(
        sentence(
          'told.addresses.unknown',
        )`Nothing is recorded under ${name}, or it was erased: lethe list shows what is.`,
      );
    return named;
  });
  return [...new Set(found.flat())];
}
