import type { ChainHead } from '../blocklist/head.ts';
import type { Block } from './block.ts';
import { stateOfCase } from './case-state.ts';
import type { Erasable } from './erase.ts';
import type { Register } from './register.ts';
import { isTakenIn } from './taken-in.ts';

export type WhatToErase =
  | {
      readonly ok: true;
      readonly erasable: Erasable;
      /** References of cases whose blocks go, or their lifts, and whose own steps stay: nobody named them. */
      readonly leftCases: readonly string[];
    }
  | {
      readonly ok: false;
      /**
       * - `unknown`: nothing is recorded under it;
       * - `standing`: a block that nobody has lifted;
       * - `unpublished`: the list that was published last may still hold it;
       * - `open`: a case that isn't closed.
       */
      readonly problem: 'unknown' | 'standing' | 'unpublished' | 'open';
      /** What of the names given. */
      readonly name: string;
      /** Blocks that stand in the way; 0 where it isn't blocks. */
      readonly count: number;
    };

/**
 * What goes by these names: of a block's id that block; of a reference the blocks that were recorded or lifted under it,
 * and its steps. All of it, or nothing.
 * @param published heads of the register that the last publication took in
 */
export function whatToErase(
  register: Pick<Register, 'blocks' | 'lifts' | 'cases'>,
  published: readonly ChainHead[],
  names: readonly string[],
): WhatToErase {
  const blocks = new Set<string>();
  const cases = new Set<string>();
  for (const name of names) {
    const named = blocksNamed(register, name);
    const steps = register.blocks.has(name) ? undefined : register.cases.get(name);
    if (named.length === 0 && steps === undefined) return { ok: false, problem: 'unknown', name, count: 0 };
    const standing = named.filter(({ id }) => !register.lifts.has(id));
    if (standing.length > 0) return { ok: false, problem: 'standing', name, count: standing.length };
    const unpublished = named.filter(({ id }) => {
      const lift = register.lifts.get(id);
      return lift === undefined || !isTakenIn(lift.origin, published);
    });
    if (unpublished.length > 0) return { ok: false, problem: 'unpublished', name, count: unpublished.length };
    if (steps !== undefined) {
      if (!stateOfCase(name, steps).isClosed) return { ok: false, problem: 'open', name, count: 0 };
      cases.add(name);
    }
    for (const { id } of named) blocks.add(id);
  }
  return { ok: true, erasable: { blocks, cases }, leftCases: casesBeside(register, blocks, cases) };
}

function blocksNamed({ blocks, lifts }: Pick<Register, 'blocks' | 'lifts'>, name: string): Block[] {
  const one = blocks.get(name);
  if (one) return [one];
  return [...blocks.values()].filter(
    ({ id, reference }) => reference === name || lifts.get(id)?.reference === name,
  );
}

function casesBeside(
  { blocks, lifts, cases }: Pick<Register, 'blocks' | 'lifts' | 'cases'>,
  going: ReadonlySet<string>,
  named: ReadonlySet<string>,
): string[] {
  const references = [...going].flatMap(id => [blocks.get(id)?.reference, lifts.get(id)?.reference]);
  const beside = references.filter(reference => reference !== undefined);
  return [...new Set(beside)].filter(reference => cases.has(reference) && !named.has(reference)).toSorted();
}
