import { render as renderComponent } from 'svelte/server';
import People from './people.svelte';
import type { Scene } from './scene.ts';

export function render(scene: Scene): string {
  return renderComponent(People, { props: { state: { scene }, onCommit: () => {} } }).body;
}
