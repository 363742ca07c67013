// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CaseView } from '../../../../components/desk/case-view.tsx';
import type { BlockGroup } from '../../../../utils/register/block-groups.ts';
import type { CaseState } from '../../../../utils/register/case-state.ts';
import type { CheckedStep, StepEntry } from '../../../../utils/register/case-step.ts';
import type { Asked } from '../../../../utils/register/covering-blocks.ts';
import type { WhatToErase } from '../../../../utils/register/what-to-erase.ts';
import { speak, speakEnglish } from '../english.ts';
import { caseAfter, RECEIVED } from './case-state.ts';
import { ACME } from './settings.ts';

await vi.hoisted(async () => (await import('../english.ts')).speakEnglish());

afterEach(cleanup);

const RECORDED: CheckedStep = { ok: true, event: RECEIVED };
const BLOCK: BlockGroup = {
  reference: 'DPO-17',
  recordedAt: Date.UTC(2026, 10, 4, 12),
  basis: 'objection',
  scope: 'marketing',
  reviewAt: Date.UTC(2028, 10, 5, 12),
  kinds: new Map([['email', 1]]),
  ids: ['aa'],
  lift: null,
  isPublished: true,
};
const PLAN: WhatToErase = {
  ok: true,
  erasable: { blocks: new Set(['aa', 'bb']), cases: new Set(['DPO-17']) },
  leftCases: ['DPO-16'],
};

function show(
  state: CaseState,
  parts: {
    readonly groups?: readonly BlockGroup[];
    readonly plan?: WhatToErase;
    readonly step?: CheckedStep;
  } = {},
) {
  const onStep = vi.fn<(step: StepEntry, contacted?: Asked) => Promise<CheckedStep>>(
    async () => parts.step ?? RECORDED,
  );
  const onErase = vi.fn(async () => ({ ok: true, finished: 0 }) as const);
  render(
    <CaseView
      state={state}
      groups={parts.groups ?? []}
      settings={ACME}
      onBack={() => undefined}
      onStep={onStep}
      onPlanErasure={async () => parts.plan ?? PLAN}
      onErase={onErase}
    />,
  );
  return { onStep, onErase };
}

const type = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const choose = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const letter = () => document.querySelector('.letter')?.textContent ?? '';

describe('a step', () => {
  it('is recorded on the day on which it happened, with the message that shows it', async () => {
    const { onStep } = show(caseAfter(RECEIVED));
    choose('Next step', 'outcome');
    type('When', '2026-11-12');
    type("The message's text", 'Yes, please.');
    press('Take this text');
    await screen.findByText(/^hash/);
    press('Record this step');
    await vi.waitFor(() => expect(onStep).toHaveBeenCalledOnce());
    expect(onStep.mock.lastCall?.[0]).toMatchObject({
      kind: 'outcome',
      value: 'accepted',
      at: Date.UTC(2026, 10, 12, 12),
      channel: 'mail',
      evidence: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), channel: 'mail' },
    });
  });

  it('that shows nothing takes no message along', async () => {
    const { onStep } = show(caseAfter(RECEIVED));
    choose('Next step', 'outcome');
    type("The message's text", 'Yes, please.');
    press('Take this text');
    await screen.findByText(/^hash/);
    choose('Next step', 'closed');
    press('Record this step');
    await vi.waitFor(() => expect(onStep).toHaveBeenCalledOnce());
    expect(onStep.mock.lastCall?.[0]).toMatchObject({ kind: 'closed', value: '', evidence: null });
  });

  it('that can’t be one is refused with what is wrong', async () => {
    show(caseAfter(RECEIVED), { step: { ok: false, problem: 'holds-at' } });
    choose('Next step', 'erased');
    type('Which', 'anna@example.com');
    press('Record this step');
    await screen.findByText('A name of up to 80 letters, without an @.');
  });

  it('offers the systems that an erasure must reach, to be ticked off', async () => {
    const { onStep } = show(caseAfter(RECEIVED, { kind: 'erased', at: RECEIVED.at, system: 'CRM' }));
    const systems = within(screen.getByRole('group', { name: 'Erased from' }));
    expect(systems.getByLabelText('CRM')).toMatchObject({ checked: true, disabled: true });
    fireEvent.click(systems.getByLabelText('Support desk'));
    await vi.waitFor(() => expect(onStep).toHaveBeenCalledOnce());
    expect(onStep.mock.lastCall?.[0]).toMatchObject({ kind: 'erased', value: 'Support desk' });
    choose('Next step', 'erased');
    expect([...document.querySelectorAll('datalist option')].map(each => each.getAttribute('value'))).toEqual(
      ACME.systems,
    );
  });

  it('is receipt first where a case began with something else', () => {
    show(caseAfter({ kind: 'sender-told', at: RECEIVED.at, sender: 'Newsletter' }));
    const steps = [...(document.querySelector('#step')?.querySelectorAll('option') ?? [])];
    expect(steps.map(each => each.value)).toContain('received');
  });
});

