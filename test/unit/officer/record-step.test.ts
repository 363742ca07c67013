import { expect, it } from 'vitest';
import { askedBy } from '../../../utils/officer/asked-by.ts';
import { blockAll, recordBlocks } from '../../../utils/officer/record.ts';
import { recordStep } from '../../../utils/officer/record-step.ts';
import { requireRegister } from '../../../utils/officer/session.ts';
import { digestText } from '../../../utils/register/identify.ts';
import { memoryOrganisation } from './memory-organisation.ts';

const INCIDENT = {
  kind: 'incident',
  value: 'mail',
  at: Date.now(),
  channel: 'mail',
  evidence: null,
} as const;
const GROUND = {
  basis: 'objection',
  scope: 'all',
  reference: 'DPO-1',
  recordedAt: Date.now(),
  evidence: null,
  wording: 'offer-1-en',
  reviewAt: null,
} as const;

function asked(text: string) {
  const read = askedBy(text, 'NL');
  if (!read.ok) throw new Error(read.reason);
  return read.asked;
}

it('an incident of somebody blocked under another case is told by their address, which is recorded nowhere', async () => {
  const { session } = await memoryOrganisation();
  const digested = await digestText(session.digestKey, 'email', 'ann@example.org');
  if (!digested.ok) throw new Error(digested.reason);
  await recordBlocks(session, GROUND, await blockAll(session, [digested.digested]), 'test');
  // Recorded and not published: no list that a rep has had holds them.
  const step = (contacted?: string) =>
    recordStep(session, 'DPO-2', INCIDENT, 'test', contacted === undefined ? undefined : asked(contacted));
  expect(await step()).toMatchObject({ ok: true, event: { wasPublished: null } });
  expect(await step('Ann+news@example.org')).toMatchObject({ ok: true, event: { wasPublished: false } });
  const { cases } = await requireRegister(session);
  expect(JSON.stringify([...cases])).not.toMatch(/ann|example\.org/iu);
});

it('what can be nobody is told why', () => {
  expect(askedBy('06 12345678', 'NL')).toMatchObject({ ok: true, asked: { canonical: '+31612345678' } });
  expect(askedBy('06 12345678', null)).toMatchObject({ ok: false, reason: 'national-number' });
  expect(askedBy('', null)).toMatchObject({ ok: false });
});
