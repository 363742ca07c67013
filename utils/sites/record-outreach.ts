import { person } from './person.ts';
import type { Act, Outreach, Records } from './site.ts';

/** Controls of a record that reach whoever it is about. */
export function outreachOfRecord(records: Records, hooks: readonly (readonly [Act, string])[]): Outreach {
  return {
    at(target) {
      const control = target.closest<HTMLElement>('button, a');
      const [act] = hooks.find(([, hook]) => control?.matches(hook)) ?? [];
      if (!control || !act) return null;
      const record = records.read(control.ownerDocument);
      const people = (record?.identifiers ?? []).map(text =>
        person(control, text, record?.heading.textContent ?? null),
      );
      return people.length > 0 ? { act, control, people } : null;
    },
  };
}
