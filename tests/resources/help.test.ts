import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BLOCK_KINDS, HEADER_KEYS } from '../../src/core/formats/contrast-text/block-kinds.ts';
import { readContrastText } from '../../src/core/formats/contrast-text/read-contrast-text.ts';

const help = readFileSync(new URL('../../resources/help/contrast-text.md', import.meta.url), 'utf8');

describe('the description of contrast decks', () => {
  it('has an example that reads without a problem and has every kind of block', () => {
    const example = /```contrast-deck\n([^]*?)```/.exec(help)?.[1] ?? '';
    const deck = readContrastText(example);
    expect(deck.problems).toEqual([]);
    expect(deck.notes.map(({ noteTypeName }) => noteTypeName)).toEqual(['Contrast', 'Statement', 'Disagreement', 'Basic', 'Cloze']);
    expect(deck.notes.at(3)?.fields[1]).toBe('No, a day is weather.<br>A trend is read from decades.');
  });

  it('names every key of the format', () => {
    const keys = [...HEADER_KEYS, ...BLOCK_KINDS.flatMap(({ kind, keyOfField }) => [kind, ...Object.values(keyOfField)])];
    expect(keys.filter((key) => !help.includes(`\`${key}`))).toEqual([]);
  });
});
