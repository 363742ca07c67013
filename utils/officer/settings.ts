import { GUARD_LEVELS, type GuardLevel } from '../blocklist/head.ts';
import { isOrganisationName } from '../enrolment/code.ts';
import { repositoryUrl } from '../enrolment/repository-url.ts';
import { isCountry } from '../identifier/phone-number.ts';
import type { Refreshing } from '../publish/lifetimes.ts';
import { isStoreSettings, type StoreSettings } from '../publish/store-settings.ts';
import { checkName } from '../register/case-step.ts';
import { sites } from '../sites/sites.ts';

/** `lethe.json`: what an officer may change in an editor. Nothing in it is secret. */
export interface Settings {
  readonly format: number;
  readonly listId: string;
  /** As reps see it. */
  readonly organisation: string;
  /** Whom reps ask about a match; may be empty. */
  readonly contact: string;
  /**
   * Where phone numbers are that are written without their country's code: ISO 3166-1 alpha-2. Null: such numbers are
   * known to nobody.
   */
  readonly country: string | null;
  /** Where the officer publishes. */
  readonly store: StoreSettings;
  /** Address from which reps read the list, or null while there is none. */
  readonly repository: string | null;
  /** Never blocked as a whole. */
  readonly ownDomains: readonly string[];
  readonly guard: GuardLevel;
  /** Names of sites (`LinkedIn`) where Lethe shows itself in its own panel only. */
  readonly panelOnly: readonly string[];
  /** Whether an automation confirms the list daily, or an officer by hand. */
  readonly refreshing: Refreshing;
  /** age recipients to whom register objects are sealed besides the officers. */
  readonly auditors: readonly string[];
  /** age recipients to whom the addresses themselves are kept sealed; where there are none, they aren't kept. */
  readonly addressesSealedTo?: readonly string[];
  /** Regular expression that references must match, or null for the usual one. */
  readonly referencePattern: string | null;
  /** Who else sends for the organisation, each with an opt-out list of its own; none where it is left out. */
  readonly senders?: readonly string[];
  /** Systems that an erasure must reach; none where it is left out. */
  readonly systems?: readonly string[];
  /** The supervisory authority, as letters name it. */
  readonly authority?: string;
}

export const SETTINGS_FORMAT = 1;

export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  /** `isNewer`: of a later release, so that it is Lethe which has to change. */
  | { readonly ok: false; readonly problem: string; readonly isNewer: boolean };

/** Reads `lethe.json`; the problem follows the file's name, and names the field. */
export function readSettings(text: string): ReadSettings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return wrong(`is no JSON (${error instanceof Error ? error.message : error})`);
  }
  if (!isRecord(value)) return wrong('is no JSON object');
  if (typeof value.format === 'number' && value.format > SETTINGS_FORMAT) {
    return { ok: false, problem: 'was made by a newer Lethe: update Lethe', isNewer: true };
  }
  const invalid = Object.entries(FIELDS).find(([name, check]) => !check(value[name]));
  if (invalid) return wrong(`has no valid "${invalid[0]}"`);
  return isSettings(value) ? { ok: true, settings: value } : wrong('is not valid');
}

function wrong(problem: string): ReadSettings {
  return { ok: false, problem, isNewer: false };
}

/** The sites that Lethe can be told to stay out of. */
const PANEL_ONLY = new Set<unknown>(sites.filter(site => site.offersPanelOnly).map(({ name }) => name));

const isText = (value: unknown) => typeof value === 'string';
const areTexts = (value: unknown) => Array.isArray(value) && value.every(isText);

const isNameList = (value: unknown) =>
  value === undefined ||
  (Array.isArray(value) && value.every(name => typeof name === 'string' && checkName(name).ok));

const FIELDS: { readonly [Name in keyof Settings]-?: (value: unknown) => boolean } = {
  format: value => value === SETTINGS_FORMAT,
  listId: value => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value),
  organisation: value => typeof value === 'string' && isOrganisationName(value),
  contact: isText,
  country: value => value === null || (typeof value === 'string' && isCountry(value)),
  store: isStoreSettings,
  repository: value => value === null || (typeof value === 'string' && repositoryUrl(value).ok),
  ownDomains: areTexts,
  guard: value => GUARD_LEVELS.some(level => level === value),
  // A name that no site has would keep Lethe out of no page, and nobody would be told.
  panelOnly: value => Array.isArray(value) && value.every(name => PANEL_ONLY.has(name)),
  refreshing: value => value === 'by-hand' || value === 'daily',
  auditors: areTexts,
  addressesSealedTo: value => value === undefined || areTexts(value),
  referencePattern: value => value === null || isPattern(value),
  senders: isNameList,
  systems: isNameList,
  authority: value => value === undefined || isText(value),
};

/** True for what this setting may be. */
export function isSetting(name: keyof Settings, value: unknown): boolean {
  return FIELDS[name](value);
}

function isSettings(value: unknown): value is Settings {
  return isRecord(value) && Object.entries(FIELDS).every(([name, check]) => check(value[name]));
}

function isPattern(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return new RegExp(value, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
