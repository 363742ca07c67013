import { Option } from 'commander';
import { BASES, SCOPES } from '../utils/register/basis.ts';

/** `--dir`, on every command that works in an organisation's folder. */
export function dirOption(): Option {
  return new Option('--dir <dir>', "the organisation's folder").default('.', 'the current folder');
}

export function basisOption(): Option {
  return new Option(
    '--basis <basis>',
    'on what ground: an objection (GDPR Art. 21), an erasure with requested block (Art. 17), …',
  ).choices(BASES);
}

export function scopeOption(): Option {
  return new Option(
    '--scope <scope>',
    'direct marketing only, or every contact (follows the basis unless given: marketing for an objection, else all)',
  ).choices(SCOPES);
}

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
