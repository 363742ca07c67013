import { base64urlnopad } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../utils/bytes.ts';
import { decodeEnrolment, encodeEnrolment, isOrganisationName } from '../../../utils/enrolment/code.ts';
import { crc32 } from '../../../utils/enrolment/crc32.ts';
import type { Enrolment } from '../../../utils/enrolment/enrolment.ts';
import { enrolmentFile } from '../../../utils/enrolment/enrolment-file.ts';
import { repositoryUrl } from '../../../utils/enrolment/repository-url.ts';
import { fingerprintOf, isPinned, pinOf } from '../../../utils/enrolment/root-pin.ts';

const root = utf8('{"signatures":[],"signed":{"_type":"root","version":1}}');
const enrolment: Enrolment = {
  organisation: 'Acme Zoë BV',
  repository: 'https://lists.acme.example/lethe/',
  listId: new Uint8Array(16).fill(1),
  digestKey: new Uint8Array(32).fill(2),
  sealKey: new Uint8Array(32).fill(3),
  sealEpoch: 7,
  root: await pinOf(root),
};
const code = encodeEnrolment(enrolment);

function problemOf(text: string): string {
  const decoded = decodeEnrolment(text);
  return decoded.ok ? 'none' : decoded.problem;
}

describe('an enrolment code', () => {
  it('gives back what was put in', () => {
    expect(decodeEnrolment(code)).toEqual({ ok: true, enrolment });
  });

  it('is short enough to paste anywhere', () => {
    expect(code.length).toBeLessThan(300);
  });

  it('gives back any enrolment that can be made', () => {
    const bytes = (length: number) =>
      fc.uint8Array({ minLength: length, maxLength: length }).map(array => new Uint8Array(array));
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        bytes(16),
        bytes(32),
        bytes(32),
        fc.nat(),
        (organisation, listId, digestKey, sealKey, sealEpoch) => {
          const any = { ...enrolment, organisation, listId, digestKey, sealKey, sealEpoch };
          let made: string;
          try {
            made = encodeEnrolment(any);
          } catch {
            return organisation !== organisation.trim() || !/^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(organisation);
          }
          expect(decodeEnrolment(made)).toEqual({ ok: true, enrolment: any });
          return true;
        },
      ),
    );
  });

  it('is read with white space and line breaks around and inside', () => {
    const broken = code.replace(/.{40}/g, '$&\r\n  ');
    expect(decodeEnrolment(`\n\t ${broken}\u200b\n`)).toEqual({ ok: true, enrolment });
    expect(decodeEnrolment(`"${code}"`)).toEqual({ ok: true, enrolment });
    expect(decodeEnrolment(code.replace('lethe1', 'Lethe1'))).toEqual({ ok: true, enrolment });
  });

  it('is read from the file that a person may open', () => {
    const file = enrolmentFile(enrolment);
    expect(file).toMatch(/treat this as a password/i);
    expect(decodeEnrolment(file)).toEqual({ ok: true, enrolment });
    expect(decodeEnrolment(`\ufeff${file.replaceAll('\n', '\r\n')}`)).toEqual({ ok: true, enrolment });
  });

  it('cut anywhere is called truncated, never mistyped', () => {
    for (let length = 'lethe1:'.length; length < code.length; length++) {
      expect(problemOf(code.slice(0, length)), `cut at ${length}`).toBe('truncated');
    }
  });

  it('with any one character changed is called mistyped, never truncated', () => {
    for (let at = 'lethe1:'.length; at < code.length; at++) {
      const other = code[at] === 'A' ? 'B' : 'A';
      expect(problemOf(code.slice(0, at) + other + code.slice(at + 1)), `changed at ${at}`).toBe('mistyped');
    }
    expect(problemOf(`${code.slice(0, 50)}–${code.slice(51)}`)).toBe('mistyped');
  });

  it('with more behind its end is called too long', () => {
    expect(problemOf(`${code} Regards, Ann`)).not.toBe('none');
    expect(problemOf(`${code}abc`)).toBe('too-long');
  });

  it('in a link is refused', () => {
    expect(problemOf(`https://evil.example/#${code}`)).toBe('link');
    expect(problemOf(`https://evil.example/?e=${code}`)).toBe('link');
    expect(problemOf('https://evil.example/enrol')).toBe('link');
    expect(problemOf(`web+lethe:${code}`)).toBe('link');
  });

  it('of a newer version asks to update Lethe', () => {
    const decoded = decodeEnrolment(code.replace('lethe1:', 'lethe2:'));
    expect(decoded).toMatchObject({ ok: false, problem: 'newer' });
    expect(!decoded.ok && decoded.detail).toContain('update Lethe');
  });

  it('that is none says so', () => {
    expect(problemOf(' \n')).toBe('empty');
    expect(problemOf('hello')).toBe('not-a-code');
    expect(problemOf('lethe0:AAAA')).toBe('not-a-code');
  });

  it('whose parts have wrong lengths is refused although its checksum fits', () => {
    const decoded = base64urlnopad.decode(code.slice('lethe1:'.length));
    const bytes = new Uint8Array(decoded);
    const view = new DataView(bytes.buffer);
    // Length of the organisation's name, behind header, list id, two keys and epoch.
    view.setUint32(6 + 16 + 32 + 32 + 4 + 4 + 32, 5000);
    view.setUint32(bytes.length - 4, crc32(bytes.subarray(6, -4)));
    expect(problemOf(`lethe1:${base64urlnopad.encode(bytes)}`)).toBe('wrong-length');
  });

  it("never repeats the secret in a problem's detail", () => {
    for (const text of [code.slice(0, -9), `${code}abc`, code.replace(/.{9}$/, 'AAAAAAAAA')]) {
      const decoded = decodeEnrolment(text);
      expect(!decoded.ok && decoded.detail).not.toContain(code.slice(30, 60));
      expect(decoded.ok).toBe(false);
    }
  });

  it.each([
    ['an http repository', { repository: 'http://lists.acme.example/' }],
    ['a repository without its last slash', { repository: 'https://lists.acme.example/lethe' }],
    ['a short digest key', { digestKey: new Uint8Array(31) }],
    ['a long list id', { listId: new Uint8Array(17) }],
    ['no name', { organisation: ' ' }],
    ['a name that turns the text around', { organisation: 'Acme \u202egro' }],
    ['a name that nobody sees', { organisation: '\u200b' }],
    ['a name of joiners', { organisation: '\u200d\u200c' }],
    ['a name that looks like another', { organisation: 'Ac\u2060me' }],
    ['a name with a mark of Arabic', { organisation: 'Acme\u061c' }],
    ['a name with a letter that fills', { organisation: 'Acme\u3164' }],
    ['a name with hidden tags', { organisation: 'Acme\u{e0041}' }],
    ['a root without a version', { root: { version: 0, sha256: new Uint8Array(32) } }],
    ['a root with a short hash', { root: { version: 1, sha256: new Uint8Array(31) } }],
  ])("isn't made with %s", (_name, change) => {
    expect(() => encodeEnrolment({ ...enrolment, ...change })).toThrow('No enrolment code');
  });
});

