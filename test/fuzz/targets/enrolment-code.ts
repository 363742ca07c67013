import { isDeepStrictEqual } from 'node:util';
import { type Bytes, utf8 } from '../../../utils/bytes.ts';
import { decodeEnrolment, encodeEnrolment } from '../../../utils/enrolment/code.ts';
import type { Enrolment } from '../../../utils/enrolment/enrolment.ts';
import { enrolmentFile } from '../../../utils/enrolment/enrolment-file.ts';
import { pinOf } from '../../../utils/enrolment/root-pin.ts';
import { ensure } from '../ensure.ts';
import type { Target } from '../fuzz.ts';
import type { Random } from '../random.ts';
import { smallRepository } from '../tuf-repository.ts';

const TOKENS = [
  'lethe1:',
  'lethe2:',
  'lethe999999:',
  'lethe',
  ':',
  'https://example.com/#',
  '=',
  '\n',
  '\u200b',
  '>',
  '"',
  '%',
  'é',
];

/** An input is a text in UTF-8, which need not be sound: what stands in its place is then part of the text. */
export const enrolmentCode: Target = {
  name: 'enrolment-code',
  async prepare(random) {
    const enrolments = [await anyEnrolment(random), await anyEnrolment(random), await anyEnrolment(random)];
    const codes = enrolments.map(encodeEnrolment);
    const [file, ...files] = enrolments.map(each => utf8(enrolmentFile(each)));
    if (file === undefined) throw new Error('there are enrolments');
    const samples = [file, ...files, ...codes.map(utf8)] as const;
    return { samples, tokens: TOKENS.map(utf8), check: input => check(codes, input) };
  },
};

function check(codes: readonly string[], input: Bytes): boolean {
  const decoded = decodeEnrolment(new TextDecoder().decode(input));
  if (!decoded.ok) {
    ensure(!/[\w-]{24}/.test(decoded.detail), 'a problem shows no part of the code');
    return false;
  }
  const code = encodeEnrolment(decoded.enrolment);
  ensure(codes.includes(code), 'no changed code is taken');
  ensure(isDeepStrictEqual(decodeEnrolment(code), decoded), 'what was read is read again');
  return true;
}

async function anyEnrolment(random: Random): Promise<Enrolment> {
  const { roots } = await smallRepository(random);
  return {
    organisation: random.pick(['Acme Zoë BV', 'Ministerium für Öffentlichkeit', '株式会社']),
    repository: random.pick(['https://lists.acme.example/lethe/', 'http://127.0.0.1:8080/']),
    listId: random.bytes(16),
    digestKey: random.bytes(32),
    sealKey: random.bytes(32),
    sealEpoch: random.below(2 ** 32),
    root: await pinOf(roots[0]),
  };
}
