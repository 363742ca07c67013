import { base64 } from '@scure/base';
import type { Bytes } from '../bytes.ts';
import { type Sentence, sentence } from '../sentence.ts';
import { openTrustedSet } from '../tuf/trusted-set.ts';
import { readSettings, type Settings } from './settings.ts';

/** What somebody needs to become an officer: the organisation's settings, and the root from which they verify. No secret. */
export interface Invitation {
  readonly settings: Settings;
  /** As old as the register, or its earlier writers would be unknown. */
  readonly root: Bytes;
}

const FORMAT = 1;

/** The text of an invitation's file. */
export function invitationFile({ settings, root }: Invitation): string {
  // Where this officer's folder is on their machine is nobody else's business.
  const { store } = settings;
  const shared = { ...settings, store: store.kind === 'folder' ? { kind: store.kind } : store };
  const file = { format: FORMAT, type: 'lethe-invitation', settings: shared, root: base64.encode(root) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export type ReadInvitation =
  | { readonly ok: true; readonly invitation: Invitation }
  | { readonly ok: false; readonly said: Sentence };

const noInvitation = () =>
  sentence(
    'told.failure.notAnInvitation',
  )`This is no invitation: choose the file that the officer who invites you sent, whose name ends in .invitation.json.`;
const damaged = () =>
  sentence('told.failure.invitationDamaged')`This invitation is damaged: ask for it again.`;
const newer = () => sentence('told.failure.newer')`This was made by a newer Lethe: update Lethe.`;

/** Reads an invitation. Whether it is the organisation's is told by the number that two people compare. */
export async function readInvitation(text: string): Promise<ReadInvitation> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, said: noInvitation() };
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    !('type' in value && value.type === 'lethe-invitation')
  ) {
    return { ok: false, said: noInvitation() };
  }
  if (!('format' in value && value.format === FORMAT)) {
    return { ok: false, said: newer() };
  }
  if (!('settings' in value && 'root' in value && typeof value.root === 'string')) {
    return { ok: false, said: damaged() };
  }
  const read = readSettings(JSON.stringify(value.settings));
  if (!read.ok) {
    return { ok: false, said: read.isNewer ? newer() : damaged() };
  }
  const root = bytesOf(value.root);
  // Who was in force then is what counts, and not whether a root has expired since.
  if (root === undefined || !(await openTrustedSet(root, 0)).ok) {
    return { ok: false, said: damaged() };
  }
  return { ok: true, invitation: { settings: read.settings, root } };
}

function bytesOf(text: string): Bytes | undefined {
  try {
    return new Uint8Array(base64.decode(text));
  } catch {
    return undefined;
  }
}
