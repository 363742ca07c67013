import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { readEvidence, readPastedEvidence } from '../../../utils/register/read-evidence.ts';

const MESSAGE = [
  'Received: from mail.example.org',
  'From: =?utf-8?q?Ann_Ex=C3=A4mple?=',
  '  <Ann+desk@Example.org>',
  'Date: Fri, 20 Nov 2026 23:30:00 -0100',
  'Subject: Stop',
  '',
  'From: eve@example.com',
  'Please stop.',
].join('\r\n');

const read = (text: string, name = 'request.eml') => readEvidence(utf8(text), name);

describe('evidence', () => {
  it('from an .eml is the hash of its bytes, its date and its channel, and shows who sent it', async () => {
    expect(await read(MESSAGE, 'Request.EML')).toEqual({
      evidence: {
        sha256: createHash('sha256').update(MESSAGE).digest('hex'),
        sentAt: Date.UTC(2026, 10, 21, 0, 30),
        channel: 'mail',
      },
      sender: 'ann@example.org',
      isOutlookMessage: false,
    });
  });

  it.each([
    ['no date', 'From: ann@example.org\n\nx', null, 'ann@example.org'],
    ['a date that is none', 'Date: soon\nFrom: ann@example.org\n\nx', null, 'ann@example.org'],
    ['a date before 1970', 'Date: Fri, 20 Nov 1926 10:00:00 +0000\n\nx', null, null],
    [
      'a sender that is none',
      'Date: Fri, 20 Nov 2026 10:00:00 +0000\nFrom: Ann\n\nx',
      Date.UTC(2026, 10, 20, 10),
      null,
    ],
    ['a sender who dresses up a terminal', 'From: \u001b[2Jann@example.org\n\nx', null, null],
    ['nothing in it', '', null, null],
    ['no message in it', 'hello', null, null],
    ['headers alone', 'From: ann@example.org', null, 'ann@example.org'],
  ])('with %s says no more than it knows', async (_name, text, sentAt, sender) => {
    expect(await read(text)).toMatchObject({ evidence: { sentAt, channel: 'mail' }, sender });
  });

  it('reads no headers in the body, nor in an attached message', async () => {
    expect(
      await read('Subject: x\n\nFrom: eve@example.com\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n'),
    ).toMatchObject({
      evidence: { sentAt: null },
      sender: null,
    });
  });

  it('of any other file is its hash alone', async () => {
    const sha256 = createHash('sha256').update(MESSAGE).digest('hex');
    const alone = { evidence: { sha256, sentAt: null, channel: null }, sender: null };
    expect(await read(MESSAGE, 'letter.pdf')).toEqual({ ...alone, isOutlookMessage: false });
    expect(await read(MESSAGE, 'request.msg')).toEqual({ ...alone, isOutlookMessage: true });
  });

  it('that was pasted is the hash of its text, whatever its lines end with', async () => {
    const sha256 = createHash('sha256').update('Please stop.\nAnn\n').digest('hex');
    const alone = {
      evidence: { sha256, sentAt: null, channel: null },
      sender: null,
      isOutlookMessage: false,
    };
    for (const text of ['Please stop.\nAnn\n', 'Please stop.\r\nAnn\r\n', 'Please stop.\rAnn\r']) {
      expect(await readPastedEvidence(text)).toEqual(alone);
    }
    expect(await readPastedEvidence(' \n')).toBeUndefined();
  });
});
