// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { failureText } from '../../../../components/desk/failure-text.ts';
import { toldArgon2id } from '../../../../utils/desk/told-argon2id.ts';
import { OfficerFailure, registerFailure } from '../../../../utils/officer/officer-failure.ts';
import { rootSignerIn } from '../../../../utils/officer/root-signer.ts';
import { openKeyFile } from '../../../../utils/officer/unlock.ts';
import { sealUnderPassphrase } from '../../../../utils/publish/passphrase-file.ts';
import { failureOf } from '../../../../utils/publish/s3-problem.ts';
import { SUITE_1 } from '../../../../utils/scheme/tag.ts';
import { sentence } from '../../../../utils/sentence.ts';
import { parseMetadata } from '../../../../utils/tuf/parse-metadata.ts';
import { speak, speakEnglish } from '../english.ts';

await vi.hoisted(async () => (await import('../english.ts')).speakEnglish());

const LOCATION = { endpoint: 'https://s3.example', region: 'auto', bucket: 'lists', prefix: '' };
const answer = (status: number, code: string) => ({
  status,
  headers: new Headers(),
  bytes: new TextEncoder().encode(`<Error><Code>${code}</Code></Error>`),
});

const textOf = (work: unknown) => Promise.resolve(work).then(() => 'nothing', failureText);

it('a defect is said as it was said', () => {
  expect(failureText(new Error('a bug'))).toBe('a bug');
  expect(failureText('text')).toBe('text');
});

it.each([
  ['QuotaExceededError', /^There is no room left on this computer: make room/u],
  ['NotReadableError', /^The file was moved or changed since it was chosen/u],
  ['UnknownError', /^The browser refused this \(UnknownError\): load this page again/u],
])('what the browser refuses (%s) names the way out', (name, words) => {
  expect(failureText(new DOMException('Internal error.', name))).toMatch(words);
});

it('a sentence, and one within other words, are said in the language of the page', async () => {
  const path = 'register/ab/3.age';
  const gone = sentence(
    'told.register.missing',
  )`${path} is missing from the register: restore it from a backup.`;
  await speak('nl');
  try {
    expect(failureText(new OfficerFailure(gone))).toBe(
      'register/ab/3.age ontbreekt in het register: zet het terug uit een back-up.',
    );
    expect(failureText(registerFailure(gone))).toMatch(
      /^Het register is niet te gebruiken\. .* gelden: register\/ab\/3\.age ontbreekt/u,
    );
  } finally {
    await speakEnglish();
  }
});

it('what hashes and stopped is told in the language of the page, not by what the worker said', async () => {
  const stopped = toldArgon2id(() => Promise.reject(new Error('the worker could not be loaded')));
  await speak('de');
  try {
    await expect(textOf(stopped('digest', new Uint8Array(16), SUITE_1))).resolves.toMatch(
      /^Eine Adresse konnte nicht gehasht werden: .* laden Sie diese Seite neu/u,
    );
  } finally {
    await speakEnglish();
  }
});

it.each([
  ['<!doctype html>', '1.root.json ist kein einwandfreies JSON'],
  ['{"signed": 1}', '1.root.json enthält bei signed, was dort nicht stehen darf'],
])(
  'a damaged file (%s) is told without an English cause, which stays for whoever looks for it',
  async (text, said) => {
    const read = await parseMetadata(new TextEncoder().encode(text), 'root', '1.root.json');
    if (read.ok || read.problem.said === undefined) throw new Error('a sentence is said');
    expect(read.problem.detail).toMatch(/expected a value|isn't an object/u);
    await speak('de');
    try {
      expect(failureText(new OfficerFailure(read.problem.said))).toBe(said);
    } finally {
      await speakEnglish();
    }
  },
);

it('a store that refuses is named, with its answer', () => {
  expect(failureText(failureOf(answer(403, 'InvalidAccessKeyId'), LOCATION, 'PUT a.json'))).toMatch(
    /^https:\/\/s3\.example doesn't accept the access key for bucket lists \(403 InvalidAccessKeyId\)/u,
  );
  expect(failureText(failureOf(answer(404, 'NoSuchBucket'), LOCATION, 'GET metadata/'))).toContain(
    'There is no bucket lists',
  );
});

it('files that are chosen wrongly say what they are, in the language of the page', async () => {
  const bytes = new TextEncoder().encode('no age file');
  const other = await sealUnderPassphrase(new TextEncoder().encode('{}'), 'right', 4);
  await speak('nl');
  try {
    expect(await textOf(rootSignerIn(bytes, 'right', '0'))).toMatch(/^root\.age is geen sleutelbestand/u);
    expect(await textOf(rootSignerIn(other, 'wrong', '0'))).toMatch(
      /^De wachtwoordzin opent root\.age niet/u,
    );
    expect(await textOf(rootSignerIn(other, 'right', '0'))).toMatch(/^root\.age is een ander soort/u);
    const open = (passphrase: string) => openKeyFile(other, 'kit.age', 'recovery', [passphrase]);
    expect(await textOf(open('wrong'))).toMatch(/^De wachtwoordzin opent kit\.age niet/u);
    expect(await textOf(open('right'))).toMatch(/^kit\.age is beschadigd/u);
  } finally {
    await speakEnglish();
  }
});
