/** What a hostile page measured while one address stood on it: channel → number. */
export type Measured = Readonly<Record<string, number>>;

/** Channels that differ from trial to trial without Lethe as well: of time, and of what is told once a frame. */
export function isNoisy(channel: string): boolean {
  return /\b(?:ms|bytes|entries|resizes|pointer)\b/.test(channel);
}

/**
 * Runs in a page's own world: puts an address on it and measures all that a page can. First one that Lethe has not
 * seen before, for as long as a verdict, a card and a report take, and whatever can be asked for while the card is
 * up; then the same one, now known; then 60 of it, which makes a small difference a large one.
 * It goes over as text, so it can use nothing but its parameters and the DOM.
 * @param phrases what is looked for by the page's own search
 */
export async function spyOn(address: string, phrases: readonly string[]): Promise<Measured> {
  const stage = document.querySelector('#stage');
  if (!(stage instanceof HTMLElement)) throw new Error('no #stage');
  const measured: Record<string, number> = {};
  const listening = new AbortController();
  const observing = new AbortController();
  // Taken before anything is patched.
  const askForFrame = requestAnimationFrame.bind(window);
  const now = performance.now.bind(performance);
  // Its buffer takes no more than 250.
  performance.clearResourceTimings();
  const frame = () => new Promise<number>(resolve => askForFrame(resolve));
  const pings = new MessageChannel();
  const task = () =>
    new Promise<number>(resolve => {
      pings.port1.onmessage = () => resolve(now());
      pings.port2.postMessage(0);
    });
  const count = (channel: string, by = 1) => {
    measured[channel] = (measured[channel] ?? 0) + by;
  };
  const hash = (text: string) => {
    let sum = 0;
    for (let index = 0; index < text.length; index += 1) sum = (sum * 31 + text.charCodeAt(index)) | 0;
    return sum;
  };

  function hearEvents(): void {
    const types = new Set([
      'securitypolicyviolation',
      'DOMContentLoaded',
      'beforetoggle',
      'pagehide',
      'message',
    ]);
    for (const target of [window, document, HTMLElement.prototype, SVGElement.prototype]) {
      for (const key in target) if (key.startsWith('on')) types.add(key.slice(2));
    }
    measured.events = 0;
    measured['pointer events'] = 0;
    for (const type of types) {
      // Sensors report when somebody begins to listen, whatever is on the page.
      if (type.startsWith('device')) continue;
      const channel = /^(?:pointer|mouse)/.test(type) ? 'pointer events' : 'events';
      for (const target of [window, document, document.documentElement])
        target.addEventListener(type, () => count(channel), { capture: true, signal: listening.signal });
    }
  }

  /** Own versions of what an extension may call; undone at the signal. */
  function patch(): void {
    measured['patched calls'] = 0;
    const patched: [object, string][] = [
      [window, 'getComputedStyle'],
      [window, 'getSelection'],
      [window, 'requestAnimationFrame'],
      [window, 'IntersectionObserver'],
      [window, 'MutationObserver'],
      [window, 'ResizeObserver'],
      [window, 'CSSStyleSheet'],
      [performance, 'now'],
      [Array.prototype, 'push'],
      [Array.prototype, 'sort'],
      [Map.prototype, 'set'],
      [WeakMap.prototype, 'get'],
      [String.prototype, 'toLowerCase'],
      [RegExp.prototype, 'exec'],
      [JSON, 'stringify'],
      [Promise.prototype, 'then'],
      [Object, 'keys'],
    ];
    const named = [
      [Node.prototype, 'appendChild contains getRootNode insertBefore removeChild textContent'],
      [
        Element.prototype,
        'append attachShadow getBoundingClientRect getClientRects matches closest setAttribute',
      ],
      [Element.prototype, 'checkVisibility remove replaceChildren ariaNotify shadowRoot id className'],
      [Range.prototype, 'getBoundingClientRect getClientRects setStart setEnd intersectsNode'],
      [HTMLElement.prototype, 'showPopover hidePopover showModal innerText offsetParent'],
      [
        Document.prototype,
        'elementFromPoint elementsFromPoint caretPositionFromPoint ariaNotify createElement',
      ],
      [Document.prototype, 'createElementNS createTreeWalker createRange querySelectorAll'],
      [EventTarget.prototype, 'addEventListener removeEventListener dispatchEvent'],
      [Event.prototype, 'composedPath preventDefault'],
      [CharacterData.prototype, 'data substringData'],
    ] as const;
    for (const [holder, names] of named) for (const name of names.split(' ')) patched.push([holder, name]);
    const counting = (original: object) =>
      new Proxy(original, {
        apply(call, self, values) {
          count('patched calls');
          return typeof call === 'function' ? Reflect.apply(call, self, values) : undefined;
        },
        construct(made, values) {
          count('patched calls');
          return typeof made === 'function' ? Reflect.construct(made, values) : {};
        },
      });
    for (const [holder, name] of patched) {
      const own = Object.getOwnPropertyDescriptor(holder, name);
      if (!own?.configurable) continue;
      const part = own.get ? 'get' : 'value';
      const original: unknown = own[part];
      if (typeof original !== 'function') continue;
      Object.defineProperty(holder, name, { ...own, [part]: counting(original) });
      listening.signal.addEventListener('abort', () => Object.defineProperty(holder, name, own));
    }
  }

  /** Anyone may trap what is read of an own element. */
  function trapGetters(element: Element): void {
    measured['getter traps'] = 0;
    for (const name of ['textContent', 'innerText', 'offsetWidth', 'offsetParent', 'shadowRoot', 'id']) {
      const get = () => {
        count('getter traps');
        return '';
      };
      Object.defineProperty(element, name, { configurable: true, get });
      listening.signal.addEventListener('abort', () => Reflect.deleteProperty(element, name));
    }
  }

  function observe(spied: Element): void {
    for (const type of PerformanceObserver.supportedEntryTypes ?? []) {
      // Own frames may be long on a busy machine: how long they took is another matter than what came.
      const isOfTime = /longtask|long-animation-frame/.test(type);
      const channel = isOfTime ? `performance entries: ${type}, ms` : 'performance entries';
      measured[channel] ??= 0;
      const observer = new PerformanceObserver(list => {
        for (const entry of list.getEntries()) count(channel, isOfTime ? entry.duration : 1);
      });
      observer.observe({ type, ...(type === 'event' ? { durationThreshold: 16 } : {}) });
      observing.signal.addEventListener('abort', () => observer.disconnect());
    }
    measured['layout shift'] = 0;
    if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
      const shifts = new PerformanceObserver(list => {
        for (const entry of list.getEntries()) count('layout shift', Number(Reflect.get(entry, 'value')));
      });
      shifts.observe({ type: 'layout-shift' });
      observing.signal.addEventListener('abort', () => shifts.disconnect());
    }
    const reports: unknown = Reflect.get(window, 'ReportingObserver');
    measured.reports = 0;
    if (typeof reports === 'function') {
      const observer = Reflect.construct(reports, [() => count('reports'), { buffered: false }]);
      observer.observe();
      observing.signal.addEventListener('abort', () => observer.disconnect());
    }
    const resizes = new ResizeObserver(entries => count('resizes', entries.length));
    measured.resizes = 0;
    for (const each of [document.documentElement, document.body, spied]) resizes.observe(each);
    observing.signal.addEventListener('abort', () => resizes.disconnect());
    measured['IntersectionObserver entries'] = 0;
    const intersections = new IntersectionObserver(
      entries => {
        for (const entry of entries) {
          count('IntersectionObserver entries');
          measured['IntersectionObserver ratio'] = entry.intersectionRatio;
          measured['IntersectionObserver v2: visible'] = Number(Reflect.get(entry, 'isVisible') ?? -1);
        }
      },
      Object.assign({ threshold: [0, 0.5, 1] }, { trackVisibility: true, delay: 100 }),
    );
    intersections.observe(spied);
    listening.signal.addEventListener('abort', () => intersections.disconnect());
  }

  /** A page's own faces under the names of the user's: text in a closed root may ask for one. */
  function offerFonts(): FontFace[] {
    return ['system-ui', 'sans-serif', 'serif', 'Times New Roman', 'Arial', 'DejaVu Sans', 'Cantarell'].map(
      name => {
        const face = new FontFace(name, 'url(/font.woff2)');
        document.fonts.add(face);
        observing.signal.addEventListener('abort', () => document.fonts.delete(face));
        return face;
      },
    );
  }

  /** What runs on the page's thread meanwhile, by messages that the page sends to itself. */
  async function watchTasks(spied: Element): Promise<void> {
    const parts = [
      { name: '0 to 15 ms', end: 15 },
      { name: '15 to 130 ms', end: 130 },
      { name: '130 to 240 ms', end: 240 },
      { name: '240 to 340 ms', end: 340 },
    ];
    await frame();
    const started = now();
    stage?.append(spied);
    measured['append, ms'] = now() - started;
    await Promise.resolve();
    measured['microtasks, ms'] = now() - started;
    let last = now();
    let firstLater = 0;
    for (const { name, end } of parts) {
      let longest = 0;
      let busy = 0;
      let spins = 0;
      while (last - started < end) {
        const at = await task();
        const gap = at - last;
        if (gap > longest) longest = gap;
        if (gap > 0.1) busy += gap;
        if (gap > 0.1 && at - started > 5 && firstLater === 0) firstLater = at - started;
        spins += 1;
        last = at;
      }
      measured[`longest task from ${name}`] = longest;
      measured[`tasks together from ${name}`] = busy;
      measured[`spins from ${name}`] = spins;
    }
    measured['first task of others, ms'] = firstLater;
  }

  /** Layout, style and paint of frames: what passes between a frame's callback and the next task. */
  async function watchFrames(name: string, frames: number, spied: HTMLElement): Promise<void> {
    let rendering = 0;
    let layout = 0;
    let late = 0;
    let interval = 0;
    let last = await frame();
    for (let index = 0; index < frames; index += 1) {
      const stamp = await frame();
      interval += stamp - last;
      late += now() - stamp;
      last = stamp;
      const before = now();
      spied.style.width = `${400 + (index % 2)}px`;
      count('layout sizes', spied.offsetHeight + spied.offsetTop);
      const called = now();
      layout += called - before;
      rendering += (await task()) - called;
    }
    measured[`${name}: frame interval, ms`] = interval / frames;
    measured[`${name}: callback's lateness, ms`] = late / frames;
    measured[`${name}: forced layout, ms`] = layout / frames;
    measured[`${name}: rendering, ms`] = rendering / frames;
  }

  async function watchAgain(name: string, holder: HTMLElement, added: HTMLElement): Promise<void> {
    await frame();
    const started = now();
    holder.append(added);
    await Promise.resolve();
    measured[`${name}: microtasks, ms`] = now() - started;
    await watchFrames(name, 3, added);
    const removing = now();
    added.remove();
    await Promise.resolve();
    measured[`${name}: microtasks at removal, ms`] = now() - removing;
    await frame();
  }

  function styleText(element: Element): string {
    return ['', '::before', '::after', '::marker', '::selection', '::backdrop']
      .flatMap(pseudo => {
        const style = getComputedStyle(element, pseudo);
        return [...style].map(property => style.getPropertyValue(property));
      })
      .join();
  }

  /** Whatever stands under `<html>` beside the page's own. */
  function askAboutHost(): void {
    const root = document.documentElement;
    const host = [...root.children].find(child => child !== document.head && child !== document.body);
    measured['children of the root'] = root.childNodes.length;
    measured['markup of the root'] = hash(
      root.cloneNode(false).nodeName +
        [...root.attributes].map(({ name, value }) => `${name}=${value}`).join(),
    );
    if (!(host instanceof HTMLElement)) return;
    measured['host: markup'] = hash(host.outerHTML + new XMLSerializer().serializeToString(host));
    const serialize: unknown = Reflect.get(host, 'getHTML');
    if (typeof serialize === 'function')
      measured['host: markup with roots'] = hash(
        String(Reflect.apply(serialize, host, [{ serializableShadowRoots: true }])),
      );
    measured['host: box'] = hash(
      JSON.stringify([
        host.getBoundingClientRect(),
        [...host.getClientRects()],
        host.offsetWidth,
        host.scrollWidth,
        host.scrollHeight,
      ]),
    );
    measured['host: style'] = hash(styleText(host));
    measured['host: its root'] = hash(String(host.shadowRoot));
    measured['host: animations'] = host.getAnimations({ subtree: true }).length;
    measured['host: copies'] = host.cloneNode(true).childNodes.length;
    measured['host: own properties'] = Reflect.ownKeys(host).length;
    measured['host: matches'] = [
      ':popover-open',
      ':modal',
      ':focus',
      ':focus-within',
      ':hover',
      ':active',
      ':defined',
      ':empty',
      ':dir(rtl)',
    ].filter(selector => host.matches(selector)).length;
    try {
      host.attachShadow({ mode: 'open' });
      measured['host: second root'] = 1;
    } catch (error) {
      measured['host: second root'] = hash(String(error));
    }
  }

  function askAboutPlace(spied: Element): void {
    const { left, top, right, height } = spied.getBoundingClientRect();
    const hits: string[] = [];
    const carets: string[] = [];
    for (let x = left - 10; x < right + 60; x += 3) {
      const y = top + height / 2;
      hits.push(
        document
          .elementsFromPoint(x, y)
          .map(({ nodeName }) => nodeName)
          .join(),
      );
      const caret = document.caretPositionFromPoint?.(x, y);
      carets.push(`${caret?.offsetNode.nodeName} ${caret?.offset}`);
    }
    measured['hit tests'] = hash(hits.join());
    measured.carets = hash(carets.join());
    const events = [
      'mousemove',
      'pointerdown',
      'mousedown',
      'click',
      'keydown',
      'contextmenu',
      'beforeinput',
    ].map(type => {
      const init = { clientX: left + 5, clientY: top + 5, key: 'Enter', bubbles: true, cancelable: true };
      const Made = type === 'keydown' ? KeyboardEvent : type === 'beforeinput' ? InputEvent : MouseEvent;
      return spied.dispatchEvent(new Made(type, init));
    });
    measured['own events that come through'] = events.filter(Boolean).length;
  }

  function askAboutDocument(spied: Element): void {
    const root = document.documentElement;
    const elements = [spied, stage ?? root, document.body, document.head, root];
    measured['computed styles'] = hash(elements.map(styleText).join());
    measured['scroll sizes'] = hash(
      elements
        .map(each => [each.scrollWidth, each.scrollHeight, each.clientWidth, each.scrollTop].join())
        .join(';'),
    );
    measured['scroll place'] = scrollX + scrollY + (visualViewport?.pageTop ?? 0);
    measured.animations = document.getAnimations().length + root.getAnimations({ subtree: true }).length;
    measured['selectors that match'] = [
      ...[':popover-open', ':modal', ':has(:popover-open)', ':focus', ':focus-within', ':focus-visible'],
      ...[':hover', ':active', ':fullscreen', ':target', ':root > *', '*'],
    ].reduce((sum, selector) => sum + document.querySelectorAll(selector).length, 0);
    measured.focus = hash(`${document.activeElement?.nodeName} ${document.hasFocus()}`);
    measured['frames, forms, images, scripts'] =
      window.length + document.forms.length + document.images.length + document.scripts.length;
    measured.sheets = document.styleSheets.length + document.adoptedStyleSheets.length;
    measured.highlights = CSS.highlights?.size ?? 0;
    measured.globals =
      Object.getOwnPropertyNames(window).length + Object.getOwnPropertyNames(document).length;
    // Its own fonts, which the policy refuses, are among them.
    measured.resources = performance.getEntriesByType('resource').length;
    measured['title and address'] = hash(document.title + location.href + history.length + document.cookie);
    measured.storage = localStorage.length + sessionStorage.length;
    const memory: unknown = Reflect.get(performance, 'memory');
    if (memory instanceof Object) measured['heap, bytes'] = Number(Reflect.get(memory, 'usedJSHeapSize'));
  }

  function askForText(): void {
    const root = document.documentElement;
    const innerText: unknown = Reflect.get(root, 'innerText');
    measured['rendered text'] = String(innerText).replace(address, '').length;
    const selection = getSelection();
    selection?.selectAllChildren(root);
    measured['selected text'] = String(selection).replace(address, '').length;
    document.execCommand('selectAll');
    measured['all selected text'] = String(selection).replace(address, '').length;
    const find: unknown = Reflect.get(window, 'find');
    const isFound = (text: string) => {
      selection?.removeAllRanges();
      return typeof find === 'function' && Reflect.apply(find, window, [text, false, false, true]) === true;
    };
    measured['phrases found'] = phrases.filter(isFound).length;
    measured['address found'] = Number(isFound(address));
    selection?.removeAllRanges();
  }

  async function takeHostAway(): Promise<void> {
    const root = document.documentElement;
    const host = [...root.children].find(child => child !== document.head && child !== document.body);
    host?.remove();
    const removed = now();
    let frames = 0;
    for (; host && host.parentNode !== root && frames < 30; frames += 1) await frame();
    measured['frames without the host'] = frames;
    measured['without the host, ms'] = now() - removed;
  }

  const spied = document.createElement('p');
  spied.style.margin = '0';
  spied.setAttribute('elementtiming', 'spied');
  const span = document.createElement('span');
  span.tabIndex = -1;
  span.textContent = address;
  spied.append(span);
  const copies = document.createElement('div');
  copies.style.cssText =
    'position: absolute; top: 80px; left: 20px; columns: 4; column-gap: 40px; font-size: 9px';
  for (let index = 0; index < 60; index += 1) {
    const copy = document.createElement('div');
    copy.textContent = address;
    copies.append(copy);
  }
  const mutations = new MutationObserver(records => count('mutations', records.length));
  mutations.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  measured.mutations = 0;

  const faces = offerFonts();
  hearEvents();
  observe(spied);
  trapGetters(span);
  patch();
  await watchTasks(spied);
  askAboutHost();
  askAboutDocument(spied);
  // From here on it makes events of its own, and calls what it patched.
  listening.abort();
  askAboutPlace(span);
  askForText();
  spied.remove();
  await frame();
  await watchAgain('known', stage, spied);
  await watchAgain('60 copies', document.body, copies);
  mutations.disconnect();
  measured['fonts asked for'] = faces.filter(({ status }) => status !== 'unloaded').length;
  observing.abort();
  await takeHostAway();
  pings.port1.close();
  await frame();
  await frame();
  return measured;
}

/**
 * Runs in a page's own world: puts an address on it and fills every core for as long as a tag takes.
 * @returns how far its threads came: less far where another one was busy
 */
export async function feelLoad(address: string): Promise<number> {
  const source = `onmessage = ({ data }) => {
    let spins = 0;
    while (Date.now() < data) spins += 1;
    postMessage(spins);
  }`;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const threads = Array.from({ length: navigator.hardwareConcurrency }, () => new Worker(url));
  const answers = () =>
    threads.map(
      thread =>
        new Promise<number>(resolve => {
          thread.onmessage = ({ data }) => resolve(Number(data));
        }),
    );
  // They start before it counts.
  const started = answers();
  for (const thread of threads) thread.postMessage(0);
  await Promise.all(started);
  const stage = document.querySelector('#stage');
  const counted = answers();
  stage?.replaceChildren(address);
  const end = Date.now() + 120;
  for (const thread of threads) thread.postMessage(end);
  const spins = await Promise.all(counted);
  for (const thread of threads) thread.terminate();
  URL.revokeObjectURL(url);
  stage?.replaceChildren();
  await new Promise(resolve => setTimeout(resolve, 300));
  return spins.reduce((sum, each) => sum + each, 0);
}
