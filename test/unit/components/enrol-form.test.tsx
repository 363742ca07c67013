// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EnrolForm } from '../../../components/enrol-form.tsx';
import { sentenceText } from '../../../components/sentence-text.ts';
import { decodeEnrolment, encodeEnrolment } from '../../../utils/enrolment/code.ts';
import { enrolmentFile } from '../../../utils/enrolment/enrolment-file.ts';
import { fingerprintOf } from '../../../utils/enrolment/root-pin.ts';
import { HostGone } from '../../../utils/lookup/page-client.ts';
import { PublishedList } from '../sync/published-list.ts';
import { TRANSLATIONS, wordsOf } from '../wording/languages.ts';
import { speak } from './english.ts';

await vi.hoisted(async () => (await import('./english.ts')).speakEnglish());

const { enrolment } = await PublishedList.create();
const CODE = encodeEnrolment(enrolment);

afterEach(cleanup);

function show(onEnrol: (code: string) => Promise<void> = async () => undefined) {
  const spied = vi.fn(onEnrol);
  render(<EnrolForm onEnrol={spied} />);
  return spied;
}

function give(code: string): void {
  fireEvent.input(screen.getByLabelText('Enrolment code'), { target: { value: code } });
  fireEvent.click(screen.getByRole('button', { name: 'Read the code' }));
}

it('shows whose list it is and where it comes from, and enrols only when that is accepted', async () => {
  const onEnrol = show();
  give(CODE);
  const accept = await screen.findByRole('button', { name: 'Enrol with Acme' });
  const offer = screen.getByRole('region', { name: 'Is this your organisation?' });
  expect(offer.textContent).toContain(enrolment.repository);
  expect(offer.textContent).toContain(fingerprintOf(enrolment.root));
  expect(offer.textContent).toContain('Treat the code as a password.');
  expect(onEnrol).not.toHaveBeenCalled();
  fireEvent.click(accept);
  expect(onEnrol).toHaveBeenCalledExactlyOnceWith(CODE);
  await vi.waitFor(() => expect(screen.getByLabelText('Enrolment code')).toHaveProperty('value', ''));
});

it('goes back without enrolling', async () => {
  const onEnrol = show();
  give(CODE);
  fireEvent.click(await screen.findByRole('button', { name: 'Back' }));
  expect(screen.getByLabelText('Enrolment code')).toBeTruthy();
  expect(onEnrol).not.toHaveBeenCalled();
});

it('takes the file as well', async () => {
  show();
  const input = document.querySelector('input[type=file]');
  const file = new File([enrolmentFile(enrolment)], 'acme.lethe', { type: 'text/plain' });
  Object.defineProperty(file, 'text', { value: async () => enrolmentFile(enrolment) });
  if (!input) throw new Error('there is no field for a file');
  fireEvent.change(input, { target: { files: [file] } });
  expect(await screen.findByRole('button', { name: 'Enrol with Acme' })).toBeTruthy();
});

it.each([
  ['', 'Paste a code or choose a file.'],
  ['hello', 'That is no enrolment code.'],
  [`https://acme.example/#${CODE}`, 'Lethe takes no links.'],
  [CODE.slice(0, -20), 'The end of the code is missing.'],
  [`${CODE}AAAA`, 'Something follows the end of the code.'],
  [CODE.replace('lethe1:', 'lethe9:'), 'made for a newer Lethe'],
])('names what is wrong with a code (%#)', async (code, words) => {
  show();
  give(code);
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toContain(words));
  expect(screen.queryByRole('button', { name: 'Enrol with Acme' })).toBeNull();
});

describe.each(['en', 'de'])('in %s', language => {
  beforeEach(() => speak(language));
  afterEach(() => speak('en'));

  // As Comlink hands it on: the name of what was thrown, in an error that is no DOMException any more.
  const named = (name: string) => Object.assign(new Error('in English'), { name });
  it.each([
    ['the host went', () => new HostGone(), 'options.failedHostGone', null],
    ['no room is left', () => named('QuotaExceededError'), 'status.problem.quota', null],
    ['the store belongs to a newer Lethe', () => named('VersionError'), 'status.problem.updateLethe', null],
    ['the store is broken', () => named('UnknownError'), 'status.problem.storeBroken', null],
    ['policy came meanwhile', () => named('Error'), 'policy.enrolled', 'by-policy'],
  ] as const)('says that enrolling failed: %s', async (_why, error, key, refusal) => {
    const words = await wordsOf(language);
    const refusals = [null, refusal];
    render(
      <EnrolForm
        onEnrol={async () => {
          throw error();
        }}
        refusalOf={async () => refusals.shift() ?? null}
      />,
    );
    fireEvent.input(document.querySelector('#code') ?? document, { target: { value: CODE } });
    fireEvent.submit(document.querySelector('form') ?? document);
    await vi.waitFor(() => expect(document.querySelector('.offer .filled')).not.toBeNull());
    fireEvent.click(document.querySelector('.offer .filled') ?? document);
    const text = words.get('options.failed')?.n?.replace('$1', words.get(key)?.n ?? '?');
    await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toBe(text));
    expect(screen.getByRole('alert').textContent).not.toContain('in English');
  });
});

it.each(TRANSLATIONS)(
  'a file that a desk in %s wrote is read, and says in that language what it is',
  async language => {
    await speak(language);
    const text = enrolmentFile(enrolment, sentenceText);
    const { n: heading = '' } = (await wordsOf(language)).get('told.enrolment.title') ?? {};
    expect(text.split('\n')[0]).toBe(heading.replace('$1', enrolment.organisation));
    expect(decodeEnrolment(text)).toEqual(decodeEnrolment(CODE));
    expect(text).not.toContain('PASSWORD.');
    await speak('en');
  },
);
