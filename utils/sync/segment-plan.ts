import type { SegmentReference } from '../blocklist/head.ts';

/** What a request costs besides its file: headers, and the wait. */
const REQUEST_COST_BYTES = 512;

/** What a client pays for these files, in bytes. */
export function costBytes(segments: readonly SegmentReference[]): number {
  return segments.reduce((sum, { lengthBytes }) => sum + lengthBytes + REQUEST_COST_BYTES, 0);
}

/**
 * The segments that bring a list from one operation to a later one at the least cost in bytes, in the order in which
 * they apply; undefined if they don't reach. A segment applies where from ≤ operation < to.
 */
export function planSegments(
  segments: readonly SegmentReference[],
  from: number,
  to: number,
): SegmentReference[] | undefined {
  const ways = new Map<number, Way>([[from, { costBytes: 0, steps: [] }]]);
  for (const segment of segments.toSorted((a, b) => a.to - b.to)) {
    if (segment.to > to) break;
    const before = cheapestInto(ways, segment);
    if (!before) continue;
    const steps = [...before.steps, segment];
    const cost = costBytes(steps);
    const known = ways.get(segment.to);
    if (known && known.costBytes <= cost) continue;
    ways.set(segment.to, { costBytes: cost, steps });
  }
  return ways.get(to)?.steps;
}

interface Way {
  readonly costBytes: number;
  readonly steps: SegmentReference[];
}

function cheapestInto(ways: ReadonlyMap<number, Way>, segment: SegmentReference): Way | undefined {
  let cheapest: Way | undefined;
  for (const [operation, way] of ways) {
    if (segment.from > operation || operation >= segment.to) continue;
    if (!cheapest || way.costBytes < cheapest.costBytes) cheapest = way;
  }
  return cheapest;
}