describe('a letter', () => {
  it('is filled in from case and block, and shown once nothing is missing', () => {
    show(caseAfter(RECEIVED), { groups: [BLOCK] });
    choose('Letter', 'confirmation');
    choose('Language', 'nl');
    expect(letter()).toContain('Acme');
    expect(letter()).toContain('2 november 2026');
    expect(letter()).toContain('Example Authority');
    expect(document.body.textContent).toContain('Wording confirmation-1-nl');
    expect(document.querySelector('.letter')?.getAttribute('lang')).toBe('nl');
    type('When their message arrived', '2026-11-03');
    expect(letter()).toContain('3 november 2026');
    type('When their message arrived', '');
    expect(letter()).toBe('');
    expect(document.body.textContent).toContain('The letter appears once the fields above are filled in.');
  });

  it('is in the language of the page at first, and in English where there are none in that', async () => {
    const first = () => {
      const field = document.querySelector('select[name=letter-language], #letter-language');
      return field instanceof HTMLSelectElement ? field.value : undefined;
    };
    await speak('de');
    show(caseAfter(RECEIVED));
    expect(first()).toBe('de');
    cleanup();
    await speak('es');
    show(caseAfter(RECEIVED));
    expect(first()).toBe('en');
    await speakEnglish();
  });

  it('asks for what the case doesn’t tell', () => {
    show(caseAfter(RECEIVED));
    expect(letter()).toBe('');
    type('Answer by', '2026-11-22');
    type('When the block is looked at again', '2028-11-05');
    expect(letter()).toContain('by 22 November 2026');
    type('Their name, for the salutation', 'Robin Example');
    expect(letter()).toContain('Robin Example');
  });

  it('goes to the mail program by a link, without its text where that is too long, and to the clipboard', async () => {
    const writeText = vi.fn(async () => undefined);
    Object.assign(navigator, { clipboard: { writeText } });
    show(caseAfter(RECEIVED), { groups: [BLOCK] });
    choose('Letter', 'confirmation');
    const link = screen.getByRole('link', { name: 'Open in your mail program, without the text' });
    expect(link.getAttribute('href')).toMatch(/^mailto:\?subject=[^&]+$/);
    press('Copy the letter');
    await screen.findByRole('button', { name: 'Copied' });
    expect(writeText).toHaveBeenCalledWith(expect.stringContaining(letter().slice(-80)));
    choose('Letter', 'identity');
    choose('What this letter does', 'hold');
    choose('How they can show it', 'reply');
    type('Answer by', '2026-11-22');
    const whole = screen.getByRole('link', { name: 'Open in your mail program' });
    expect(whole.getAttribute('href')).toMatch(/^mailto:\?subject=.+&body=.+22%20November/);
    expect(screen.queryByRole('button', { name: 'Copied' })).toBeNull();
  });

  it('is recorded as sent by its wording', async () => {
    const { onStep } = show(caseAfter(RECEIVED), { groups: [BLOCK] });
    choose('Letter', 'confirmation');
    choose('Language', 'de');
    press('Record it as sent');
    await vi.waitFor(() => expect(onStep).toHaveBeenCalledOnce());
    expect(onStep.mock.lastCall?.[0]).toMatchObject({ kind: 'letter', value: 'confirmation-1-de' });
  });
});

