/** Throws where a property of a target doesn't hold. */
export function ensure(holds: boolean, property: string): asserts holds {
  if (!holds) throw new Error(`doesn't hold: ${property}`);
}
