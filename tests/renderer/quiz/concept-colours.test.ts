import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONCEPT_COLOURS } from '../../../src/core/contrast/model.ts';

const css = readFileSync(join(process.cwd(), 'src/renderer/styles/tokens.css'), 'utf8').replace(/\/\*[^]*?\*\//g, '');

type Tokens = ReadonlyMap<string, string>;

function readTokens(block: string): [string, string][] {
  return [...block.matchAll(/--([a-z-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]);
}

/** The tokens of a theme: those of every block whose selector names it or names none. */
function tokensOf(selectors: readonly string[]): Tokens {
  const blocks = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)];
  return new Map(
    blocks.filter(([, selector = '']) => selector.split(',').some((one) => selectors.includes(one.trim()))).flatMap(([, , block = '']) => readTokens(block)),
  );
}

function resolve(tokens: Tokens, name: string): string {
  const value = tokens.get(name) ?? '';
  const other = /^var\(--([a-z-]+)\)$/.exec(value)?.[1];
  return other === undefined ? value : resolve(tokens, other);
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ['light', [':root', ":root[data-theme='light']"]],
  ['dark', [':root', ":root[data-theme='dark']"]],
  ['contrast', [':root', ":root[data-theme='contrast']"]],
  ['contrast on dark', [':root', ":root[data-theme='contrast']", ":root[data-theme='contrast'][data-ground='dark']"]],
])('in the %s theme', (_, selectors) => {
  const tokens = tokensOf(selectors);
  it.each(CONCEPT_COLOURS)('%s can be read on every ground it stands on', (colour) => {
    const ink = resolve(tokens, `concept-${colour}`);
    for (const ground of ['ground', 'surface', 'sunken', `concept-${colour}-soft`]) {
      expect(contrast(ink, resolve(tokens, ground)), `${colour} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(resolve(tokens, 'ink'), resolve(tokens, `concept-${colour}-soft`))).toBeGreaterThanOrEqual(4.5);
  });
});
