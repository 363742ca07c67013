import { expect, it } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { readExport } from '../../../utils/register/audit/read-export.ts';
import { referenceOf, timelineOf } from '../../../utils/register/audit/timeline.ts';
import { doneText } from '../../../utils/register/audit/timeline-text.ts';
import vector from '../../vectors/audit-v1.json' with { type: 'json' };

it.each(['withoutDigests', 'withDigests'] as const)(
  'the export of format 1, %s, is read as ever',
  async name => {
    const read = await readExport(utf8(vector[name].map(line => `${line}\n`).join('')));
    if (!read.ok) throw new Error(read.detail);
    expect(read.value.roots.at(-1)?.fingerprint).toBe(vector.rootFingerprint);
    if (name === 'withoutDigests') expect(read.value.sha256).toBe(vector.sha256);
    const told = timelineOf(read.value).map(entry => [
      new Date(entry.at).toISOString(),
      referenceOf(entry),
      doneText(entry.done),
    ]);
    expect(told).toEqual(vector.timeline);
  },
);
