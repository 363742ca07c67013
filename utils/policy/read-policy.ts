import { GUARD_LEVELS } from '../blocklist/head.ts';
import { decodeEnrolment } from '../enrolment/code.ts';
import { NO_POLICY, type Policy, type PolicySeen } from './policy.ts';
import { POLICY_SETTING_NAMES, POLICY_SETTINGS, type PolicySettingName } from './policy-settings.ts';
import { watchedPattern } from './watched-pattern.ts';

/** What managed storage holds, not judged yet. */
export type PolicyValues = Readonly<Record<string, unknown>>;

/**
 * Reads what managed storage holds, each setting by itself: one that can't be understood is passed over and named in
 * `problems`, and the others are obeyed. A flag may be 0 or 1, as Firefox hands on a number of the registry.
 */
export function readPolicy(values: PolicyValues): PolicySeen {
  const problems = Object.keys(values)
    .filter(name => !isSettingName(name))
    .map(name => `"${name}" is no setting that this release knows.`);

  function setting<T>(name: PolicySettingName, absent: T, read: (value: unknown) => T | Misread): T {
    const value = values[name];
    if (value === undefined || value === null) return absent;
    const outcome = read(value);
    if (!(outcome instanceof Misread)) return outcome;
    problems.push(`"${name}" ${outcome.reason}`);
    return absent;
  }

  const code = setting('enrolment', null, readCode);
  const policy: Policy = {
    ...NO_POLICY,
    forcesEnrolment: code !== null,
    locksOptions: setting('lockOptions', false, readFlag),
    hidesDesk: setting('hideDesk', false, readFlag),
    guard: setting('guard', null, readGuard),
    sites: setting('sites', [], readSites),
    panelOnly: setting('panelOnly', [], readPanelOnly),
    pollMinutes: setting('pollMinutes', null, readNumber),
    problems,
  };
  return { policy, code };
}

class Misread {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

function readCode(value: unknown): string | Misread {
  if (typeof value !== 'string') return new Misread('must be a text.');
  const decoded = decodeEnrolment(value);
  return decoded.ok ? value : new Misread(`can't be used. ${decoded.detail}`);
}

function readFlag(value: unknown): boolean | Misread {
  if (value === true || value === 1) return true;
  if (value === false || value === 0) return false;
  return new Misread('must be true or false.');
}

function readGuard(value: unknown) {
  const level = GUARD_LEVELS.find(each => each === value);
  return level ?? new Misread(`must be one of ${GUARD_LEVELS.join(', ')}.`);
}

function readNumber(value: unknown): number | Misread {
  return typeof value === 'number' && Number.isFinite(value) ? value : new Misread('must be a number.');
}

function readSites(value: unknown): readonly string[] | Misread {
  const texts = readTexts(value);
  if (texts instanceof Misread) return texts;
  const patterns: string[] = [];
  for (const text of texts) {
    const pattern = watchedPattern(text);
    if (pattern === null) return new Misread(`holds "${text}", which is no host such as crm.example.com.`);
    patterns.push(pattern);
  }
  return patterns;
}

function readPanelOnly(value: unknown): readonly string[] | Misread {
  const texts = readTexts(value);
  const offered = choicesOf('panelOnly');
  const other = texts instanceof Misread ? undefined : texts.find(name => !offered.includes(name));
  // A name that no site has would keep Lethe out of no page, and nobody would be told.
  return other === undefined ? texts : new Misread(`holds "${other}"; it may hold ${offered.join(', ')}.`);
}

function readTexts(value: unknown): readonly string[] | Misread {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
    ? value
    : new Misread('must be a list of texts.');
}

function choicesOf(name: PolicySettingName): readonly string[] {
  const shape = POLICY_SETTINGS.find(each => each.name === name)?.shape;
  return (shape?.kind === 'list' ? shape.choices : undefined) ?? [];
}

function isSettingName(name: string): boolean {
  return POLICY_SETTING_NAMES.some(each => each === name);
}
