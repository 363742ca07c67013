import { createSSRApp, Fragment, h, nextTick, shallowRef, Teleport } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { Heard, Scene, Shown } from './scene.ts';

function appOf(first: Scene, heard: Heard) {
  const scene = shallowRef(first);
  const app = createSSRApp({
    mounted: () => heard.commits++,
    updated: () => heard.commits++,
    render() {
      const { people, note, split, markup, typed, fragment, portal } = scene.value;
      return [
        h('p', ['Write to ', note, ' today.']),
        h(
          'ul',
          people.map(({ id, address }) => h('li', { key: id }, address)),
        ),
        fragment === null ? null : h(Fragment, ['or to ', h('p', fragment)]),
        h('p', [h('b', split[0]), h('i', split[1])]),
        h('div', { innerHTML: markup }),
        h('input', {
          value: typed,
          onInput(event: Event) {
            if (event.target instanceof HTMLInputElement)
              scene.value = { ...scene.value, typed: event.target.value };
          },
        }),
        portal === null ? null : h(Teleport, { to: 'body' }, h('p', portal)),
      ];
    },
  });
  return { app, scene };
}

export async function render(scene: Scene): Promise<string> {
  return renderToString(appOf(scene, { commits: 0, said: [] }).app);
}

export async function hydrate(root: HTMLElement, first: Scene, heard: Heard): Promise<Shown> {
  const { app, scene } = appOf(first, heard);
  app.mount(root);
  await nextTick();
  return {
    async show(next) {
      scene.value = next;
      await nextTick();
    },
    typed: () => scene.value.typed,
    unmount: () => app.unmount(),
  };
}
