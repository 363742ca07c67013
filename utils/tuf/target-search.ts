import { rolesForPath } from './delegations.ts';
import type { Key } from './key.ts';
import type { DelegatedRole, Metadata, TargetFile, Targets } from './metadata.ts';
import { type Checked, good } from './problem.ts';

/** Gives the metadata of a delegated role, verified under the delegating role's keys. */
export type LoadDelegated = (
  role: DelegatedRole,
  keys: ReadonlyMap<string, Key>,
) => Promise<Checked<Metadata<Targets>>>;

interface Visit {
  readonly role: DelegatedRole;
  readonly keys: ReadonlyMap<string, Key>;
}

/**
 * 5.6.7 of the TUF specification 1.0.34: searches the graph of delegations, pre-order and depth first, for what
 * the most trusted role says of a target. Undefined if nobody who may speak for the path names it.
 */
export async function findTarget(
  top: Metadata<Targets>,
  path: string,
  load: LoadDelegated,
  maxDelegations: number,
): Promise<Checked<TargetFile | undefined>> {
  const visited = new Set<string>();
  let targets = top.signed;
  let pending: readonly Visit[] = [];
  for (;;) {
    const found = targets.targets.get(path);
    if (found) return good(found);

    const { keys } = targets.delegations;
    const roles = await rolesForPath(targets.delegations, path);
    const children = roles.map(role => ({ role, keys }));
    // 5.6.7.2.1: behind a terminating delegation nobody else is asked, its delegator's siblings included.
    pending = roles.at(-1)?.terminating ? children : [...children, ...pending];

    // 5.6.7.1: no role twice, so that a cycle ends; and a bound, so that a repository can't keep us busy.
    const next = pending.find(({ role }) => !visited.has(role.name));
    if (next === undefined || visited.size >= maxDelegations) return good(undefined);
    pending = pending.slice(pending.indexOf(next) + 1);
    visited.add(next.role.name);

    // A role that can't be had or verified ends the search: to pass over it would let whoever withholds it
    // choose a less trusted one.
    const loaded = await load(next.role, next.keys);
    if (!loaded.ok) return loaded;
    targets = loaded.value.signed;
  }
}
