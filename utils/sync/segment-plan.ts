import type { SegmentReference } from '../blocklist/head.ts';

/**
 * The segments that bring a list from one operation to a later one with the fewest bytes, in the order in which
 * they apply; undefined if they don't reach. A segment applies where from ≤ operation < to.
 */
export function planSegments(
  segments: readonly SegmentReference[],
  from: number,
  to: number,
): SegmentReference[] | undefined {
  const ways = new Map<number, Way>([[from, { lengthBytes: 0, steps: [] }]]);
  for (const segment of segments.toSorted((a, b) => a.to - b.to)) {
    if (segment.to > to) break;
    const before = cheapestInto(ways, segment);
    if (!before) continue;
    const lengthBytes = before.lengthBytes + segment.lengthBytes;
    const known = ways.get(segment.to);
    if (known && known.lengthBytes <= lengthBytes) continue;
    ways.set(segment.to, { lengthBytes, steps: [...before.steps, segment] });
  }
  return ways.get(to)?.steps;
}

interface Way {
  readonly lengthBytes: number;
  readonly steps: SegmentReference[];
}

function cheapestInto(ways: ReadonlyMap<number, Way>, segment: SegmentReference): Way | undefined {
  let cheapest: Way | undefined;
  for (const [operation, way] of ways) {
    if (segment.from > operation || operation >= segment.to) continue;
    if (!cheapest || way.lengthBytes < cheapest.lengthBytes) cheapest = way;
  }
  return cheapest;
}