describe('erasing', () => {
  const closed = caseAfter(RECEIVED, { kind: 'closed', at: RECEIVED.at + 1 });

  it('says what goes and what stays before anything does', async () => {
    const { onErase } = show(closed);
    press('See what would go');
    await screen.findByRole('heading', { name: 'What goes, for good' });
    const told = document.getElementById('what-goes')?.textContent;
    expect(told).toContain('2 lifted blocks');
    expect(told).toContain('Every step of DPO-17');
    expect(told).toContain('Of each line a hash that tells nothing');
    expect(told).toContain('The steps of DPO-16');
    press('Cancel');
    expect(onErase).not.toHaveBeenCalled();
    press('See what would go');
    fireEvent.click(await screen.findByRole('button', { name: 'Erase for good' }));
    await vi.waitFor(() => expect(onErase).toHaveBeenCalledExactlyOnceWith(['DPO-17']));
  });

  it.each([
    ['standing', 'A block of it stands. Lift it first'],
    ['unpublished', "A block's lift isn't published"],
    ['unknown', 'Nothing is recorded under this'],
  ] as const)('is refused while something is %s', async (problem, words) => {
    const { onErase } = show(closed, { plan: { ok: false, problem, name: 'DPO-17', count: 1 } });
    press('See what would go');
    await screen.findByText(new RegExp(words));
    expect(screen.queryByRole('button', { name: 'Erase for good' })).toBeNull();
    expect(onErase).not.toHaveBeenCalled();
  });

  it('isn’t offered of an open case', () => {
    show(caseAfter(RECEIVED));
    expect(document.getElementById('erase')).toBeNull();
  });
});

describe('an incident', () => {
  it('can name whom they contacted, and refuses what is nobody', async () => {
    const { onStep } = show(caseAfter(RECEIVED));
    expect(screen.queryByLabelText('Whom they contacted')).toBeNull();
    choose('Next step', 'incident');
    type('Whom they contacted', 'not an address');
    fireEvent.click(screen.getByRole('button', { name: 'Record this step' }));
    await screen.findByText("This can't be an address, number, profile or company.");
    expect(onStep).not.toHaveBeenCalled();
    type('Whom they contacted', 'Ann@example.org');
    fireEvent.click(screen.getByRole('button', { name: 'Record this step' }));
    await vi.waitFor(() => expect(onStep).toHaveBeenCalledOnce());
    expect(onStep.mock.lastCall).toEqual([
      expect.objectContaining({ kind: 'incident', value: 'mail' }),
      { kind: 'email', text: 'Ann@example.org', canonical: 'ann@example.org' },
    ]);
    expect(screen.getByLabelText('Whom they contacted')).toHaveProperty('value', '');
  });

  it('is shown with whether the list held them', () => {
    const at = Date.UTC(2026, 10, 6, 12);
    show(caseAfter(RECEIVED, { kind: 'incident', at, contact: 'mail', wasPublished: false }));
    expect(document.querySelector('#case')?.textContent).toContain("the list didn't hold them");
  });
});

describe('a block that stands although the offer of one was', () => {
  const outcome = (of: 'accepted' | 'declined' | 'no-answer') =>
    ({ kind: 'outcome', at: RECEIVED.at, outcome: of, evidence: null }) as const;
  const note = () => document.querySelector('#blocked-all-the-same')?.textContent ?? null;

  it.each(['declined', 'no-answer'] as const)('%s is told, with how it is lifted', of => {
    show(caseAfter(RECEIVED, outcome(of)), { groups: [BLOCK] });
    expect(note()).toContain('lethe lift --case DPO-17 --reference DPO-17 --reason mistake');
  });

  it.each([
    ['accepted, is as it should be', 'accepted', BLOCK],
    ['declined, and of another case, is as it should be', 'declined', { ...BLOCK, reference: 'DPO-1' }],
    [
      'declined, and was lifted since, is no more',
      'declined',
      { ...BLOCK, lift: { reference: 'DPO-17', recordedAt: RECEIVED.at, reason: 'mistake' } },
    ],
  ] as const)('%s', (_, of, group) => {
    show(caseAfter(RECEIVED, outcome(of)), { groups: [group] });
    expect(note()).toBeNull();
  });
});
