import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONTRAST_NOTE_TYPE, BUILT_IN_NOTE_TYPES } from '../../../src/core/cards/built-in-note-types.ts';
import { describePairContrast } from '../../../src/core/contrast/mine-contrast.ts';
import { readMinerNote } from '../../../src/core/contrast/mine-note.ts';
import type { MinerNote } from '../../../src/core/contrast/mine-note.ts';
import { minePairs } from '../../../src/core/contrast/mine-pairs.ts';
import type { MinedPair } from '../../../src/core/contrast/mine-pairs.ts';
import { scoreReasons } from '../../../src/core/contrast/mine-score.ts';
import { findNamedPair, listOptions, splitContrastSentence } from '../../../src/core/contrast/mine-templates.ts';
import type { NoteId } from '../../../src/core/ids.ts';

type Card = readonly [front: string, back: string];

function mine(cards: readonly Card[], wrongAnswers: readonly { noteId: number; answered: string; count: number }[] = []): readonly MinedPair[] {
  const notes = cards.map(([front, back], index): MinerNote => ({ id: (index + 1) as NoteId, front, back, showsMedia: false }));
  return minePairs(notes, { wrongAnswers, mostPairs: 100, onProgress: () => undefined });
}

function labelsOf(pairs: readonly MinedPair[]): string[] {
  return pairs.map(({ firstLabel, secondLabel }) => `${firstLabel} | ${secondLabel}`);
}

describe('what is confusable', () => {
  test.each<[string, readonly Card[], string]>([
    ['terms a letter apart', [['affect', 'to influence'], ['effect', 'a result']], 'affect | effect'],
    ['terms two letters apart', [['mitosis', 'makes two body cells'], ['meiosis', 'halves the chromosomes']], 'mitosis | meiosis'],
    ['terms with opposite prefixes', [['hyperkalaemia', 'too much potassium'], ['hypokalaemia', 'a lack of potassium']], 'hyperkalaemia | hypokalaemia'],
    ['one prompt with two answers', [['bank', 'edge of a river'], ['bank', 'house of money']], 'edge of a river | house of money'],
    ['two terms of one meaning', [['rapide', 'quick'], ['prompt', 'quick']], 'rapide | prompt'],
    ['words of characters that differ in one', [['電話代', 'the telephone bill'], ['電話台', 'the telephone table']], '電話代 | 電話台'],
    ['questions that differ in one word of a family', [['Was ist ein Monomorphismus?', 'eine injektive Abbildung'], ['Was ist ein Isomorphismus?', 'eine bijektive Abbildung']], 'monomorphismus | isomorphismus'],
    ['answers that differ in one or two words', [
      ['product', 'molecule found on the right side of a chemical equation'],
      ['reactant', 'molecule found on the left side of a chemical equation'],
    ], 'product | reactant'],
  ])('%s', (_what, cards, labels) => {
    expect(labelsOf(mine(cards))).toEqual([labels]);
  });

  test('what a third note sets against each other', () => {
    const pairs = mine([
      ['TCP', 'sends again what was lost'],
      ['UDP', 'sends once and forgets'],
      ['What is the difference between TCP and UDP?', 'one of them checks the arrival'],
    ]);
    expect(pairs.map(({ first, second, reasons }) => [first.front, second.front, reasons[0]?.kind])).toEqual([['TCP', 'UDP', 'template']]);
  });

  test('what a third note says of both in one sentence', () => {
    const pairs = mine([
      ['manager', 'somebody who keeps a plan'],
      ['leader', 'whoever is followed'],
      ['A manager keeps order, a leader moves people.', 'true'],
    ]);
    expect(pairs.map(({ firstLabel, secondLabel, reasons }) => [firstLabel, secondLabel, reasons[0]?.kind])).toEqual([['manager', 'leader', 'template']]);
  });

  test('the right answer of a note that another offers as an option', () => {
    const pairs = mine([
      ['Which cell carries oxygen? A) erythrocyte B) platelet C) neutrophil', 'erythrocyte'],
      ['What stops bleeding first of all?', 'platelet'],
      ['How high is the highest mountain?', '8,849 metres above the sea'],
    ]);
    expect(pairs.map(({ first, second, reasons }) => [first.id, second.id, reasons[0]?.kind])).toEqual([[1, 2, 'lure']]);
  });

  test('answers given for each other, the more often the higher', () => {
    const cards: readonly Card[] = [['Capital of Norway', 'Oslo'], ['Largest town of Sweden', 'Stockholm'], ['River of Prague', 'Vltava']];
    const once = mine(cards, [{ noteId: 1, answered: 'stockholm', count: 1 }]);
    const often = mine(cards, [{ noteId: 1, answered: 'stockholm', count: 3 }]);
    expect(once.map(({ first, second }) => [first.id, second.id])).toEqual([[1, 2]]);
    expect(once[0]?.reasons[0]?.sentence).toBe('You answered “stockholm” for the other once.');
    expect(often[0]?.score).toBeGreaterThan(once[0]?.score ?? 1);
  });

  test('two words that the deck asks the same of three times over', () => {
    const pairs = mine([
      ['focus (manager)', 'the work itself'],
      ['focus (leader)', 'each person'],
      ['authority (manager)', 'title and job description'],
      ['authority (leader)', 'trust grown over years'],
      ['horizon (manager)', 'this quarter'],
      ['horizon (leader)', 'whatever lies beyond it'],
    ]);
    expect(labelsOf(pairs)).toEqual(['manager | leader', 'manager | leader', 'manager | leader']);
    expect(pairs[0]?.reasons[0]?.sentence).toBe('The deck asks the same of “manager” and of “leader” in 3 places.');
  });
});

