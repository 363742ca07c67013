import { flushSync, hydrate as hydrateComponent, unmount } from 'svelte';
import People from './people.svelte';
import type { Heard, Scene, Shown } from './scene.ts';
import { createState } from './svelte-state.svelte.ts';

export async function hydrate(root: HTMLElement, first: Scene, heard: Heard): Promise<Shown> {
  const state = createState(first);
  const component = hydrateComponent(People, {
    target: root,
    props: { state, onCommit: () => heard.commits++ },
  });
  flushSync();
  return {
    async show(scene) {
      state.scene = scene;
      flushSync();
    },
    typed: () => state.scene.typed,
    unmount: () => unmount(component),
  };
}
