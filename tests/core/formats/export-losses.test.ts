import { describe, expect, test } from 'vitest';
import { createNoteCounter } from '../../../src/core/formats/export-facts.ts';
import type { ExportFacts } from '../../../src/core/formats/export-facts.ts';
import { describeExportLosses } from '../../../src/core/formats/export-losses.ts';
import type { KeptParts } from '../../../src/core/formats/format-writer.ts';
import { PACKAGE_FORMATS } from '../../../src/core/formats/package-formats.ts';
import { builtIn, makeExportSource } from '../../fixtures/export-source.ts';

const KEEPS_NOTHING: KeptParts = {
  fields: 'two', formatting: 'none', clozes: false, noteTypes: false, tags: false, deckNames: false, images: false, sounds: false, schedule: 'none',
  reviews: false, flags: false, suspended: false, presets: false, conceptSets: false, guids: false,
};

const NO_FACTS: ExportFacts = {
  notes: 0, cards: 0, reviews: 0, cardsWithImages: 0, cardsWithSounds: 0, formattedNotes: 0, richNotes: 0, clozeNotes: 0, wideNotes: 0, taggedNotes: 0,
  scheduledCards: 0, flaggedCards: 0, suspendedCards: 0, noteTypes: 0, decks: 0, ownPresets: 0, conceptSets: 0, missingMedia: 0,
};

const ALL = { withSchedule: true, withMedia: true };

function tell(facts: Partial<ExportFacts>, keeps: KeptParts = KEEPS_NOTHING, options = ALL): readonly string[] {
  return describeExportLosses('Quizlet text', keeps, { ...NO_FACTS, ...facts }, options).map(({ message }) => message);
}

describe('losses', () => {
  test('are told with how many lose what', () => {
    expect(tell({ cardsWithImages: 14 })).toEqual(['Quizlet text has no images: 14 cards lose theirs.']);
    expect(tell({ cardsWithImages: 1 })).toEqual(['Quizlet text has no images: 1 card loses its own.']);
    expect(tell({ reviews: 3, taggedNotes: 2 })).toEqual(['Quizlet text has no tags: 2 notes lose theirs.', 'Quizlet text has no review history: 3 reviews stay behind.']);
  });

  test('are told only where something is lost', () => {
    expect(tell({})).toEqual([]);
    expect(tell({ decks: 1, cards: 5 })).toEqual([]);
    const everything: ExportFacts = Object.fromEntries(Object.keys(NO_FACTS).map((name) => [name, name === 'missingMedia' ? 0 : 7])) as unknown as ExportFacts;
    expect(tell(everything, PACKAGE_FORMATS['versus-archive'].keeps)).toEqual([]);
    expect(describeExportLosses('An Anki package', PACKAGE_FORMATS.apkg.keeps, everything, ALL).map(({ code }) => code)).toEqual(['no-concept-sets']);
    const codes = describeExportLosses('X', KEEPS_NOTHING, everything, ALL).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toHaveLength(15);
  });

  test('leave out what the learner leaves out by choice', () => {
    expect(tell({ cardsWithImages: 3, cardsWithSounds: 3 }, KEEPS_NOTHING, { withSchedule: true, withMedia: false })).toEqual([]);
    expect(tell({ scheduledCards: 3, reviews: 3, flaggedCards: 1, suspendedCards: 1, ownPresets: 1 }, KEEPS_NOTHING, { withSchedule: false, withMedia: true })).toEqual([]);
  });

  test('name files that the library has lost, where the format has a place for them', () => {
    expect(tell({ missingMedia: 2 }, PACKAGE_FORMATS.apkg.keeps)).toEqual(['2 image or sound files of your library are damaged or gone, so they cannot go along.']);
    expect(tell({ missingMedia: 2 })).toEqual([]);
  });
});

describe('what is counted of notes', () => {
  const count = (fields: readonly string[], type = 'Basic') => {
    const source = makeExportSource({ notes: [{ noteType: builtIn(type), fields }] });
    const counter = createNoteCounter(source.noteTypes);
    for (const note of source.notes()) counter.look(note);
    return counter.facts();
  };

  test.each([
    ['a < b', 0, 0],
    ['one<br>two <img src="x.png"> [sound:a.mp3]', 0, 0],
    ['<div>one</div><p>two</p>', 0, 0],
    ['<b>bold</b> <ul><li>x</li></ul>', 1, 0],
    ['<span style="color:red">x</span>', 1, 1],
    ['<div style="text-align:center">x</div>', 1, 1],
    ['<table><tr><td>x</td></tr></table>', 1, 1],
  ])('takes %j for formatting as it is', (html, formatted, rich) => {
    expect(count([html, 'back'])).toMatchObject({ formattedNotes: formatted, richNotes: rich });
  });

  test('knows images, sounds, gaps and more than two fields', () => {
    expect(count(['<img src="x.png">', '[sound:y.mp3]'])).toMatchObject({ cardsWithImages: 1, cardsWithSounds: 1, clozeNotes: 0, wideNotes: 0 });
    expect(count(['{{c1::a}} {{c2::b}} <img src=x>', ''], 'Cloze')).toMatchObject({ clozeNotes: 1, cardsWithImages: 2 });
    expect(count(['q', 'a', 'b', 'why', ''], 'Disagreement')).toMatchObject({ wideNotes: 1 });
    expect(count(['{{c1::q}}', 'a', 'b'], 'Cloze')).toMatchObject({ clozeNotes: 1, wideNotes: 0 });
  });
});
