import type { Scene } from './scene.ts';

/** What the component reads: setting the scene shows it. */
export function createState(first: Scene): { scene: Scene } {
  const state = $state({ scene: first });
  return state;
}
