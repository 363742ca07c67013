/**
 * Ways in which a redesign changes a page, each as a function that is run in it: what a site's file goes by moves, is renamed, or
 * goes. They change what stands there when they run; `while` ones also what the page does from then on.
 */
export interface Redesign {
  readonly name: string;
  /** Goes over as text: uses nothing but the DOM. `compose` selects the compose window, or what the page is about. */
  readonly change: (compose: string) => void;
}

export const redesigns: readonly Redesign[] = [
  {
    name: 'class names shuffled',
    change() {
      let next = 0;
      for (const element of document.querySelectorAll('[class]')) {
        if (!element.closest('svg')) element.className = `x${(next++ * 7919) % 9973}`;
      }
    },
  },
  {
    name: 'class names gone',
    change() {
      for (const element of document.querySelectorAll('[class]')) element.removeAttribute('class');
    },
  },
  {
    name: 'ids renamed',
    change() {
      let next = 0;
      for (const element of document.querySelectorAll('[id]')) element.id = `r${next++}`;
    },
  },
  {
    name: 'names of test hooks renamed',
    change() {
      for (const element of document.querySelectorAll('*')) {
        for (const { name, value } of [...element.attributes]) {
          if (!/^data-(?:test|qa|sele|zcqa|auto|ana)/u.test(name)) continue;
          element.removeAttribute(name);
          element.setAttribute('data-hook', value);
        }
      }
    },
  },
  {
    name: 'names of fields renamed',
    change() {
      for (const element of document.querySelectorAll('[name]')) {
        element.setAttribute('name', `f-${element.getAttribute('name')}`);
      }
    },
  },
  {
    name: 'labels translated',
    change() {
      for (const element of document.querySelectorAll('[aria-label], [title], [data-tooltip]')) {
        for (const name of ['aria-label', 'title', 'data-tooltip']) {
          const words = element.getAttribute(name);
          if (words && !words.includes('@')) element.setAttribute(name, words.replace(/^\p{L}+/u, 'Wyślij'));
        }
      }
    },
  },
  {
    name: 'labels gone',
    change() {
      for (const element of document.querySelectorAll('[aria-label], [title], [data-tooltip]')) {
        for (const name of ['aria-label', 'title', 'data-tooltip']) element.removeAttribute(name);
      }
    },
  },
  {
    name: 'wrappers around everything',
    change(compose) {
      for (const element of document.querySelectorAll(`${compose}, ${compose} *`)) {
        if (element.closest('svg, [contenteditable], tr, select') || !element.parentElement) continue;
        const wrapper = document.createElement('div');
        element.replaceWith(wrapper);
        wrapper.append(element);
      }
    },
  },
  {
    name: 'one compose inside two more wrappers with roles',
    change(compose) {
      const element = document.querySelector(compose);
      const [outer, inner] = [document.createElement('section'), document.createElement('div')];
      outer.setAttribute('role', 'region');
      inner.setAttribute('role', 'group');
      element?.replaceWith(outer);
      outer.append(inner);
      if (element) inner.append(element);
    },
  },
  {
    name: 'buttons of another element',
    change(compose) {
      for (const old of document.querySelectorAll(`${compose} [role=button], ${compose} button`)) {
        const made = document.createElement(old.localName === 'button' ? 'div' : 'button');
        for (const { name, value } of [...old.attributes])
          if (name !== 'type') made.setAttribute(name, value);
        if (made.localName === 'div') made.setAttribute('role', 'button');
        made.append(...old.childNodes);
        old.replaceWith(made);
      }
    },
  },
  {
    name: 'dialog without its role',
    change() {
      for (const element of document.querySelectorAll('[role=dialog], [role=group], [role=region]')) {
        element.removeAttribute('role');
      }
    },
  },
  {
    name: 'roles of chips gone',
    change() {
      for (const element of document.querySelectorAll('[role=option], [role=listbox], [role=listitem]')) {
        element.removeAttribute('role');
      }
    },
  },
  {
    name: 'body without its role',
    change() {
      for (const element of document.querySelectorAll('[contenteditable]')) {
        element.removeAttribute('role');
        element.removeAttribute('g_editable');
      }
    },
  },
  {
    name: 'addresses of chips in text only',
    change() {
      for (const element of document.querySelectorAll('[data-hovercard-id], [email]')) {
        const address = element.getAttribute('data-hovercard-id') ?? element.getAttribute('email') ?? '';
        element.removeAttribute('data-hovercard-id');
        element.removeAttribute('email');
        element.append(` <${address}>`);
      }
    },
  },
  {
    name: 'addresses of chips gone, names stay',
    change(compose) {
      for (const element of document.querySelectorAll(`${compose} *`)) {
        for (const { name, value } of [...element.attributes]) {
          if (name !== 'href' && /[^\s@]@[^\s@]/u.test(value))
            element.setAttribute(name, value.replace(/\S+@\S+/gu, ''));
        }
      }
    },
  },
  {
    name: 'fields moved out of the window',
    change() {
      const field = document.querySelector('[name=to], [id$="_TO"]');
      const around = document.createElement('div');
      document.body.append(around);
      if (field) around.append(field.closest('tr, .field') ?? field);
    },
  },
  {
    name: 'everything in an open shadow root',
    change(compose) {
      const element = document.querySelector(compose);
      const host = document.createElement('mail-window');
      element?.replaceWith(host);
      const root = host.attachShadow({ mode: 'open' });
      for (const style of document.querySelectorAll('style')) root.append(style.cloneNode(true));
      if (element) root.append(element);
    },
  },
  {
    name: 'everything made anew at every key',
    change(compose) {
      document.addEventListener('input', () => {
        const element = document.querySelector(compose);
        element?.replaceWith(element.cloneNode(true));
      });
    },
  },
  {
    name: 'recipients drawn anew while Send is pressed',
    change(compose) {
      document.addEventListener(
        'pointerdown',
        () => {
          const element = document.querySelector(compose);
          for (const chip of element?.querySelectorAll(
            '[role=option], [class*="ENTITY"], input[type=hidden]',
          ) ?? []) {
            chip.replaceWith(chip.cloneNode(true));
          }
        },
        true,
      );
    },
  },
  {
    name: 'the order of everything reversed',
    change(compose) {
      for (const element of document.querySelectorAll(`${compose}, ${compose} form, ${compose} header`)) {
        element.append(...[...element.children].reverse());
      }
    },
  },
];
