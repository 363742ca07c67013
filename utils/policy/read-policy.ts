import { GUARD_LEVELS } from '../blocklist/head.ts';
import { decodeEnrolment } from '../enrolment/code.ts';
import { CODE_PROBLEM_KEYS } from '../enrolment/code-problem-keys.ts';
import { type Sentence, sentence } from '../sentence.ts';
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
    .map(name => sentence('told.policy.unknown')`"${name}" is no setting that this release knows.`);

  function setting<T>(name: PolicySettingName, absent: T, read: Read<T>): T {
    const value = values[name];
    if (value === undefined || value === null) return absent;
    const outcome = read(value, name);
    if (!(outcome instanceof Misread)) return outcome;
    problems.push(outcome.said);
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

/** @param name of the setting, for what is said of it */
type Read<T> = (value: unknown, name: string) => T | Misread;

class Misread {
  readonly said: Sentence;

  constructor(said: Sentence) {
    this.said = said;
  }
}

function readCode(value: unknown, name: string): string | Misread {
  if (typeof value !== 'string') return new Misread(sentence('told.policy.text')`"${name}" must be a text.`);
  const decoded = decodeEnrolment(value);
  if (decoded.ok) return value;
  const why: Sentence = { key: CODE_PROBLEM_KEYS[decoded.problem], values: [], english: decoded.detail };
  return new Misread(sentence('told.policy.code')`"${name}" can't be used. ${why}`);
}

function readFlag(value: unknown, name: string): boolean | Misread {
  if (value === true || value === 1) return true;
  if (value === false || value === 0) return false;
  return new Misread(sentence('told.policy.flag')`"${name}" must be true or false.`);
}

function readGuard(value: unknown, name: string) {
  const level = GUARD_LEVELS.find(each => each === value);
  const choices = GUARD_LEVELS.join(', ');
  return level ?? new Misread(sentence('told.policy.choice')`"${name}" must be one of ${choices}.`);
}

function readNumber(value: unknown, name: string): number | Misread {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return new Misread(sentence('told.policy.number')`"${name}" must be a number.`);
}

function readSites(value: unknown, name: string): readonly string[] | Misread {
  const texts = readTexts(value, name);
  if (texts instanceof Misread) return texts;
  const patterns: string[] = [];
  for (const text of texts) {
    const pattern = watchedPattern(text);
    if (pattern === null) {
      return new Misread(
        sentence('told.policy.host')`"${name}" holds "${text}", which is no host such as crm.example.com.`,
      );
    }
    patterns.push(pattern);
  }
  return patterns;
}

function readPanelOnly(value: unknown, name: string): readonly string[] | Misread {
  const texts = readTexts(value, name);
  const offered = choicesOf('panelOnly');
  const other = texts instanceof Misread ? undefined : texts.find(each => !offered.includes(each));
  // A name that no site has would keep Lethe out of no page, and nobody would be told.
  if (other === undefined) return texts;
  const choices = offered.join(', ');
  return new Misread(sentence('told.policy.other')`"${name}" holds "${other}"; it may hold ${choices}.`);
}

function readTexts(value: unknown, name: string): readonly string[] | Misread {
  return Array.isArray(value) && value.every(item => typeof item === 'string')
    ? value
    : new Misread(sentence('told.policy.texts')`"${name}" must be a list of texts.`);
}

function choicesOf(name: PolicySettingName): readonly string[] {
  const shape = POLICY_SETTINGS.find(each => each.name === name)?.shape;
  return (shape?.kind === 'list' ? shape.choices : undefined) ?? [];
}

function isSettingName(name: string): boolean {
  return POLICY_SETTING_NAMES.some(each => each === name);
}
