import { expect, it } from 'vitest';
import { checkAnswers, NO_ANSWERS } from '../../../utils/desk/set-up-answers.ts';

const ANSWERS = {
  ...NO_ANSWERS,
  organisation: 'Acme BV',
  host: 'folder',
  repository: 'https://lists.acme.example/',
  passphrase: 'correct horse battery staple',
  passphraseAgain: 'correct horse battery staple',
  kitPassphrase: 'a kit in a safe in a cellar',
  kitPassphraseAgain: 'a kit in a safe in a cellar',
} as const;

it('senders and systems are set from the start as they were answered, one a line', () => {
  const answers = { ...ANSWERS, senders: 'Newsletter\n\n Call centre \nNewsletter', systems: 'CRM' };
  expect(checkAnswers(answers)).toMatchObject({
    ok: true,
    place: { settings: { senders: ['Newsletter', 'Call centre'], systems: ['CRM'] } },
  });
});

it('senders and systems may stay empty', () => {
  expect(checkAnswers(ANSWERS)).toMatchObject({
    ok: true,
    place: { settings: { senders: [], systems: [] } },
  });
});

it('the list is confirmed by hand unless a machine is to confirm it', () => {
  expect(checkAnswers(ANSWERS)).toMatchObject({ place: { settings: { refreshing: 'by-hand' } } });
  expect(checkAnswers({ ...ANSWERS, refreshing: 'daily' })).toMatchObject({
    place: { settings: { refreshing: 'daily' } },
  });
});

it('a sender that could be an address, or a system without a name that fits, makes nothing', () => {
  const answers = { ...ANSWERS, senders: 'CRM\nanna@example.com', systems: 'x'.repeat(81) };
  expect(checkAnswers(answers)).toEqual({
    ok: false,
    problems: { senders: 'bad-list', systems: 'bad-list' },
  });
});
