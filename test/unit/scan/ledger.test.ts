// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { type Change, createLedger, type Ledger } from '../../../utils/scan/ledger.ts';
import type { Sighting } from '../../../utils/scan/sighting.ts';

let changes: Change[];
let ledger: Ledger;

beforeEach(() => {
  changes = [];
  ledger = createLedger(change => changes.push(change));
  document.body.innerHTML = '<p id="p">a@example.com</p><a id="a" title="a@example.com">a@example.com</a>';
});

function element(selector: string): Element {
  const found = document.querySelector(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

function textOf(selector: string): Text {
  const { firstChild } = element(selector);
  if (!(firstChild instanceof Text)) throw new Error(`no text in ${selector}`);
  return firstChild;
}

function sightingAt(node: Text, text = 'a@example.com', start = 0): Sighting {
  return { text, place: { kind: 'text', startNode: node, start, endNode: node, end: start + text.length } };
}

function flushed(): string {
  changes.length = 0;
  ledger.flush();
  const name = ({ text, place }: Sighting) => `${place.kind} ${text}`;
  return changes.map(({ added, removed }) => `+[${added.map(name)}] -[${removed.map(name)}]`).join('; ');
}

describe('the ledger', () => {
  it('reports what came, once, and the same object as long as it stands', () => {
    const node = textOf('#p');
    ledger.setText(node, [sightingAt(node)]);
    expect(flushed()).toBe('+[text a@example.com] -[]');
    ledger.setText(node, [sightingAt(node)]);
    expect(flushed()).toBe('');
    const [first] = changes;
    expect(first).toBeUndefined();
  });

  it('reports a sighting that moved within its text as removed and added', () => {
    const node = textOf('#p');
    ledger.setText(node, [sightingAt(node)]);
    flushed();
    ledger.setText(node, [sightingAt(node, 'a@example.com', 4)]);
    expect(flushed()).toBe('+[text a@example.com] -[text a@example.com]');
  });

  it('says nothing of what came and went between two reports', () => {
    const node = textOf('#p');
    ledger.setText(node, [sightingAt(node)]);
    ledger.setText(node, []);
    expect(flushed()).toBe('');
  });

  it('a text inside an element takes its place, whichever comes first', () => {
    const node = textOf('#a');
    ledger.setElement(element('#a'), ['A@example.com']);
    ledger.setText(node, [sightingAt(node)]);
    expect(flushed()).toBe('+[text a@example.com] -[]');
    ledger.setText(node, []);
    expect(flushed()).toBe('+[element A@example.com] -[text a@example.com]');
    ledger.setText(node, [sightingAt(node)]);
    expect(flushed()).toBe('+[text a@example.com] -[element A@example.com]');
  });

  it('of two elements that name one address, the inner one has it', () => {
    document.body.innerHTML = '<div id="o"><span id="i">Name</span></div>';
    ledger.setElement(element('#o'), ['a@example.com', 'b@example.com']);
    ledger.setElement(element('#i'), ['a@example.com']);
    expect(flushed()).toBe('+[element b@example.com,element a@example.com] -[]');
    element('#i').remove();
    ledger.sweep();
    expect(flushed()).toBe('+[element a@example.com] -[element a@example.com]');
  });

  it('drops what left the page and keeps nothing of it', () => {
    const node = textOf('#p');
    ledger.setText(node, [sightingAt(node)]);
    ledger.setElement(element('#a'), ['b@example.com']);
    flushed();
    const link = element('#a');
    document.body.replaceChildren();
    expect(ledger.sweep()).toEqual([]);
    expect(flushed()).toBe('+[] -[text a@example.com,element b@example.com]');
    expect([ledger.has(node), ledger.has(link)]).toEqual([false, false]);
  });

  it('names the text that stands but lost a part of its address', () => {
    document.body.innerHTML = '<p id="p">a@exam<b id="b">ple.com</b></p>';
    const [node, rest] = [textOf('#p'), textOf('#b')];
    const place = { kind: 'text', startNode: node, start: 0, endNode: rest, end: 7 } as const;
    ledger.setText(node, [{ text: 'a@example.com', place }]);
    element('#b').remove();
    expect(ledger.sweep()).toEqual([node]);
  });

  it('moves what stands behind a change, as the same object and without a word', () => {
    const node = textOf('#p');
    node.data = 'a@example.com and b@example.com';
    const [first, second] = [sightingAt(node), sightingAt(node, 'b@example.com', 18)];
    ledger.setText(node, [first, second]);
    flushed();
    ledger.shiftText(node, 14, 3);
    expect(flushed()).toBe('');
    expect(first.place).toMatchObject({ start: 0, end: 13 });
    expect(second.place).toMatchObject({ start: 21, end: 34 });
  });
});