describe('what is not', () => {
  test.each<[string, readonly Card[]]>([
    ['the same card twice', [['Capital of France', 'Paris'], ['Capital of France?', 'Paris']]],
    ['the same card in other words', [['What is a cell nucleus?', 'the part of a cell that holds its genes'], ['What is the nucleus of a cell?', 'the part of the cell that holds its genes']]],
    ['the same card the other way round', [['PIG-A', 'gene of nocturnal haemoglobinuria: PIG-A'], ['nocturnal haemoglobinuria', 'comes of PIG-A, the gene of nocturnal haemoglobinuria']]],
    ['a numbered series', [['Chapter 1', 'how it all began long ago'], ['Chapter 2', 'how it went on from there'], ['Chapter III', 'how it all came to an end']]],
    ['boilerplate of a deck', 'abcdefghij'.split('').map((letter): Card => [`Translate this word into French: ${letter.repeat(5)}`, `mot ${letter.repeat(6)}`])],
    ['questions with one answer', [['Who wrote Hamlet and Macbeth?', 'Shakespeare'], ['Whose wife was Anne Hathaway?', 'Shakespeare']]],
    ['forms of one word', [['talk', 'to speak with'], ['talks', 'speaks with']]],
    ['words a letter apart that are short', [['cat', 'un chat'], ['car', 'une voiture']]],
  ])('%s', (_what, cards) => {
    expect(labelsOf(mine(cards))).toEqual([]);
  });
});

describe('proposals', () => {
  const words = fc.constantFrom('affect', 'effect', 'rapid', 'quick', 'mitosis', 'meiosis', 'the', 'of', 'ä', '未来', '1', '…', '.', '');
  const cards = fc.array(fc.tuple(fc.array(words, { maxLength: 5 }), fc.array(words, { maxLength: 5 })), { maxLength: 25 });

  test('have two notes, different labels, a score between 0 and 1, and reasons that end in a stop; the highest come first', () => {
    fc.assert(
      fc.property(cards, (drawn) => {
        const pairs = mine(drawn.map(([front, back]): Card => [front.join(' '), back.join(' ')]));
        for (const [index, { first, second, firstLabel, secondLabel, reasons, score }] of pairs.entries()) {
          expect(first.id).toBeLessThan(second.id);
          expect(firstLabel.toLowerCase()).not.toBe(secondLabel.toLowerCase());
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(score).toBeLessThanOrEqual(pairs[index - 1]?.score ?? 1);
          expect(reasons.length).toBeGreaterThan(0);
          for (const { sentence } of reasons) expect(sentence).toMatch(/\.$/);
        }
      }),
    );
  });

  test('are thinned out: no note is in more than three', () => {
    const pairs = mine(['carta', 'certa', 'corta', 'curta', 'canta', 'casta', 'capta'].map((front, index): Card => [front, `meaning number ${'abcdefg'[index] ?? ''}x`]));
    const counts = new Map<number, number>();
    for (const { first, second } of pairs) for (const { id } of [first, second]) counts.set(id, (counts.get(id) ?? 0) + 1);
    expect(pairs.length).toBeGreaterThan(0);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(3);
  });

  test('what throws in the progress ends the search', () => {
    const stop = new Error('stop');
    expect(() => minePairs([], { wrongAnswers: [], mostPairs: 1, onProgress: () => { throw stop; } })).toThrow(stop);
  });

  test('reasons add up as independent chances', () => {
    expect(scoreReasons([])).toBe(0);
    expect(scoreReasons([{ weight: 0.5 }, { weight: 0.5 }])).toBe(0.75);
  });
});

