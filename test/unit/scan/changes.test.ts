// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { MANY_RECORDS } from '../../../utils/scan/budgets.ts';
import { type Changes, changesIn } from '../../../utils/scan/changes.ts';

/** What an observer of the whole document hears of these changes of a page. */
function changesBy(html: string, change: (main: Element) => void): Changes {
  document.body.innerHTML = `<main>${html}</main>`;
  const main = document.querySelector('main');
  if (!main) throw new Error('there is no main');
  const observer = new MutationObserver(() => {});
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  change(main);
  return changesIn(observer.takeRecords());
}

function dataOf({ texts }: Changes): string[] {
  return [...texts].map(text => text.data);
}

describe('the changes of a page', () => {
  it('name what came by where it came to, and what changed', () => {
    const changes = changesBy('<p>one</p>', main => {
      main.append(document.createElement('b'), document.createElement('i'));
      main.querySelector('p')?.setAttribute('title', 'x');
    });
    expect([...changes.added].map(([to, nodes]) => [to.nodeName, nodes.size])).toEqual([['MAIN', 2]]);
    expect([...changes.elements].map(({ nodeName }) => nodeName)).toEqual(['P']);
    expect(changes.hasLoss).toBe(false);
  });

  it('name a text that was typed into apart from one that came', () => {
    const changes = changesBy('<p>one</p>', main => {
      const text = main.querySelector('p')?.firstChild;
      if (text instanceof Text) text.data = 'two';
      main.querySelector('p')?.append('three');
    });
    expect([...changes.typed].map(({ data }) => data)).toEqual(['two']);
    expect(dataOf(changes)).toEqual(['two']);
    expect([...changes.added.values()].map(({ size }) => size)).toEqual([1]);
  });

  it('name the texts that something inline came between, or left', () => {
    const came = changesBy('jane@exam<b>ple</b>.com', main => main.querySelector('b')?.before('-'));
    expect(dataOf(came)).toEqual(expect.arrayContaining(['jane@exam', 'ple']));
    const left = changesBy('jane@exam<br>ple.com', main => main.querySelector('br')?.remove());
    expect(dataOf(left)).toEqual(['jane@exam', 'ple.com']);
    expect(left.hasLoss).toBe(true);
  });

  it('name the text beside the inline element that something came into', () => {
    const changes = changesBy('jane@<b></b>.com', main => main.querySelector('b')?.append('example'));
    expect(dataOf(changes)).toEqual(['jane@', '.com']);
  });

  it('name none where blocks come and go', () => {
    const changes = changesBy('<ul><li>a@example.com</li><li>b</li></ul>', main => {
      const list = main.querySelector('ul');
      list?.firstElementChild?.after(document.createElement('li'));
      list?.lastElementChild?.remove();
    });
    expect(dataOf(changes)).toEqual([]);
    expect(changes.hasLoss).toBe(true);
  });

  it('of very many records name only what they touched', () => {
    const changes = changesBy('', main => {
      for (let count = 0; count <= MANY_RECORDS; count++) main.append('x');
    });
    expect([...changes.touched].map(({ nodeName }) => nodeName)).toEqual(['MAIN']);
    expect(changes.added.size).toBe(0);
  });
});
