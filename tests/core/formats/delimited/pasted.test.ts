/** Pasted lists: which separators they are found to have, and what cards come of them. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDelimited } from '../../../../src/core/formats/delimited/detect-options.ts';
import type { DelimitedOptions } from '../../../../src/core/formats/delimited/model.ts';
import { readDelimited } from '../../../../src/core/formats/delimited/read-delimited.ts';
import { createRecordingSink } from './record-sink.ts';

function open(text: string, given: DelimitedOptions | null = null, fileName = 'Pasted text') {
  return openDelimited(Buffer.from(text), fileName, given, []);
}

function separatorsOf(text: string, fileName?: string): readonly [string, string | null] {
  const { delimiter, cardSeparator } = open(text, null, fileName).options;
  return [delimiter, cardSeparator];
}

function cardsOf(text: string, given: DelimitedOptions | null = null): readonly (readonly string[])[] {
  const sink = createRecordingSink();
  readDelimited({ bytes: Buffer.from(text), fileName: 'Pasted text', options: given, noteTypes: [] }, sink);
  return sink.notes.map(({ fields }) => fields);
}

describe('the separators of a pasted list', () => {
  it.each([
    ['Quizlet as it copies', 'dog\tHund\ncat\tKatze\nbird\tVogel\n', '\t', null],
    ['commas and lines', 'dog,Hund\ncat,Katze\nbird,Vogel', ',', null],
    ['dashes and lines', 'dog - Hund\ncat - Katze\nwell-known - bekannt', ' - ', null],
    ['long dashes', 'dog – Hund\ncat – Katze', ' – ', null],
    ['longer dashes', 'dog — Hund\ncat — Katze', ' — ', null],
    ['two colons', 'dog::Hund\ncat::Katze', '::', null],
    ['signs of equality', 'dog=Hund\ncat=Katze', '=', null],
    ['colons', 'dog: Hund\ncat: Katze\nbird: Vogel', ':', null],
    ['tabs and semicolons', 'dog\tHund;cat\tKatze;bird\tVogel', '\t', ';'],
    ['commas and semicolons', 'dog,Hund;cat,Katze;bird,Vogel', ',', ';'],
    ['semicolons at the ends of lines', 'dog\tHund;\ncat\tKatze;\nbird\tVogel;\n', '\t', ';'],
    ['definitions of several lines, semicolons', 'dog\tHund\nein Tier;\ncat\tKatze\nauch eines;\nbird\tVogel', '\t', ';'],
    ['definitions of several lines, blank lines', 'dog\tHund\nein Tier\n\ncat\tKatze\nauch eines\n\nbird\tVogel', '\t', '\n\n'],
    ['dashes and blank lines', 'dog - Hund\nein Tier\n \ncat - Katze\nauch eines', ' - ', '\n\n'],
    ['terms on lines of their own', 'dog\nHund\n\ncat\nKatze\nein Tier\n\nbird\nVogel', '\n', '\n\n'],
    ['carriage returns', 'dog\tHund\r\nein Tier\r\n\r\ncat\tKatze\r\nauch', '\t', '\n\n'],
  ])('are found: %s', (_, text, delimiter, cardSeparator) => {
    expect(separatorsOf(text)).toEqual([delimiter, cardSeparator]);
  });

  it.each([
    ['semicolons in definitions', Array.from({ length: 30 }, (_, index) => `word${String(index)}\tone; other`).join('\n'), '\t'],
    ['semicolons as columns', 'dog;Hund\ncat;Katze\nbird;Vogel', ';'],
    ['semicolons as columns, commas within', 'dog, hound;Hund, Köter\ncat, kitten;Katze, Kätzchen', ';'],
    ['decimal commas', '1,5;2,5\n3,5;4,5\n5,5;6,5', ';'],
    ['blank lines between rows', 'dog\tHund\n\ncat\tKatze\n\nbird\tVogel', '\t'],
    ['quotes around lines', '"dog";"Hund\n\nein Tier"\n"cat";"Katze"\n"bird";"Vogel"', ';'],
  ])('are lines for %s', (_, text, delimiter) => {
    expect(separatorsOf(text)).toEqual([delimiter, null]);
  });

  it('are never guessed for files that are tables by their names', () => {
    expect(separatorsOf('dog,Hund;cat,Katze;bird,Vogel', 'words.csv')).toEqual([';', null]);
    expect(separatorsOf('dog,Hund;cat,Katze;bird,Vogel', 'words.txt')).toEqual([',', ';']);
  });
});

describe('the cards of a pasted list', () => {
  it('keep the lines of their definitions where nothing but a line ends them', () => {
    expect(cardsOf('dog\tHund\nEin Tier\nDas bellt\ncat\tKatze\nbird\tVogel\nEin Tier\nDas fliegt, auch weit')).toEqual([
      ['dog', 'Hund<br>Ein Tier<br>Das bellt'],
      ['cat', 'Katze'],
      ['bird', 'Vogel<br>Ein Tier<br>Das fliegt, auch weit'],
    ]);
    expect(cardsOf('dog\tHund\nEin Tier\n\nDas bellt\ncat\tKatze')).toEqual([['dog', 'Hund<br>Ein Tier<br>Das bellt'], ['cat', 'Katze']]);
    const words = Array.from({ length: 10 }, (_, index) => `term ${index}\tmeaning ${index}`);
    expect(cardsOf([...words, '- and more of it', 'Lonely'].join('\n')).at(-1)).toEqual(['term 9', 'meaning 9<br>- and more of it']);
  });

  it('keep the lines of their definitions', () => {
    expect(cardsOf('dog\tHund\nein Tier;\ncat\tKatze\nauch eines;\nbird\tVogel')).toEqual([
      ['dog', 'Hund<br>ein Tier'],
      ['cat', 'Katze<br>auch eines'],
      ['bird', 'Vogel'],
    ]);
  });

  it('are divided as the learner says, by up to eight characters', () => {
    const text = 'dog => Hund => und mehr### cat => Katze;###bird => Vogel';
    const { options } = open(text);
    const given: DelimitedOptions = { ...options, delimiter: ' => ', cardSeparator: '###', quote: '', hasHeaderRow: false, columns: [] };
    expect(cardsOf(text, given)).toEqual([['dog', 'Hund =&gt; und mehr'], ['cat', 'Katze;'], ['bird', 'Vogel']]);
  });

  it('know the lines that they begin on', () => {
    const { options } = open('x\ty');
    const rows = open('\ndog\tHund\nein Tier\n\n\ncat\tKatze\n\nbird\tVogel', { ...options, delimiter: '\t', cardSeparator: '\n\n' }).rows;
    expect(rows.map(({ line }) => line)).toEqual([2, 6, 8]);
  });

  it('hold what was written into them, for any separators that do not occur in it', () => {
    const separators = [['\t', ';'], [' - ', '\n\n'], ['::', ';'], ['=>', '###'], ['\n', '\n\n']] as const;
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((text) => text.normalize().replace(/[\s;#=:-]/gu, '') || 'x');
    fc.assert(
      fc.property(fc.constantFrom(...separators), fc.uniqueArray(fc.tuple(word, word), { minLength: 1, maxLength: 8, selector: ([term]) => term }), ([delimiter, cardSeparator], pairs) => {
        const text = pairs.map((pair) => pair.join(delimiter)).join(cardSeparator);
        const { options } = open('x\ty');
        const { rows } = open(text, { ...options, delimiter, cardSeparator });
        expect(rows.map(({ cells }) => cells)).toEqual(pairs);
      }),
    );
  });
});
