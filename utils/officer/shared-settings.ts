import type { SharedSetting } from '../register/register.ts';
import { isSetting, type Settings } from './settings.ts';

/** What the officers of an organisation share; where its files are, each workplace knows for itself. */
export const SHARED_SETTINGS = [
  'organisation',
  'contact',
  'country',
  'repository',
  'ownDomains',
  'guard',
  'panelOnly',
  'refreshing',
  'auditors',
  'addressesSealedTo',
  'referencePattern',
  'senders',
  'systems',
  'authority',
] as const satisfies readonly (keyof Settings)[];

export type SharedName = (typeof SHARED_SETTINGS)[number];

/** Values by the names of settings. */
export type SettingValues = Readonly<Record<string, unknown>>;

/** A setting that isn't here what the register says. */
export interface SettingDifference {
  readonly name: SharedName;
  readonly here: unknown;
  readonly shared: SharedSetting;
}

/** What comes of comparing a workplace's settings with the register's. */
export interface ComparedSettings {
  /** The workplace's from now on: its own, and what others changed. */
  readonly settings: Settings;
  /** What counts for a publication: as these, but for a conflict the register's word. */
  readonly inForce: Settings;
  /** What is to be recorded: changed here, and by nobody else. */
  readonly changed: SettingValues;
  /** Changed by others, and by nobody here: as it was here before. */
  readonly taken: readonly SettingDifference[];
  /** Changed here and by others, differently. Both values are kept until somebody decides. */
  readonly conflicts: readonly SettingDifference[];
  /** What this workplace and the others agree on, once that is recorded. */
  readonly agreed: SettingValues;
}

/** What officers share, by name. */
export function sharedValues(settings: Settings): SettingValues {
  return Object.fromEntries(SHARED_SETTINGS.map(name => [name, valueIn(settings, name)]));
}

/** Among what was agreed on; gone after the first comparison. */
const JOINED = 'joined';

/**
 * The settings with which somebody begins who was invited, and what they agreed on so far. To whom anything is sealed
 * besides officers, an invitation doesn't say: anybody could have changed it on its way. It comes out of the register.
 */
export function settingsOfNewcomer({ addressesSealedTo: _, ...invited }: Settings): {
  readonly settings: Settings;
  readonly agreed: SettingValues;
} {
  const settings = { ...invited, auditors: [] };
  return { settings, agreed: { ...sharedValues(settings), [JOINED]: true } };
}

/** Whether the register's settings are still to be taken over, before anything else. */
export function isNewcomer(agreed: SettingValues): boolean {
  return agreed[JOINED] === true;
}

/** What a setting means that is left out. */
const LEFT_OUT: Readonly<Partial<Record<SharedName, unknown>>> = {
  addressesSealedTo: [],
  senders: [],
  systems: [],
  authority: '',
};

function valueIn(settings: Settings, name: SharedName): unknown {
  return settings[name] ?? LEFT_OUT[name] ?? null;
}

/**
 * Compares three: what a workplace has, what it agreed on with the others last, and what the register says.
 * @param agreed empty where it never did: then what differs may be anybody's change, which is a conflict
 * @param shared of the register; what this release doesn't know of it is left alone
 */
export function compareSettings(
  here: Settings,
  agreed: SettingValues,
  shared: ReadonlyMap<string, SharedSetting>,
): ComparedSettings {
  const changed: Record<string, unknown> = {};
  const taken: SettingDifference[] = [];
  const conflicts: SettingDifference[] = [];
  const next: Record<string, unknown> = {};
  for (const name of SHARED_SETTINGS) {
    const own = valueIn(here, name);
    const base = Object.hasOwn(agreed, name) ? { value: agreed[name] } : undefined;
    const found = shared.get(name);
    const theirs = found && isSetting(name, found.value) ? found : undefined;
    if (theirs === undefined) {
      if (base && !isSame(base.value, own)) changed[name] = own;
      next[name] = own;
    } else if (isSame(theirs.value, own)) {
      next[name] = own;
    } else if (base && isSame(base.value, theirs.value)) {
      changed[name] = own;
      next[name] = own;
    } else if (base && isSame(base.value, own)) {
      taken.push({ name, here: own, shared: theirs });
      next[name] = theirs.value;
    } else {
      conflicts.push({ name, here: own, shared: theirs });
      if (base) next[name] = base.value;
    }
  }
  // From the first change on the register holds them all, so that whoever comes later finds them there.
  const isFirst = Object.keys(changed).length > 0 && !SHARED_SETTINGS.some(name => shared.has(name));
  const settings = withShared(here, taken);
  return {
    settings,
    inForce: withShared(settings, conflicts),
    changed: isFirst ? sharedValues(here) : changed,
    taken,
    conflicts,
    agreed: next,
  };
}

/** The settings with these as the register has them. */
export function withShared(settings: Settings, differences: readonly SettingDifference[]): Settings {
  const values = differences.map(({ name, shared }) => [name, shared.value]);
  return Object.assign({}, settings, Object.fromEntries(values));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
