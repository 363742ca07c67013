import type { ChainHead } from '../blocklist/head.ts';
import { appendOperations } from '../register/append.ts';
import type { Register } from '../register/register.ts';
import { type Sentence, sentence } from '../sentence.ts';
import { othersWrite } from './officer-failure.ts';
import { requireRegister, type Session, sessionOf } from './session.ts';
import { SETTING_KEYS } from './setting-keys.ts';
import type { Settings } from './settings.ts';
import {
  type ComparedSettings,
  compareSettings,
  type SettingValues,
  type SharedName,
  sharedValues,
  withShared,
} from './shared-settings.ts';

/** A register after this workplace's settings were brought together with it. */
export interface Settled extends ComparedSettings {
  readonly heads: readonly ChainHead[];
}

/** What an officer decided about settings that two changed. */
export interface Decided {
  /** Names of which what this workplace has is to count. */
  readonly keep?: readonly string[];
  /** Names of which the register's word is. */
  readonly take?: readonly string[];
}

/**
 * Records what was changed here, takes over what others changed, and says of both where they contradict each other. Runs
 * in the workplace's `exclusively`.
 * @param always records them all where the register holds none yet
 * @returns undefined where another process wrote to the chain: the register is to be read again
 */
export async function settleSettings(
  { workplace, register: access, officer }: Session,
  register: Pick<Register, 'settings' | 'heads'>,
  { keep = [], take = [], always = false }: Decided & { readonly always?: boolean } = {},
): Promise<Settled | undefined> {
  const before = await workplace.settingsRecord.loadAgreed();
  const { here, agreed } = decided(workplace.settings, before, register, { keep, take });
  const compared = compareSettings(here, agreed, register.settings);
  const isFirst = always && register.settings.size === 0;
  const values = isFirst ? sharedValues(here) : compared.changed;
  let { heads } = register;
  if (Object.keys(values).length > 0) {
    const operation = { type: 'settings', recordedAt: nextTime(register), values } as const;
    const appended = await appendOperations(access, officer.signingKey, heads, [operation], Date.now());
    if (!appended.ok) return undefined;
    heads = appended.heads.toSorted((a, b) => (a.writer < b.writer ? -1 : 1));
  }
  if (JSON.stringify(compared.settings) !== JSON.stringify(workplace.settings)) {
    await workplace.settingsRecord.saveSettings(compared.settings);
  }
  if (JSON.stringify(compared.agreed) !== JSON.stringify(before)) {
    await workplace.settingsRecord.saveAgreed(compared.agreed);
  }
  return { ...compared, heads };
}

/** What an officer decided, as if it had been so: kept values are new here, taken ones were the register's all along. */
function decided(
  settings: Settings,
  agreed: SettingValues,
  register: Pick<Register, 'settings'>,
  { keep, take }: Required<Decided>,
): { readonly here: Settings; readonly agreed: SettingValues } {
  const differences = compareSettings(settings, agreed, register.settings).conflicts;
  const taken = differences.filter(({ name }) => take.includes(name));
  const kept = differences.filter(({ name }) => keep.includes(name));
  const values = [...taken, ...kept].map(({ name, shared }) => [name, shared.value]);
  return { here: withShared(settings, taken), agreed: { ...agreed, ...Object.fromEntries(values) } };
}

/**
 * Later than every change that is known, though another's clock be ahead: what comes after it counts. At the end of all
 * times the same again, since no reader takes a later one.
 */
export function nextTime({ settings }: Pick<Register, 'settings'>): number {
  const last = [...settings.values()].reduce(
    (time, { recordedAt }) => Math.max(time, recordedAt + 1),
    Date.now(),
  );
  return Math.min(last, Number.MAX_SAFE_INTEGER);
}

const ATTEMPTS = 5;

/** As `settleSettings`, by itself: reads the register, and gives the session with the settings in force. */
export async function bringSettingsTogether(
  session: Session,
  decision: Decided & { readonly always?: boolean } = {},
): Promise<{ readonly session: Session; readonly settled: Settled }> {
  return session.workplace.exclusively('settings', async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const settled = await settleSettings(session, await requireRegister(session), decision);
      if (settled === undefined) continue;
      await session.workplace.seenHeads.save(settled.heads);
      return { session: await withSettings(session, settled.inForce), settled };
    }
    throw othersWrite();
  });
}

/** The session of a workplace that has these settings. */
export async function withSettings(session: Session, settings: Settings): Promise<Session> {
  const { workplace, officer, keys, roots, register } = session;
  if (JSON.stringify(workplace.settings) === JSON.stringify(settings)) return session;
  return sessionOf({ ...workplace, settings }, officer, keys, roots, register.remembered);
}

/** Sentences about what came of it; none where nothing is to be known. */
export function settingRemarks({ taken, conflicts }: Pick<Settled, 'taken' | 'conflicts'>): Sentence[] {
  const text = (value: unknown) => JSON.stringify(value);
  return [
    ...taken.map(
      ({ name, here, shared }) =>
        sentence(
          'told.remark.settingTaken',
        )`Another officer changed the setting "${named(name)}" to ${text(shared.value)}; here it was ${text(here)}.`,
    ),
    ...conflicts.map(
      ({ name, here, shared }) =>
        sentence(
          'told.remark.settingConflict',
        )`The setting "${named(name)}" is ${text(shared.value)} in the register, by another officer, and ${text(here)} here: theirs counts until one of you decides, under Settings or by lethe settings.`,
    ),
  ];
}

/** By what the command line knows it, and a page by its words. */
function named(name: SharedName): Sentence {
  return { key: SETTING_KEYS[name], values: [], english: name };
}
