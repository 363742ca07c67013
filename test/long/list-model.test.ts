import { expect, it } from 'vitest';
import { runListModel } from '../unit/publish/list-model.ts';

const RUNS = 12;
const PUBLICATIONS = 300;

for (let run = 1; run <= RUNS; run += 1) {
  it(`random publications and clients agree with a plain list of who is blocked, seed ${run}`, async () => {
    const met = await runListModel(run, PUBLICATIONS);
    process.stdout.write(`seed ${run}: ${JSON.stringify(met)}\n`);
    expect(met.publications).toBe(PUBLICATIONS);
    expect(met.syncs).toBeGreaterThan(PUBLICATIONS);
  });
}
