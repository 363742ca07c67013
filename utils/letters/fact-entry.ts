import { dayOf, noonOf } from '../calendar-day.ts';
import { CHOICES, FACT_KINDS, type FactName, type Facts, isFactName } from './facts.ts';

/** What somebody wrote into the fields of facts: dates as `YYYY-MM-DD`, lists with commas. */
export type FactEntries = Readonly<Partial<Record<FactName, string>>>;

/** A fact as its field shows it; empty where it isn't known. */
export function entryOf(name: FactName, facts: Facts): string {
  const value = facts[name];
  if (value === undefined) return '';
  if (typeof value === 'number') return dayOf(value);
  return typeof value === 'string' ? value : value.join(', ');
}

/**
 * What is known, but for what somebody wrote otherwise or took out; what is no date and none of the choices is left out.
 * @param known filled in before
 */
export function factsWith(known: Facts, entries: FactEntries): Facts {
  const untouched = Object.entries(known).filter(([name]) => !Object.hasOwn(entries, name));
  const written = Object.entries(entries).map(([name, text]) => factOf(name, text.trim()));
  return Object.assign({}, Object.fromEntries(untouched), ...written);
}

function factOf(name: string, text: string): Facts {
  if (!isFactName(name) || text === '') return {};
  switch (FACT_KINDS[name]) {
    case 'date': {
      const time = noonOf(text);
      return Number.isNaN(time) ? {} : { [name]: time };
    }
    case 'list':
      return { [name]: text.split(',').map(item => item.trim()) };
    case 'choice': {
      const values: readonly string[] =
        Object.entries(CHOICES).find(([choice]) => choice === name)?.[1] ?? [];
      return values.includes(text) ? { [name]: text } : {};
    }
    case 'text':
      return { [name]: text };
  }
}
