import { describe, expect, it } from 'vitest';
import { titledHere } from './harness/every-browser.ts';
import { marksBrowser } from './marks-browser.ts';
import type { MarksPage } from './marks-page.ts';

describe.each(titledHere)('marks in %s', (name, launch) => {
  const browser = marksBrowser(launch);

  /** Waits for exactly these addresses, in whatever order. */
  async function stands(marks: MarksPage, ...addresses: string[]): Promise<void> {
    await marks.until(async () => expect((await marks.standing()).sort()).toEqual([...addresses].sort()));
  }

  it('finds addresses wherever a person can see them, each once', async () => {
    const marks = await browser.open(`
      <p>text.a@example.com and text.b@example.com</p>
      <p><a href="mailto:Link.Text@example.com">link.text@example.com</a></p>
      <p><a href="mailto:name%40example.com?cc=copy@example.com">By name</a></p>
      <p><span email="chip@example.com" data-hovercard-id="chip@example.com">Chip</span></p>
      <p><b title="titled@example.com">Titled</b> <img alt="pictured@example.com" src="data:,">
        <i data-test-address="site@example.com">Site</i></p>
      <p><input value="field@example.com"><textarea>area@example.com</textarea></p>
      <div contenteditable>edited@example.com</div>
      <p>split <b>sp</b>lit<i>ted@</i>exam<wbr>ple<span>.com</span> here</p>
      <table><tr><td>cell@example.com<td>Phone</table>
      <div>block@example.com</div><div>Phone</div>`);
    const locals = [
      'text.a',
      'text.b',
      'link.text',
      'name',
      'copy',
      'chip',
      'titled',
      'pictured',
      'site',
      'field',
    ];
    locals.push('area', 'edited', 'splitted', 'cell', 'block');
    await stands(marks, ...locals.map(local => `${local}@example.com`));
  });

  it('reads nothing that a person does not see', async () => {
    const marks = await browser.open(`
      <script type="application/json">{"a":"script@example.com"}</script>
      <style>/* style@example.com */</style><template>template@example.com</template>
      <noscript>noscript@example.com</noscript><!-- comment@example.com -->
      <code data-test-skip>skipped@example.com</code>
      <input type="hidden" value="hidden@example.com"><input type="password" value="secret@example.com">
      <p>seen@example.com</p>`);
    await stands(marks, 'seen@example.com');
  });

  it('two cells side by side are two texts, whatever their elements are called', async () => {
    const marks =
      await browser.open(`<div style="display:flex"><span>one@example.com</span><span>two@example.com</span></div>
      <p><span style="display:block">three@example.com</span>four</p>`);
    await stands(marks, 'one@example.com', 'two@example.com', 'three@example.com');
  });

  it('follows a text that changes, a node that leaves, and one that moves', async () => {
    const marks = await browser.open(
      '<p id="a">listed.a@example.com</p><p id="b">b@example.com</p><div id="c"></div>',
    );
    await stands(marks, 'listed.a@example.com', 'b@example.com');
    await marks.page.evaluate(() => {
      const text = document.querySelector('#a')?.firstChild;
      if (text instanceof Text) text.data = 'now c@example.com';
    });
    await stands(marks, 'c@example.com', 'b@example.com');
    expect(await marks.painted()).toEqual([]);
    await marks.page.evaluate(() => document.querySelector('#a')?.remove());
    await stands(marks, 'b@example.com');
    await marks.page.evaluate(() => document.querySelector('#c')?.append(document.querySelector('#b') ?? ''));
    await stands(marks, 'b@example.com');
    await marks.page.evaluate(() => {
      document.body.innerHTML = '';
    });
    await stands(marks);
  });

  it('joins and parts an address as the elements between its parts come and go', async () => {
    const marks = await browser.open('<p id="p">jane@exam<b id="b">ple.</b><i id="i">com</i></p>');
    await stands(marks, 'jane@example.com');
    await marks.page.evaluate(() => document.querySelector('#i')?.remove());
    await stands(marks);
    await marks.page.evaluate(() => document.querySelector('#b')?.insertAdjacentText('afterend', 'org'));
    await stands(marks, 'jane@example.org');
    await marks.page.evaluate(() => document.querySelector('#b')?.before(document.createElement('br')));
    await stands(marks);
  });

  it('a re-render that replaces every node leaves one sighting and one badge for each row', async () => {
    const marks = await browser.open('<ul id="list"></ul>');
    await marks.page.evaluate(() => {
      const list = document.querySelector('#list');
      for (let round = 0; round < 30; round++) {
        const rows = Array.from({ length: 10 }, (_, index) => {
          const row = document.createElement('li');
          row.append(document.createElement('span'));
          row.firstElementChild?.append(`${index % 2 ? 'listed' : 'clear'}.${index}@example.com`);
          return row;
        });
        if (round % 2) list?.replaceChildren(...rows);
        else
          for (const [index, row] of [...(list?.children ?? [])].entries())
            row.replaceWith(rows[index] ?? '');
        if (round === 0) list?.replaceChildren(...rows);
      }
    });
    await marks.until(async () => {
      expect(await marks.standing()).toHaveLength(10);
      expect(await marks.painted()).toHaveLength(5);
    });
  });

  it('a virtual list that re-uses its rows shows no ghost and no badge in a wrong place', async () => {
    const marks = await browser.open(`<div id="view" style="height:300px;overflow:auto;position:relative">
      <div style="height:30000px"></div></div>`);
    await marks.page.evaluate(() => {
      const view = document.querySelector('#view');
      const rows = Array.from({ length: 14 }, () => {
        const row = document.createElement('div');
        row.style.cssText = 'position:absolute;left:0;top:0;height:30px';
        row.append('');
        view?.append(row);
        return row;
      });
      const draw = () => {
        const first = Math.floor((view?.scrollTop ?? 0) / 30);
        for (let index = first; index < first + 14; index++) {
          const row = rows[index % 14];
          if (!row) continue;
          row.style.transform = `translateY(${index * 30}px)`;
          if (row.firstChild instanceof Text) {
            row.firstChild.data = `${index % 7 === 0 ? 'listed' : 'person'}.${index}@example.com`;
          }
        }
      };
      view?.addEventListener('scroll', draw);
      draw();
    });
    for (const top of [0, 450, 17, 9000, 21_030]) {
      await marks.page.evaluate(to => document.querySelector('#view')?.scrollTo(0, to), top);
      const rows = () =>
        marks.page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('#view > div')]
            .filter(row => row.textContent?.startsWith('listed'))
            .map(row => row.getBoundingClientRect())
            .map(({ top, height }) => top + height / 2)
            .filter(middle => middle > 25 && middle < 315)
            .sort((a, b) => a - b),
        );
      await marks.until(async () => {
        const middles = (await marks.painted()).map(({ y, size }) => y + size / 2);
        const wanted = await rows();
        expect(wanted.length).toBeGreaterThan(0);
        expect(middles).toHaveLength(wanted.length);
        for (const [index, middle] of middles.entries()) {
          expect(Math.abs(middle - (wanted[index] ?? 0))).toBeLessThan(5);
        }
      });
    }
  });

  it('looks into shadow roots: open, closed, nested, and attached to a standing element', async () => {
    const marks = await browser.open(
      '<x-now id="now"></x-now><div id="late" data-testid="outlet"></div><x-closed id="closed"></x-closed>',
    );
    await marks.page.evaluate(() => {
      const now = document.querySelector('#now')?.attachShadow({ mode: 'open' });
      if (now) now.innerHTML = '<p>listed.open@example.com</p><x-inner></x-inner>';
      const inner = now?.querySelector('x-inner')?.attachShadow({ mode: 'closed' });
      if (inner) inner.innerHTML = '<p>listed.inner@example.com</p>';
    });
    await stands(marks, 'listed.open@example.com', 'listed.inner@example.com');
    await marks.page.evaluate(() => {
      const late = document.querySelector('#late')?.attachShadow({ mode: 'open' });
      if (late) late.innerHTML = '<p>listed.late@example.com</p>';
      const closed = document.querySelector('#closed')?.attachShadow({ mode: 'closed' });
      if (closed) closed.innerHTML = '<p id="c">listed.closed@example.com</p>';
      setTimeout(() => {
        const text = closed?.querySelector('#c')?.firstChild;
        if (text instanceof Text) text.data = 'listed.changed@example.com';
      }, 200);
    });
    const all = ['open', 'inner', 'late', 'changed'].map(each => `listed.${each}@example.com`);
    await stands(marks, ...all);
    await marks.until(async () => expect(await marks.painted()).toHaveLength(4));
    await marks.page.evaluate(() => document.querySelector('#now')?.remove());
    await stands(marks, ...all.slice(2));
  });

  it('reads what is typed, and what a script sets, into a field', async () => {
    const marks = await browser.open('<input id="typed"><input id="set"><p id="p"></p>');
    await marks.page.type('#typed', 'listed.typed@example.com');
    await marks.until(async () => expect(await marks.standing()).toEqual(['listed.typed@example.com']));
    await marks.page.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('#set');
      if (field) field.value = 'set@example.com';
      document.querySelector('#p')?.append('saved');
    });
    await stands(marks, 'listed.typed@example.com', 'set@example.com');
  });

  it('paints both scopes with a shape of their own beside the address', async () => {
    const marks = await browser.open(
      '<p>listed.a@example.com</p><p>marketing.b@example.com</p><p>clear.c@example.com</p>',
    );
    await marks.until(async () =>
      expect((await marks.painted()).map(each => each.scope)).toEqual(['all', 'marketing']),
    );
    const rects = await marks.page.evaluate(() =>
      [...document.querySelectorAll('p')].map(p => {
        const range = document.createRange();
        range.selectNodeContents(p);
        const { right, top, bottom } = range.getBoundingClientRect();
        return { right, middle: (top + bottom) / 2 };
      }),
    );
    for (const [index, badge] of (await marks.painted()).entries()) {
      const rect = rects[index];
      expect(badge.x - (rect?.right ?? 0)).toBeGreaterThanOrEqual(2);
      expect(badge.x - (rect?.right ?? 0)).toBeLessThan(8);
      expect(Math.abs(badge.y + badge.size / 2 - (rect?.middle ?? 0))).toBeLessThanOrEqual(1);
    }
    expect(await marks.colouredPixels({ x: 0, y: 0, width: 400, height: 200 })).toBeGreaterThan(200);
  });

  it('a known verdict is painted before the change is through, a late one when it comes', async () => {
    const marks = await browser.open('<p id="p"></p><p id="q"></p>');
    await marks.page.evaluate(() => document.querySelector('#p')?.append('listed.now@example.com'));
    await stands(marks, 'listed.now@example.com');
    expect(
      await browser.driven.inOverlay(
        marks.page,
        root => root.querySelector('output')?.dataset.paintedAtOnce ?? '',
      ),
    ).toBe('1');
    await marks.page.evaluate(() => document.querySelector('#q')?.append('late@example.com'));
    await marks.until(async () => expect(await marks.painted()).toHaveLength(2));
  });

  it('stays in place through scrolling, nested scrolling, resizing and style changes', async () => {
    const marks = await browser.open(`<div id="above" style="height:100px"></div>
      <div id="view" style="height:200px;width:400px;overflow:auto"><div style="height:150px"></div>
      <p><span id="s">listed.a@example.com</span></p><div style="height:900px"></div></div><div style="height:3000px"></div>`);
    const distance = async () => {
      const rect = await marks.page.evaluate(() => {
        const { right, top, height } = document.querySelector('#s')?.getBoundingClientRect() ?? new DOMRect();
        return { right, middle: top + height / 2 };
      });
      const [badge] = await marks.painted();
      if (!badge) throw new Error('no badge');
      return [
        badge.x - rect.right > 0 && badge.x - rect.right < 8,
        Math.abs(badge.y + badge.size / 2 - rect.middle) <= 1,
      ];
    };
    const inPlace = () => marks.until(async () => expect(await distance()).toEqual([true, true]));
    await inPlace();
    await marks.page.evaluate(() => document.querySelector('#view')?.scrollTo(0, 90));
    await inPlace();
    await marks.page.evaluate(() => window.scrollTo(0, 60));
    await inPlace();
    await marks.page.evaluate(() => {
      const above = document.querySelector<HTMLElement>('#above');
      if (above) above.style.height = '140px';
    });
    await inPlace();
    await marks.page.evaluate(() => {
      const above = document.querySelector<HTMLElement>('#above');
      if (above) above.style.cssText = 'height:40px;transition:height .3s';
    });
    await new Promise(resolve => setTimeout(resolve, 500));
    await inPlace();
    await marks.page.evaluate(() => document.querySelector('#view')?.scrollTo(0, 700));
    await marks.until(async () => expect(await marks.painted()).toEqual([]));
    await marks.page.evaluate(() => document.querySelector('#view')?.scrollTo(0, 120));
    await inPlace();
  });

  it('marks only what can be seen: not under a cover, yes under a link stretched over a card', async () => {
    const marks = await browser.open(`
      <p style="position:relative">listed.covered@example.com<span id="cover" style="position:absolute;inset:0;background:#fff"></span></p>
      <p style="position:relative">listed.card@example.com<a href="#x" style="position:absolute;inset:0"></a></p>
      <p style="visibility:hidden">listed.hidden@example.com</p><p style="opacity:0">listed.clear@example.com</p>
      <p style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)">listed.reader@example.com</p>`);
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    await marks.page.evaluate(() => document.querySelector('#cover')?.remove());
    await marks.until(async () => expect(await marks.painted()).toHaveLength(2));
  });

  it('a copy for screen readers passes its mark to the name that is shown', async () => {
    const hidden = 'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)';
    const marks = await browser.open(
      `<p><a href="mailto:listed.twin@example.com"><span style="${hidden}">listed.twin@example.com</span><b>Twin</b></a></p>`,
    );
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    const right = await marks.page.evaluate(
      () => document.querySelector('b')?.getBoundingClientRect().right ?? 0,
    );
    const [badge] = await marks.painted();
    expect((badge?.x ?? 0) - right).toBeGreaterThan(0);
    expect((badge?.x ?? 0) - right).toBeLessThan(8);
  });

  it("is seen above the page's dialog, popover and full screen", async () => {
    const marks = await browser.open(`<dialog id="d" style="padding:30px">listed.dialog@example.com</dialog>
      <div id="p" popover style="padding:30px;inset:auto;top:200px">listed.popover@example.com</div>
      <div id="f" style="background:#fff"><button>Full</button></div>`);
    const whole = { x: 0, y: 0, width: 1200, height: 700 };
    await marks.page.evaluate(() => document.querySelector<HTMLDialogElement>('#d')?.showModal());
    await marks.until(async () => expect(await marks.colouredPixels(whole)).toBeGreaterThan(100));
    await marks.page.evaluate(() => document.querySelector<HTMLDialogElement>('#d')?.close());
    await marks.until(async () => expect(await marks.colouredPixels(whole)).toBe(0));
    await marks.page.evaluate(() => document.querySelector<HTMLElement>('#p')?.showPopover());
    await marks.until(async () => expect(await marks.colouredPixels(whole)).toBeGreaterThan(100));
    await marks.page.evaluate(() => {
      document.querySelector<HTMLElement>('#p')?.hidePopover();
      const full = document.querySelector<HTMLElement>('#f');
      full?.append('listed.full@example.com');
      full?.querySelector('button')?.addEventListener('click', () => full.requestFullscreen());
    });
    await marks.page.click('button');
    await marks.page.waitForFunction(() => document.fullscreenElement !== null);
    await marks.until(async () => expect(await marks.colouredPixels(whole)).toBeGreaterThan(100));
  });

  it('comes back when the page removes the host, or replaces its document', async () => {
    const marks = await browser.open('<p>listed.a@example.com</p>');
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    await marks.page.evaluate(() => document.querySelector('html > div')?.remove());
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    expect(await marks.colouredPixels({ x: 0, y: 0, width: 600, height: 100 })).toBeGreaterThan(50);
    await marks.page.evaluate(() => {
      document.open();
      document.write('<!doctype html><p>listed.b@example.com</p><input>');
      document.close();
    });
    await stands(marks, 'listed.b@example.com');
    await marks.until(async () => {
      expect(await marks.colouredPixels({ x: 0, y: 0, width: 600, height: 100 })).toBeGreaterThan(50);
    });
    await marks.page.type('input', 'listed.c@example.com');
    await marks.until(async () => expect(await marks.standing()).toContain('listed.c@example.com'));
  });

  it('a card says what is known when the pointer rests there, and goes', async () => {
    const marks = await browser.open('<p id="p">domain.a@example.com</p><p id="q">clear@example.com</p>');
    const card = () =>
      browser.driven.inOverlay(marks.page, root => {
        const shownCard = root.querySelector<HTMLElement>('.card.shown');
        return shownCard ? [shownCard.inert, ...[...shownCard.children].map(line => line.textContent)] : [];
      });
    await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
    await marks.page.mouse.move(60, 32);
    await marks.until(async () =>
      expect(await card()).toEqual([
        true,
        'Asked not to be contacted',
        'No contact at all.',
        'Everyone at this company is on the list.',
        expect.stringMatching(/^List of Example Ltd, confirmed .*2026/),
      ]),
    );
    await marks.page.mouse.move(60, 70);
    await marks.until(async () => expect(await card()).toEqual([]));
  });

  it('a large page is found whole, in slices', async () => {
    const marks = await browser.open('<div id="all"></div>');
    await marks.page.evaluate(() => {
      const rows = Array.from(
        { length: 20_000 },
        (_, index) =>
          `<div><span>Row ${index}</span><a href="#">${index % 100 ? 'none' : `p${index}@example.com`}</a></div>`,
      );
      const all = document.querySelector('#all');
      if (all) all.innerHTML = rows.join('');
    });
    await marks.until(async () => expect(await marks.standing()).toHaveLength(200));
  });

  if (name === 'Chromium') {
    it('holds nothing of what left the page', async () => {
      const marks = await browser.open('<div id="all"></div>');
      const session = await marks.page.createCDPSession();
      const nodes = async () => {
        await session.send('HeapProfiler.collectGarbage');
        await session.send('HeapProfiler.collectGarbage');
        return (await session.send('Memory.getDOMCounters')).nodes;
      };
      const rounds = async (count: number) => {
        await marks.page.evaluate(async times => {
          const all = document.querySelector('#all');
          for (let round = 0; round < times; round++) {
            const rows = Array.from(
              { length: 200 },
              (_, index) =>
                `<div><a href="mailto:p${index}@example.com">P</a><x-row id="r"></x-row> listed.${round}.${index}@example.com
                <input value="f${index}@example.com"></div>`,
            );
            if (all) all.innerHTML = rows.join('');
            for (const row of document.querySelectorAll('x-row'))
              row.attachShadow({ mode: 'open' }).innerHTML = '<p>s@example.com';
            await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 20)));
          }
          if (all) all.innerHTML = '';
          await new Promise(resolve => setTimeout(resolve, 300));
        }, count);
        await stands(marks);
        return nodes();
      };
      const before = await rounds(2);
      const after = await rounds(6);
      // One round makes more than 3,000 nodes; what the browser itself keeps for a while is far less.
      expect(after - before).toBeLessThan(1_500);
    });

    it('is absent from print', async () => {
      const marks = await browser.open('<p>listed.a@example.com</p>');
      await marks.until(async () => expect(await marks.painted()).toHaveLength(1));
      await marks.page.emulateMediaType('print');
      expect(await marks.colouredPixels({ x: 0, y: 0, width: 600, height: 100 })).toBe(0);
    });
  }
});
