import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../components/tokens.css', import.meta.url), 'utf8');

/** `--lethe-name: light-dark(#light, #dark)`: every token that is one opaque colour. */
const colours = new Map(
  [...css.matchAll(/--lethe-([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, [light, dark] as const],
  ),
);

const SCHEMES = ['light', 'dark'] as const;

function colourOf(name: string, scheme: (typeof SCHEMES)[number]): string {
  const pair = colours.get(name);
  if (!pair) throw new Error(`no such colour: ${name}`);
  return pair[SCHEMES.indexOf(scheme)] ?? '';
}

/** Relative luminance and contrast by WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(SCHEMES)('in %s', scheme => {
  const papers = ['paper', 'paper-sunk', 'paper-raised'];
  const texts: readonly (readonly [string, readonly string[]])[] = [
    ['ink', [...papers, 'amber-wash', 'calm-wash', 'rust-wash', 'hover']],
    ['ink-soft', [...papers, 'amber-wash', 'calm-wash', 'rust-wash']],
    ['amber-ink', ['amber-wash', 'paper']],
    ['calm', [...papers, 'calm-wash']],
    ['rust', [...papers, 'rust-wash']],
    ['link', papers],
    ['on-action', ['action', 'action-hover']],
  ];
  it.each(texts)('%s reads on its grounds at 4.5:1 or more', (text, grounds) => {
    for (const ground of grounds) {
      expect(contrast(colourOf(text, scheme), colourOf(ground, scheme)), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['line-strong', 'focus', 'amber'])('%s stands out from paper at 3:1 or more', line => {
    for (const ground of papers) {
      expect(contrast(colourOf(line, scheme), colourOf(ground, scheme)), ground).toBeGreaterThanOrEqual(3);
    }
  });
});

it('the tokens fetch nothing', () => {
  expect(css.replace(/\/\*[\s\S]*?\*\//g, '')).not.toContain('url(');
});
