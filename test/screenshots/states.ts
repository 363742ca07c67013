import { deskStates } from './desk-states.ts';
import { enterPhase } from './enter-phase.ts';
import { overlayStates } from './overlay-states.ts';
import { pageStates } from './page-states.ts';
import { popupStates } from './popup-states.ts';
import { PHASES, type State } from './state.ts';
import type { World } from './world.ts';

/** Every state of everything that Lethe shows: `npm run screenshots` pictures them, test/e2e/access.test.ts looks at their access. */
export const states: readonly State[] = [...pageStates, ...popupStates, ...overlayStates, ...deskStates];

/** What a file is called after. */
export function nameOf({ name, phase }: State): string {
  return phase === 'protecting' ? name : `${name}-${phase}`;
}

/** States in an order in which a world passes through them, each with what brings the world there. */
export async function* walk(world: World, wanted: (state: State) => boolean): AsyncGenerator<State> {
  for (const phase of PHASES) {
    await enterPhase(world, phase);
    for (const state of states) if (state.phase === phase && wanted(state)) yield state;
  }
}

/** Opens a state, shows it to somebody, and closes whatever it opened. */
export async function visit(
  world: World,
  state: State,
  look: (page: Awaited<ReturnType<State['open']>>) => Promise<void>,
): Promise<void> {
  const before = new Set(await world.driven.browser.pages());
  try {
    const page = await state.open(world).catch((error: unknown) => {
      throw new Error(`${nameOf(state)} can't be opened: ${error instanceof Error ? error.message : error}`);
    });
    await page.bringToFront();
    await look(page);
  } finally {
    for (const page of await world.driven.browser.pages()) if (!before.has(page)) await page.close();
  }
}
