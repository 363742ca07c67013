import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../utils/guard/guard-machine.ts';
import type { HoldView } from '../../../utils/guard/guard-views.ts';
import { createSharedSurface, type FramesLink } from '../../../utils/guard/shared-surface.ts';
import type { GuardSurface } from '../../../utils/guard/surface.ts';

/** Two frames of a tab and what lies between them, without a browser. */
class Frame {
  shown: HoldView | null = null;
  isSmall = false;
  readonly answers: Answer[] = [];
  readonly asked: (HoldView | null)[] = [];
  readonly given: [string, Answer][] = [];
  press: (answer: Answer, shown: readonly string[]) => void = () => {};
  ask: Parameters<FramesLink['onAsked']>[0] = () => {};
  answered: Parameters<FramesLink['onAnswered']>[0] = () => {};
  readonly surface: GuardSurface;

  constructor() {
    this.surface = createSharedSurface({
      surface: {
        showBanners: () => undefined,
        showHold: view => {
          this.shown = view;
        },
        owns: () => false,
        onAnswer: listener => {
          this.press = listener;
        },
      },
      link: {
        ask: view => this.asked.push(view),
        answer: (from, answer) => this.given.push([from, answer]),
        onAsked: listener => {
          this.ask = listener;
        },
        onAnswered: listener => {
          this.answered = listener;
        },
      },
      isTooSmall: () => this.isSmall,
    });
    this.surface.onAnswer(answer => this.answers.push(answer));
  }
}

const view = (window: number): HoldView => ({
  window,
  kind: 'listed',
  listed: [],
  pending: [],
  nobodyElse: true,
  cannotRemove: false,
  act: 'send',
  canRemove: true,
  overrides: { reasons: [], isFree: false, isServiceOneClick: false },
  wroteFirst: false,
});
const cancel: Answer = { choice: 'cancel' };

let frame: Frame;

beforeEach(() => {
  frame = new Frame();
});

describe('a frame with room for a dialog', () => {
  it('asks in itself', () => {
    frame.surface.showHold(view(1));
    expect(frame.shown).toEqual(view(1));
    frame.press(cancel, []);
    expect([frame.answers, frame.asked]).toEqual([[cancel], []]);
  });

  it('asks for others as well, after its own, and gives each its answer', () => {
    frame.ask('frame 7', view(7));
    expect(frame.shown).toEqual(view(7));
    frame.surface.showHold(view(1));
    expect(frame.shown).toEqual(view(1));
    frame.press(cancel, []);
    frame.surface.showHold(null);
    expect(frame.shown).toEqual(view(7));
    frame.press({ choice: 'remove' }, []);
    expect(frame.given).toEqual([['frame 7', { choice: 'remove' }]]);
    expect(frame.answers).toEqual([cancel]);
    expect(frame.shown).toBeNull();
  });

  it('asks no longer for a frame that took it back, or went', () => {
    frame.ask('frame 7', view(7));
    frame.ask('frame 7', null);
    expect(frame.shown).toBeNull();
  });
});

describe('a frame too small for a dialog', () => {
  beforeEach(() => {
    frame.isSmall = true;
    frame.surface.showHold(view(1));
  });

  it('has it asked elsewhere, and hears the answer once', () => {
    expect([frame.shown, frame.asked]).toEqual([null, [view(1)]]);
    frame.answered({ answer: cancel, shown: [] });
    frame.answered({ answer: cancel, shown: [] });
    expect(frame.answers).toEqual([cancel]);
  });

  it('says when it is no longer to be asked', () => {
    frame.surface.showHold(null);
    expect(frame.asked).toEqual([view(1), null]);
  });

  it('asks in itself where nobody else can', () => {
    frame.answered(null);
    expect(frame.shown).toEqual(view(1));
    frame.press(cancel, []);
    expect(frame.answers).toEqual([cancel]);
    frame.surface.showHold(null);
    frame.surface.showHold(view(2));
    expect(frame.shown).toEqual(view(2));
  });
});