describe('reading a note', () => {
  const typeOf = (name: string) => BUILT_IN_NOTE_TYPES.find((type) => type.name === name) ?? CONTRAST_NOTE_TYPE;
  const id = 1 as NoteId;

  test('markup goes, and a picture on the front is told', () => {
    expect(readMinerNote(id, typeOf('Basic'), ['<b>TCP</b> &amp; co <img src="a.png">', '<ul><li>checks</li></ul>'])).toEqual({ id, front: 'TCP & co a.png', back: 'checks', showsMedia: true });
  });

  test('gaps of a cloze are the answer', () => {
    expect(readMinerNote(id, typeOf('Cloze'), ['{{c1::Oslo::town}} is in {{c2::Norway}}.', ''])).toEqual({ id, front: '… is in ….', back: 'Oslo · Norway', showsMedia: false });
  });

  test('contrasts, pictures alone and empty sides are passed over', () => {
    expect(readMinerNote(id, CONTRAST_NOTE_TYPE, ['d', 'a', 's', 'b', 't', '', ''])).toBeNull();
    expect(readMinerNote(id, typeOf('Basic'), ['<img src="a.png">', 'an apple'])).toBeNull();
    expect(readMinerNote(id, typeOf('Basic'), ['an apple', ''])).toBeNull();
  });
});

describe('wordings', () => {
  test.each<[string, string, string]>([
    ['What is the difference between TCP and UDP?', 'TCP', 'UDP'],
    ['mitosis vs. meiosis', 'mitosis', 'meiosis'],
    ['How does a virus differ from a bacterium?', 'virus', 'bacterium'],
    ['Unterschied zwischen Masse und Gewicht?', 'Masse', 'Gewicht'],
    ['进程和线程的区别', '进程', '线程'],
  ])('%s', (text, first, second) => {
    expect(findNamedPair(text)).toEqual({ first, second });
  });

  test('a sentence that says it of both is divided', () => {
    expect(splitContrastSentence('A manager keeps order, a leader moves people.')).toEqual({ firstLabel: 'manager', secondLabel: 'leader', firstSide: 'keeps order', secondSide: 'moves people' });
    expect(splitContrastSentence('A manager keeps order.')).toBeNull();
  });

  test('options are read in order, and marks out of order are none', () => {
    expect(listOptions('Which? A) one thing B) another C) a third')).toEqual(['one thing', 'another', 'a third']);
    expect(listOptions('Q A1: left A2: right')).toEqual(['left', 'right']);
    expect(listOptions('see page 3) of it')).toEqual([]);
  });
});

describe('the contrast of two notes', () => {
  const half = (label: string, front: string, back: string) => ({ label, front, back });

  test('the dimension is the shared front, the shared words, or the meaning', () => {
    expect(describePairContrast(half('x', 'Main focus', 'the work'), half('y', 'Main focus', 'the people'))).toEqual({ dimension: 'Main focus', sides: ['the work', 'the people'] });
    expect(describePairContrast(half('x', 'Blood supply of the extensor', 'tibial'), half('y', 'Blood supply of the flexor', 'fibular')).dimension).toBe('blood supply of the …');
    expect(describePairContrast(half('affect', 'affect', 'to influence'), half('effect', 'effect', 'a result')).dimension).toBe('Meaning');
  });

  test('where the answers are the names, the questions are the sides', () => {
    expect(describePairContrast(half('Ribose', 'Sugar in RNA?', 'ribose'), half('Deoxyribose', 'Sugar in DNA?', 'deoxyribose')).sides).toEqual(['Sugar in RNA?', 'Sugar in DNA?']);
  });
});
