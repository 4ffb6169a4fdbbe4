import { describe, expect, test } from 'vitest';
import { createBlocks } from '../../../src/core/contrast/mine-blocks.ts';
import { findCandidates } from '../../../src/core/contrast/mine-candidates.ts';
import { measureRarity, prepareNote } from '../../../src/core/contrast/mine-texts.ts';
import type { NoteId } from '../../../src/core/ids.ts';
import { createSeededRandom } from '../../../src/core/seeded-random.ts';

function countCandidates(size: number): number {
  const random = createSeededRandom(7);
  const word = (): string => Array.from({ length: 3 + Math.floor(random() * 4) }, () => 'aeioulmnrst'.charAt(Math.floor(random() * 11))).join('');
  const text = (): string => Array.from({ length: 1 + Math.floor(random() * 8) }, word).join(' ');
  const notes = Array.from({ length: size }, (_, index) => prepareNote({ id: (index + 1) as NoteId, front: text(), back: text(), showsMedia: false }));
  const rarity = { front: measureRarity(notes.map(({ front }) => front)), back: measureRarity(notes.map(({ back }) => back)) };
  return findCandidates(notes, rarity, { onStep: () => undefined }).length;
}

describe('candidates', () => {
  test('are a few for each note, not all pairs of the deck', () => {
    for (const size of [1000, 4000]) {
      const count = countCandidates(size);
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThan(size * 8);
    }
  });
});

describe('blocks', () => {
  test('bring together what shares a key, each item once, and leave out what too many share', () => {
    const blocks = createBlocks();
    for (const [key, item] of [['a', 3], ['a', 1], ['a', 3], ['b', 2], ...[0, 1, 2, 3, 4].map((index) => ['common', index] as const)] as const) blocks.add(key, item);
    const found: (readonly number[])[] = [];
    blocks.forEachBlock(4, (items) => found.push([...items]));
    expect(found).toEqual([[1, 3]]);
  });
});
