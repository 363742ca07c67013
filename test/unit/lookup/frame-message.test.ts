import { describe, expect, it } from 'vitest';
import type { HoldView } from '../../../utils/guard/guard-views.ts';
import { overridesOf } from '../../../utils/guard/override-rules.ts';
import { isFrameMessage } from '../../../utils/lookup/frame-message.ts';
import { OVERRIDE_REASONS } from '../../../utils/lookup/log.ts';

const MIRA = {
  key: 'to:mira@example.com',
  address: 'mira@example.com',
  label: 'Mira',
  field: 'to',
  typed: false,
  verdict: { state: 'listed', scope: 'all', match: 'exact' },
} as const;

const VIEW: HoldView = {
  window: 1,
  kind: 'listed',
  listed: [MIRA],
  pending: [{ ...MIRA, address: null, label: 'A name '.repeat(1_000), verdict: { state: 'pending' } }],
  nobodyElse: false,
  cannotRemove: false,
  act: 'send',
  canRemove: true,
  overrides: overridesOf('hold', [MIRA]),
  wroteFirst: false,
};

/** What Preact takes for one of its own elements, where a Port keeps `constructor: undefined`, as Firefox's does. */
const ELEMENT = { type: 'iframe', props: { srcdoc: '<script>1</script>' }, constructor: undefined };

function asks(view: unknown): boolean {
  return isFrameMessage({ type: 'ask', view });
}

function answers(answer: unknown): boolean {
  return isFrameMessage({ type: 'answer', from: 'frame 2', answer, shown: [MIRA.key] });
}

describe('what one frame has another ask', () => {
  it('is a dialog, or that there is none any more', () => {
    expect(asks(VIEW)).toBe(true);
    expect(asks(null)).toBe(true);
  });

  it('is text where text is shown, never an element', () => {
    expect(asks({ ...VIEW, listed: [{ ...MIRA, label: ELEMENT }] })).toBe(false);
    expect(asks({ ...VIEW, listed: [{ ...MIRA, address: ELEMENT }] })).toBe(false);
    expect(asks({ ...VIEW, pending: [{ ...MIRA, field: ELEMENT }] })).toBe(false);
    expect(asks({ ...VIEW, kind: ELEMENT })).toBe(false);
    expect(asks({ ...VIEW, overrides: { ...VIEW.overrides, reasons: [ELEMENT] } })).toBe(false);
  });

  it('names only whom the list names, and only reasons that there are', () => {
    expect(asks({ ...VIEW, listed: [{ ...MIRA, verdict: { state: 'not-listed' } }] })).toBe(false);
    expect(asks({ ...VIEW, overrides: { ...VIEW.overrides, reasons: ['none'] } })).toBe(false);
    expect(asks({ ...VIEW, act: 'erase' })).toBe(false);
  });
});

describe('the answer to it', () => {
  it('is one that the dialog can give', () => {
    for (const choice of ['cancel', 'remove', 'send', 'anyway']) expect(answers({ choice })).toBe(true);
    for (const reason of OVERRIDE_REASONS) expect(answers({ choice: 'reason', reason })).toBe(true);
    expect(answers({ choice: 'reason' })).toBe(false);
    expect(answers({ choice: 'reason', reason: 'none' })).toBe(false);
    expect(answers({ choice: 'release' })).toBe(false);
  });
});

describe('what a frame asks of the lookup and of the log', () => {
  it('holds something that can be answered', () => {
    expect(isFrameMessage({ type: 'look', id: 1, priority: 'page', texts: ['x@example.com'] })).toBe(true);
    expect(isFrameMessage({ type: 'look', id: 1, priority: 'page', texts: [] })).toBe(false);
  });

  it('names a site by no more than a name', () => {
    const entry = { time: 1, site: 'Gmail', scope: null, action: 'held' };
    expect(isFrameMessage({ type: 'log', entry })).toBe(true);
    expect(isFrameMessage({ type: 'log', entry: { ...entry, site: 'x'.repeat(1_000) } })).toBe(false);
  });
});
