import { describe, expect, it } from 'vitest';
import { titledHere } from './harness/every-browser.ts';
import { marksBrowser } from './marks-browser.ts';
import type { MarksPage } from './marks-page.ts';

const WHOLE = { x: 0, y: 0, width: 780, height: 560 };

describe.each(titledHere)('marks wherever a page puts its addresses, in %s', (name, launch) => {
  const browser = marksBrowser(launch);

  /** Where the text of `#s` stands, as a person sees it. */
  function textRect(marks: MarksPage): Promise<{ left: number; right: number; middle: number }> {
    return marks.page.evaluate(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('#s') ?? document.body);
      const { left, right, top, height } = range.getBoundingClientRect();
      return { left, right, middle: top + height / 2 };
    });
  }

  async function isBeside(marks: MarksPage, side: 'left' | 'right'): Promise<void> {
    await marks.until(async () => {
      const [badge] = await marks.painted();
      const text = await textRect(marks);
      if (!badge) throw new Error('no badge');
      const distance = side === 'right' ? badge.x - text.right : text.left - badge.x - badge.size;
      expect(distance).toBeGreaterThanOrEqual(2);
      expect(distance).toBeLessThan(12);
      expect(Math.abs(badge.y + badge.size / 2 - text.middle)).toBeLessThanOrEqual(2);
    });
  }

  function card(marks: MarksPage): Promise<unknown> {
    return browser.driven.inOverlay(marks.page, root => {
      const shownCard = root.querySelector<HTMLElement>('.card.shown');
      return shownCard ? [...shownCard.children].map(line => line.textContent) : [];
    });
  }

  async function command(marks: MarksPage): Promise<void> {
    await browser.driven.inOverlay(marks.page, root => {
      root.querySelector('output')?.dispatchEvent(new Event('command'));
      return null;
    });
  }

  it('frames without an address of their own: srcdoc, about:blank, and one filled by document.write', async () => {
    const frame = 'style="display:block;border:0;width:700px;height:100px"';
    const marks = await browser.open(`<iframe id="a" ${frame} srcdoc="<p>listed.a@example.com</p>"></iframe>
      <iframe id="b" ${frame}></iframe><iframe id="c" ${frame}></iframe>`);
    await marks.page.evaluate(() => {
      const blank = document.querySelector<HTMLIFrameElement>('#b')?.contentDocument;
      if (blank) blank.body.innerHTML = '<p>listed.b@example.com</p>';
      const written = document.querySelector<HTMLIFrameElement>('#c')?.contentDocument;
      written?.open();
      written?.write('<!doctype html><p>listed.c@example.com</p>');
      written?.close();
    });
    for (const y of [20, 120, 220]) {
      await marks.until(async () =>
        expect(await marks.colouredPixels({ x: 0, y, width: 720, height: 100 })).toBeGreaterThan(50),
      );
    }
  });

  it('a field whose value a script sets, when nothing else of the page changes', async () => {
    const marks = await browser.open('<input id="f"><textarea id="t"></textarea>');
    await marks.page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#f');
      const area = document.querySelector<HTMLTextAreaElement>('#t');
      if (field) field.value = 'listed.f@example.com';
      if (area) area.value = 'listed.t@example.com';
    });
    await marks.until(async () =>
      expect((await marks.standing()).sort()).toEqual(['listed.f@example.com', 'listed.t@example.com']),
    );
    await marks.page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#f');
      if (field) field.value = '';
    });
    await marks.until(async () => expect(await marks.standing()).toEqual(['listed.t@example.com']));
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
  });

  it('what is typed into an editor, until it is no address any more', async () => {
    const marks = await browser.open('<div id="e" contenteditable style="min-height:30px"></div>');
    await marks.page.focus('#e');
    await marks.page.keyboard.type('to listed.typed@example.com');
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    await marks.page.keyboard.press('Backspace');
    await marks.page.keyboard.press('Backspace');
    await marks.page.keyboard.press('Backspace');
    await marks.page.keyboard.press('Backspace');
    await marks.until(async () => expect(await marks.painted()).toEqual([]));
  });

  it('a closed shadow root attached late within an open one, and what is slotted into a custom element', async () => {
    const marks = await browser.open(
      '<x-outer id="o"></x-outer><x-slot id="s"><p>listed.slotted@example.com</p></x-slot>',
    );
    await marks.page.evaluate(async () => {
      const outer = document.querySelector('#o')?.attachShadow({ mode: 'open' });
      if (outer) outer.innerHTML = '<x-inner></x-inner>';
      const slot = document.querySelector('#s')?.attachShadow({ mode: 'closed' });
      if (slot) slot.innerHTML = '<p>listed.beside@example.com</p><slot></slot>';
      await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const inner = outer?.querySelector('x-inner')?.attachShadow({ mode: 'closed' });
      if (inner) inner.innerHTML = '<p>listed.inner@example.com</p>';
    });
    await marks.until(async () => expect(await marks.painted()).toHaveLength(3));
  });

  it('is at the end of the text on a right-to-left page', async () => {
    const marks = await browser.open('<div dir="rtl"><p><span id="s">listed.a@example.com</span></p></div>');
    await isBeside(marks, 'left');
  });

  it('is in place on a page that zooms itself, and the card is inside the window', async () => {
    const marks = await browser.open(
      '<style>html { zoom: 2 }</style><p><span id="s">listed.a@example.com</span></p>',
    );
    await isBeside(marks, 'right');
    const { left, middle } = await textRect(marks);
    await marks.page.mouse.move(left + 30, middle);
    await marks.until(async () => {
      const box = await browser.driven.inOverlay(marks.page, root => {
        const { left, top, right, bottom } =
          root.querySelector('.card.shown')?.getBoundingClientRect() ?? new DOMRect();
        return [left > 0, top > 0, right <= innerWidth, bottom <= innerHeight, right - left > 100];
      });
      expect(box).toEqual([true, true, true, true, true]);
    });
  });

  it('is painted on a dark page', async () => {
    const marks = await browser.open(
      '<style>:root { color-scheme: dark; background: #111; color: #eee }</style><p>listed.a@example.com</p>',
    );
    await marks.until(async () => expect(await marks.colouredPixels(WHOLE)).toBeGreaterThan(50));
  });

  it('is cut off by no more and no less than each scrolling ancestor cuts the address', async () => {
    const marks = await browser.open(`<div id="outer" style="height:120px;width:400px;overflow:auto">
      <div id="inner" style="height:300px;width:380px;overflow:auto"><div style="height:200px"></div>
      <p><span id="s">listed.a@example.com</span></p><div style="height:600px"></div></div>
      <div style="height:400px"></div></div>`);
    expect(await marks.painted()).toEqual([]);
    // In view within the inner one, not within the outer.
    await marks.page.evaluate(() => document.querySelector('#inner')?.scrollTo(0, 20));
    await marks.until(async () => expect(await marks.standing()).toHaveLength(1));
    expect(await marks.colouredPixels(WHOLE)).toBe(0);
    await marks.page.evaluate(() => document.querySelector('#outer')?.scrollTo(0, 140));
    await isBeside(marks, 'right');
    await marks.page.evaluate(() => document.querySelector('#inner')?.scrollTo(0, 0));
    await isBeside(marks, 'right');
    await marks.page.evaluate(() => document.querySelector('#inner')?.scrollTo(0, 400));
    await marks.until(async () => expect(await marks.painted()).toEqual([]));
  });

  it('a card says of an address that it was read from a disguised spelling', async () => {
    const marks = await browser.open('<p><span id="s">listed.jane [at] example [dot] com</span></p>');
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    const { left, middle } = await textRect(marks);
    await marks.page.mouse.move(left + 30, middle);
    await marks.until(async () =>
      expect(await card(marks)).toContain('Read from a disguised spelling on this page.'),
    );
  });

  it('the pointer puts up a box of one size and place over any address, listed or not', async () => {
    const boxes: unknown[] = [];
    for (const address of ['listed.a@example.com', 'person.a@example.com']) {
      const marks = await browser.open(`<p><span id="s">${address}</span></p>`);
      await marks.until(async () => expect(await marks.standing()).toEqual([address]));
      const { left, middle } = await textRect(marks);
      await marks.page.mouse.move(left + 30, middle);
      await marks.until(async () => {
        const box = await browser.driven.inOverlay(marks.page, root => {
          const { x, y, width, height } =
            root.querySelector('.card-box.up')?.getBoundingClientRect() ?? new DOMRect();
          return [x, y, width, height];
        });
        expect(box).not.toEqual([0, 0, 0, 0]);
        boxes.push(box);
      });
      if (address.startsWith('person')) expect(await card(marks)).toEqual([]);
    }
    expect(boxes[0]).toEqual(boxes[1]);
  });

  it('the command goes from one listed person in view to the next and round, until Escape', async () => {
    const marks =
      await browser.open(`<input id="i" value="typed"><p>listed.one@example.com, person.a@example.com</p>
      <p>domain.two@example.com</p><div style="height:3000px"></div><p>listed.below@example.com</p>`);
    await marks.until(async () => expect(await marks.painted()).toHaveLength(2));
    await marks.page.focus('#i');
    await marks.page.evaluate(async () => {
      document.querySelector<HTMLInputElement>('#i')?.setSelectionRange(1, 3);
      // Its own event comes later.
      await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const heard: string[] = [];
      Reflect.set(window, 'heard', heard);
      for (const type of ['focus', 'blur', 'scroll', 'selectionchange', 'keydown', 'pointermove']) {
        window.addEventListener(
          type,
          event => heard.push(event instanceof KeyboardEvent ? event.key : type),
          true,
        );
      }
    });
    const state = () =>
      marks.page.evaluate(() => {
        const input = document.querySelector<HTMLInputElement>('#i');
        const { activeElement } = document;
        return [
          activeElement === input,
          input?.selectionStart,
          input?.selectionEnd,
          scrollY,
          Reflect.get(window, 'heard'),
        ];
      });
    for (const address of ['listed.one@example.com', 'domain.two@example.com', 'listed.one@example.com']) {
      await command(marks);
      expect(await card(marks)).toEqual(expect.arrayContaining([address, 'Asked not to be contacted']));
      expect(
        await browser.driven.inOverlay(marks.page, root => root.querySelectorAll('.mark.cursor').length),
      ).toBe(1);
    }
    expect(await state()).toEqual([true, 1, 3, 0, []]);
    await marks.page.keyboard.press('Escape');
    await marks.until(async () => expect(await card(marks)).toEqual([]));
    expect(
      await browser.driven.inOverlay(
        marks.page,
        root => root.querySelectorAll('.mark.cursor, .card-box.up').length,
      ),
    ).toBe(0);
    expect(await state()).toEqual([true, 1, 3, 0, ['Escape']]);
  });

  it("the command's box stands in the same place where nobody is listed", async () => {
    const boxes: unknown[] = [];
    for (const address of ['listed.a@example.com', 'person.a@example.com']) {
      const marks = await browser.open(`<p>${address}</p>`);
      await marks.until(async () => expect(await marks.standing()).toEqual([address]));
      await command(marks);
      boxes.push(
        await browser.driven.inOverlay(marks.page, root => {
          const { x, y, width, height } =
            root.querySelector('.card-box.up')?.getBoundingClientRect() ?? new DOMRect();
          return [x, y, width, height];
        }),
      );
      if (address.startsWith('person')) expect(await card(marks)).toEqual(['No mark is in view']);
    }
    expect(boxes[0]).toEqual(boxes[1]);
    expect(boxes[0]).not.toEqual([0, 0, 0, 0]);
  });

  if (name === 'Chromium') {
    it('in forced colours it is painted in the colours of the system', async () => {
      const marks = await browser.open('<p>listed.a@example.com</p>');
      await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
      expect(await marks.colouredPixels(WHOLE)).toBeGreaterThan(50);
      const session = await marks.page.createCDPSession();
      await session.send('Emulation.setEmulatedMedia', {
        features: [{ name: 'forced-colors', value: 'active' }],
      });
      await marks.until(async () => expect(await marks.colouredPixels(WHOLE)).toBe(0));
      const fill = await browser.driven.inOverlay(marks.page, root => {
        const body = root.querySelector('.mark.all .body.for-all');
        return body ? getComputedStyle(body).fill : '';
      });
      expect(fill).toMatch(/^rgb\((?:0, 0, 0|255, 255, 255)\)$/);
    });

    it('is no layout shift', async () => {
      const marks = await browser.open('<p id="p">x</p><p>after</p>');
      await marks.page.evaluate(() => {
        Reflect.set(window, 'shifts', []);
        new PerformanceObserver(list => Reflect.get(window, 'shifts').push(...list.getEntries())).observe({
          type: 'layout-shift',
          buffered: true,
        });
        document.querySelector('#p')?.append(' late@example.com listed.a@example.com');
      });
      await marks.until(async () => expect(await marks.painted()).toHaveLength(2));
      await marks.page.evaluate(
        () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
      expect(await marks.page.evaluate(() => Reflect.get(window, 'shifts').length)).toBe(0);
    });
  }
});
