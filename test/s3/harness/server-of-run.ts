import { describe } from 'vitest';
import type { Radosgw } from './start-radosgw.ts';

/** Tells every process below a run where its S3 server is. */
export const SERVER_OF_RUN = 'LETHE_TEST_S3';

export type S3Server = Pick<Radosgw, 'endpoint' | 'adminWords'>;

/** As `describe`; left out where no server could be installed, which the run said at its beginning. */
export const describeS3 = describe.skipIf(process.env[SERVER_OF_RUN] === undefined);

export function serverOfRun(): S3Server {
  return JSON.parse(process.env[SERVER_OF_RUN] ?? '');
}
