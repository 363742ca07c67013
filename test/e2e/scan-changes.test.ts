import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { titledHere } from './harness/every-browser.ts';
import type { Host } from './harness/hosts.ts';
import { marksBrowser } from './marks-browser.ts';
import type { MarksPage } from './marks-page.ts';

const LISTED = 'listed.a@example.com';

describe.each(titledHere)('what changes on a page in %s', (_name, launch) => {
  const browser = marksBrowser(launch);

  async function open(body: string, parts?: Host): Promise<MarksPage> {
    return browser.open(body, {}, parts);
  }

  async function stands(marks: MarksPage, ...addresses: string[]): Promise<void> {
    await marks.until(async () => expect((await marks.standing()).sort()).toEqual([...addresses].sort()));
  }

  it('a mark goes with its address when somebody types far before it in the same text', async () => {
    const filler = 'word '.repeat(200);
    const marks = await open(
      `<p id="p" contenteditable style="width:600px">${filler}${LISTED} ${filler}</p>`,
    );
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    const [before] = await marks.painted();
    // The first change notes the text as it was, the others are read by what differs.
    for (const typed of [
      'x',
      ' two',
      ' three more words and then some',
      ' and a line of its own before all',
    ]) {
      await marks.page.evaluate(text => {
        const node = document.querySelector('#p')?.firstChild;
        if (node instanceof Text) node.insertData(350, text);
      }, typed);
      await marks.until(async () => expect(await marks.painted()).toEqual([await besideText(marks, LISTED)]));
    }
    const [after] = await marks.painted();
    expect(after).not.toEqual(before);
    await stands(marks, LISTED);
  });

  it('an address that is typed far from another in a long text is found, and one that is broken is let go', async () => {
    const filler = 'word '.repeat(200);
    const marks = await open(`<p id="p">${filler}${LISTED} ${filler}${filler}</p>`);
    await stands(marks, LISTED);
    const replace = (from: number, count: number, text: string) =>
      marks.page.evaluate(
        (at, length, put) => {
          const node = document.querySelector('#p')?.firstChild;
          if (node instanceof Text) node.replaceData(at, length, put);
        },
        from,
        count,
        text,
      );
    await replace(2_000, 0, 'x');
    await replace(2_100, 0, ' listed.b@example.com ');
    await stands(marks, LISTED, 'listed.b@example.com');
    await replace(100, 0, 'y');
    const at = filler.length + 1 + LISTED.indexOf('@');
    await replace(at, 1, ' ');
    await stands(marks, 'listed.b@example.com');
  });

  it('a page that is still being loaded is read meanwhile, and what left it unheard is let go', async () => {
    let answer: () => void = () => {};
    const answered = new Promise<void>(resolve => {
      answer = resolve;
    });
    const marks = await open(
      `<p id="early">${LISTED}</p><p id="changed">listed.b@example.com</p><script src="/slow.js"></script><p>listed.late@example.com</p>`,
      async () => {
        await answered;
        return { type: 'text/javascript', body: '' };
      },
    );
    await stands(marks, LISTED, 'listed.b@example.com');
    expect(await marks.page.evaluate(() => document.readyState)).toBe('loading');
    await marks.page.evaluate(() => {
      const changed = document.querySelector('#changed');
      if (changed) changed.textContent = 'nobody';
      document.querySelector('#early')?.remove();
    });
    answer();
    await stands(marks, 'listed.late@example.com');
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
  });

  it('a closed root that a standing element gets is found within a second, whatever the element is', async () => {
    const marks = await open(
      '<div id="filled">loading</div><section id="named"></section><div class="icon" id=""></div><span class="icon"></span>',
    );
    // By the page's own clock: on a busy machine all takes longer.
    const turns = await browser.driven.inOverlay(marks.page, async root => {
      for (const [index, element] of ['#filled', '#named', 'div.icon', 'span.icon'].entries()) {
        const shadow = document.querySelector(element)?.attachShadow({ mode: 'closed' });
        if (shadow) shadow.innerHTML = `<p>listed.${index}@example.com</p>`;
      }
      const isFound = (index: number) =>
        root.querySelector('output')?.textContent?.includes(`listed.${index}@example.com`);
      let count = 0;
      while (![0, 1, 2, 3].every(isFound) && count < 300) {
        await new Promise(resolve => setTimeout(resolve, 100));
        count += 1;
      }
      return count;
    });
    await stands(marks, ...[0, 1, 2, 3].map(index => `listed.${index}@example.com`));
    expect(Number(turns)).toBeLessThan(30);
  });

  it('of a large page every address is found, wherever between its elements it stands', async () => {
    const person = (name: string, index: number) => `listed.${name}${index}@example.com`;
    const rows = Array.from({ length: 400 }, (_, index) =>
      index % 11 === 0
        ? `${person('beside', index)}<div><i></i><p>word <b>word<!-- no --></b> ${person('behind', index)}</p><div><div></div></div></div>`
        : `<div>word<span>word</span><i></i><p>word <b>word</b> word</p></div>word `,
    );
    const marks = await open(`<main>${rows.join('')}</main><p id="last">${'word '.repeat(2_000)}</p>`);
    const expected = rows.flatMap((_, index) =>
      index % 11 === 0 ? [person('beside', index), person('behind', index)] : [],
    );
    await stands(marks, ...expected);
    // A large subtree again, with text that only XML writes so.
    await marks.page.evaluate(address => {
      const main = document.querySelector('main');
      const copy = document.createElement('main');
      copy.innerHTML = main?.innerHTML ?? '';
      const xml = new DOMParser().parseFromString(`<p><![CDATA[${address}]]></p>`, 'text/xml');
      const section = xml.documentElement.firstChild;
      if (section)
        copy.insertBefore(document.adoptNode(section), copy.children[900] ?? copy.children[300] ?? null);
      main?.replaceWith(copy);
    }, LISTED);
    await stands(marks, LISTED, ...expected);
  });

  it('of thousands of rows added one by one each is found', async () => {
    const marks = await open('<ul id="rows"></ul>');
    await marks.page.evaluate(() => {
      const list = document.querySelector('#rows');
      for (let index = 0; index < 3_000; index++) {
        const row = document.createElement('li');
        row.textContent = index % 1_000 === 0 ? `listed.${index}@example.com` : `row ${index}`;
        list?.append(row);
      }
    });
    await stands(marks, ...[0, 1_000, 2_000].map(index => `listed.${index}@example.com`));
    await marks.page.evaluate(() => document.querySelector('#rows')?.replaceChildren());
    await stands(marks);
  });

  it('a page that never stops changing is read all the same', async () => {
    const marks = await open('<p id="clock"></p><ul id="rows"></ul>');
    await marks.page.evaluate(() => {
      const clock = document.querySelector('#clock');
      setInterval(() => {
        if (clock) clock.textContent = String(performance.now());
      }, 1);
    });
    await wait(300);
    for (const each of ['listed.a', 'listed.b', 'listed.c']) {
      await marks.page.evaluate(name => {
        const row = document.createElement('li');
        row.textContent = `${name}@example.com`;
        document.querySelector('#rows')?.append(row);
      }, each);
    }
    await stands(marks, LISTED, 'listed.b@example.com', 'listed.c@example.com');
    await marks.until(async () => expect(await marks.painted()).toHaveLength(3));
    await marks.page.evaluate(() => document.querySelector('#rows')?.replaceChildren());
    await marks.until(async () => expect(await marks.painted()).toHaveLength(0));
  });
});

/** The badge, where it stands at the end of this address; else where that is. */
async function besideText(marks: MarksPage, address: string): Promise<object> {
  const rect = await marks.page.evaluate(text => {
    const node = document.querySelector('#p')?.firstChild;
    if (!(node instanceof Text)) throw new Error('there is no text');
    const range = document.createRange();
    range.setStart(node, node.data.indexOf(text));
    range.setEnd(node, node.data.indexOf(text) + text.length);
    const { right, top, bottom } = range.getBoundingClientRect();
    return { right, middle: (top + bottom) / 2 };
  }, address);
  const [badge] = await marks.painted();
  if (!badge) return {};
  // Where other text follows, it sits on the upper corner.
  const isBeside =
    Math.abs(badge.x - rect.right) < 8 && Math.abs(badge.y + badge.size / 2 - rect.middle) < 12;
  return isBeside ? badge : { ...rect };
}
