/** @jsxImportSource react */
import { useEffect, useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server.browser';
import type { Heard, Scene, Shown } from './scene.ts';

/** For React 18 and 19 alike: the bundle says which. */
interface Props {
  readonly scene: Scene;
  onCommit(): void;
  onTyped(value: string): void;
}

function People({ scene, onCommit, onTyped }: Props) {
  useEffect(onCommit);
  const [typed, setTyped] = useState(scene.typed);
  const [given, setGiven] = useState(scene.typed);
  if (given !== scene.typed) {
    setGiven(scene.typed);
    setTyped(scene.typed);
  }
  return (
    <>
      <p>Write to {scene.note} today.</p>
      <ul>
        {scene.people.map(({ id, address }) => (
          <li key={id}>{address}</li>
        ))}
      </ul>
      {scene.fragment !== null && (
        <>
          or to <p>{scene.fragment}</p>
        </>
      )}
      <p>
        <b>{scene.split[0]}</b>
        <i>{scene.split[1]}</i>
      </p>
      <div dangerouslySetInnerHTML={{ __html: scene.markup }} />
      <input
        value={typed}
        onChange={event => {
          setTyped(event.target.value);
          onTyped(event.target.value);
        }}
      />
      {scene.portal !== null && createPortal(<p>{scene.portal}</p>, document.body)}
    </>
  );
}

export function render(scene: Scene): string {
  return renderToString(<People scene={scene} onCommit={() => {}} onTyped={() => {}} />);
}

export async function hydrate(root: HTMLElement, first: Scene, heard: Heard): Promise<Shown> {
  let typed = first.typed;
  let onFirst = () => {};
  const hydrated = new Promise<void>(resolve => {
    onFirst = resolve;
  });
  const tree = (scene: Scene) => (
    <People
      scene={scene}
      onCommit={() => {
        heard.commits++;
        onFirst();
      }}
      onTyped={value => {
        typed = value;
      }}
    />
  );
  const mounted = hydrateRoot(root, tree(first), {
    onRecoverableError: error => heard.said.push(`recovered: ${String(error)}`),
  });
  await hydrated;
  return {
    async show(scene) {
      typed = scene.typed;
      flushSync(() => mounted.render(tree(scene)));
    },
    typed: () => typed,
    unmount: () => mounted.unmount(),
  };
}
