/** Pairs worth a look, found through keys that confusable texts share: never all pairs of a deck. */

import { createBlocks, MOST_ITEMS } from './mine-blocks.ts';
import type { Blocks } from './mine-blocks.ts';
import { stripPrefix } from './mine-text.ts';
import { isTerm } from './mine-texts.ts';
import type { MinedText, PreparedNote, Rarity } from './mine-texts.ts';

/** How often the same frame (a text with one gap) or the same text may occur before it is the deck's boilerplate. */
const MOST_ALIKE = 5;
const MOST_MISSPELT = 12;
const MOST_SHARING = 8;
const LONGEST_SPELLED = 48;
const FRAME_WORDS = { least: 2, most: 30 };
const MOST_CANDIDATES = 400_000;

type Side = 'front' | 'back';

export interface CandidateSteps {
  readonly onStep: (done: number, total: number) => void;
}

/** Pairs of places in `notes`, the lower first. The number of pairs grows with the deck, not with its square: each block is capped. */
export function findCandidates(notes: readonly PreparedNote[], rarity: Readonly<Record<Side, Rarity>>, { onStep }: CandidateSteps): readonly (readonly [number, number])[] {
  const pairs = new Set<number>();
  const take = (most: number) => (blocks: Blocks): void => {
    blocks.forEachBlock(most, (items) => {
      for (const [index, first] of items.entries()) {
        for (const second of items.slice(index + 1)) if (pairs.size < MOST_CANDIDATES) pairs.add(first * MOST_ITEMS + second);
      }
    });
  };
  const passes: readonly [number, (text: MinedText, side: Side, add: (key: string) => void) => void][] = [
    [MOST_ALIKE, (text, _side, add) => add(text.key)],
    [MOST_MISSPELT, addSpellings],
    [MOST_ALIKE, addFrames],
    [MOST_SHARING, (text, side, add) => addRareWords(text, rarity[side], add)],
  ];
  const total = passes.length * 2;
  let done = 0;
  for (const [most, addKeys] of passes) {
    for (const side of ['front', 'back'] as const) {
      const blocks = createBlocks();
      for (const [index, note] of notes.entries()) {
        addKeys(note[side], side, (key) => {
          blocks.add(key, index);
        });
      }
      take(most)(blocks);
      done += 1;
      onStep(done, total);
    }
  }
  return [...pairs].map((pair) => [Math.floor(pair / MOST_ITEMS), pair % MOST_ITEMS] as const);
}

/**
 * The text itself and every text with one letter left out: two texts share one when they are an edit apart, and mostly when two.
 * Source: W. Garbe's symmetric delete algorithm (SymSpell, 2012).
 */
function addSpellings(text: MinedText, _side: Side, add: (key: string) => void): void {
  const { key, words } = text;
  if (key.length < 4 || key.length > LONGEST_SPELLED) return;
  add(key);
  for (let index = 0; index < key.length; index += 1) add(key.slice(0, index) + key.slice(index + 1));
  for (const [index, word] of words.entries()) {
    const rest = stripPrefix(word);
    if (rest !== null) add(`prefix ${words.slice(0, index).join(' ')} ${rest} ${words.slice(index + 1).join(' ')}`);
  }
}

/** The text with one word left open, or two neighbours. */
function addFrames({ words }: MinedText, _side: Side, add: (key: string) => void): void {
  if (words.length < FRAME_WORDS.least || words.length > FRAME_WORDS.most) return;
  for (let index = 0; index < words.length; index += 1) {
    for (const length of [1, 2]) if (index + length <= words.length) add(`${words.slice(0, index).join(' ')} _ ${words.slice(index + length).join(' ')}`);
  }
}

/** The two rarest words that others have too. */
function addRareWords(text: MinedText, rarity: Rarity, add: (key: string) => void): void {
  if (isTerm(text) && text.words.length < 2) return;
  const shared = [...new Set(text.words)].filter((word) => word.length >= 3 && rarity.countOf(word) >= 2 && rarity.countOf(word) <= MOST_SHARING);
  shared.sort((one, other) => rarity.countOf(one) - rarity.countOf(other));
  for (const word of shared.slice(0, 3)) add(word);
}
