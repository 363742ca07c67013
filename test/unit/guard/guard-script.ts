import {
  type CheckedRecipient,
  type GuardEffect,
  type GuardEvent,
  type GuardState,
  initialGuard,
  stepGuard,
} from '../../../utils/guard/guard-machine.ts';
import type { Verdict } from '../../../utils/lookup/verdict.ts';

export const LISTED: Verdict = { state: 'listed', scope: 'all', match: 'exact' };
export const MARKETING: Verdict = { state: 'listed', scope: 'marketing', match: 'exact' };
export const CLEAR: Verdict = { state: 'not-listed' };
export const PENDING: Verdict = { state: 'pending' };
export const UNKNOWN: Verdict = { state: 'unknown', reason: 'not-an-address' };

export function recipient(name: string, verdict: Verdict): CheckedRecipient {
  const address = `${name}@example.org`;
  return { key: `to:${address}`, address, label: name, field: 'to', typed: false, verdict };
}

/** A guard that is told events one after another, and what it did so far. */
export class GuardScript {
  state: GuardState = initialGuard;
  now = 0;
  readonly effects: GuardEffect[] = [];

  send(event: GuardEvent): this {
    const { state, effects } = stepGuard(this.state, event, this.now);
    this.state = state;
    this.effects.push(...effects);
    return this;
  }

  recipients(...recipients: readonly CheckedRecipient[]): this {
    return this.send({ type: 'recipients', window: 1, recipients });
  }

  press(control = 1): this {
    return this.send({ type: 'gesture-start', window: 1, control }).send({
      type: 'gesture-end',
      completed: true,
    });
  }

  later(ms: number): this {
    this.now += ms;
    return this.send({ type: 'time' });
  }

  releases(): number {
    return this.effects.filter(({ type }) => type === 'release').length;
  }

  log(): string[] {
    return this.effects.flatMap(effect =>
      effect.type === 'log'
        ? [[effect.entry.action, effect.entry.scope, effect.entry.reason].join(' ').trim()]
        : [],
    );
  }

  phase(): string {
    return this.state.holds.get(1)?.phase ?? 'none';
  }
}