describe("an organisation's name", () => {
  it.each(['Acme BV', 'Ångström & Söhne', '株式会社例', 'می\u200cخواهم', '4711'])('may be %s', name => {
    expect(isOrganisationName(name)).toBe(true);
  });
});

describe("a repository's address", () => {
  it.each([
    ['https://lists.acme.example', 'https://lists.acme.example/'],
    ['https://lists.acme.example/lethe', 'https://lists.acme.example/lethe/'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080/'],
    ['http://[::1]:8080', 'http://[::1]:8080/'],
    ['http://localhost/x/', 'http://localhost/x/'],
  ])('%s is taken', (text, url) => {
    expect(repositoryUrl(text)).toEqual({ ok: true, url });
  });

  it.each([
    ['http://lists.acme.example/', 'insecure'],
    ['http://127.0.0.1.evil.example/', 'insecure'],
    ['http://192.0.2.1/', 'insecure'],
    ['ftp://lists.acme.example/', 'insecure'],
    ['javascript:alert(1)', 'insecure'],
    ['https://ann:pw@lists.acme.example/', 'credentials'],
    ['https://lists.acme.example/?a=b', 'query'],
    ['https://lists.acme.example/#', 'query'],
    ['lists.acme.example', 'not-a-url'],
  ])('%s is refused as %s', (text, problem) => {
    expect(repositoryUrl(text)).toEqual({ ok: false, problem });
  });
});

describe("a root's fingerprint", () => {
  it('is SHA-256 of the canonical signed part in groups of four', async () => {
    // printf '{"_type":"root","version":1}' | sha256sum
    expect(fingerprintOf(await pinOf(root)).replaceAll(' ', '')).toBe(
      'f08482fab5f98f7e96e5173ee5a1c3328a44d2cb78f42a6ae84d80470249776d',
    );
    expect(fingerprintOf(await pinOf(root))).toMatch(/^[0-9a-f]{4}( [0-9a-f]{4}){15}$/);
  });

  it('is the same however the file is spaced and signed', async () => {
    const spaced = utf8(
      '{ "signed": {"version": 1, "_type": "root"}, "signatures": [{"keyid": "a", "sig": "b"}] }',
    );
    expect(await pinOf(spaced)).toEqual(await pinOf(root));
    expect(await isPinned(spaced, await pinOf(root))).toBe(true);
  });

  it('is that of a root and of nothing else', async () => {
    const pin = await pinOf(root);
    for (const other of [
      '{',
      '[]',
      '{"signed":{"_type":"targets","version":1}}',
      '{"signed":{"_type":"root","version":2}}',
    ]) {
      expect(await isPinned(utf8(other), pin)).toBe(false);
    }
    await expect(pinOf(utf8('{"signed":{"_type":"root"}}'))).rejects.toThrow('no TUF root');
  });
});

describe('CRC-32', () => {
  it('gives the check value of its catalogue', () => {
    expect(crc32(utf8('123456789'))).toBe(0xcbf43926);
  });
});
