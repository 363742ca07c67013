import { h, render } from 'preact';

// For a page: a list of things to do, in a framework.
const PER_LIST = 100;
const PER_UPDATE = 10;
/** Some of what people have to do is with somebody. */
const WITH_ADDRESS = 20;

interface Item {
  readonly id: number;
  readonly isDone: boolean;
}

/** Milliseconds to add, complete and delete so many items, a hundred at a time, each update laid out. */
export async function churn(items: number): Promise<number> {
  const place = document.createElement('main');
  document.body.append(place);
  const start = performance.now();
  for (let id = 0; id < items; id += PER_LIST) await oneList(place, id);
  const elapsed = performance.now() - start;
  render(null, place);
  place.remove();
  return elapsed;
}

async function oneList(place: Element, firstId: number): Promise<void> {
  let items: Item[] = [];
  for (let count = 0; count < PER_LIST; count += PER_UPDATE) {
    const added = Array.from({ length: PER_UPDATE }, (_, index) => ({
      id: firstId + count + index,
      isDone: false,
    }));
    items = [...items, ...added];
    await show(place, items);
  }
  for (let count = PER_UPDATE; count <= PER_LIST; count += PER_UPDATE) {
    items = items.map((item, index) => (index < count ? { ...item, isDone: true } : item));
    await show(place, items);
  }
  while (items.length > 0) {
    items = items.slice(PER_UPDATE);
    await show(place, items);
  }
}

async function show(place: Element, items: readonly Item[]): Promise<void> {
  render(h('ul', null, items.map(itemOf)), place);
  place.getBoundingClientRect();
  // The next update comes in a later task, as a person's does; what the extension put off is in the time.
  await new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
}

function itemOf({ id, isDone }: Item) {
  const text = id % WITH_ADDRESS === 0 ? `Call person-${id}@example.com` : `Something to do, number ${id}`;
  return h(
    'li',
    { key: id, class: isDone ? 'completed' : '' },
    h('div', { class: 'view' }, [
      h('input', { class: 'toggle', type: 'checkbox', checked: isDone }),
      h('label', null, text),
      h('button', { class: 'destroy', title: 'Delete' }),
    ]),
  );
}
