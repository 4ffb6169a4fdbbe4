import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_NOTE_TYPES } from '../../src/core/cards/built-in-note-types.ts';
import { readContrastText } from '../../src/core/formats/contrast-text/read-contrast-text.ts';
import type { ReadContrastNote } from '../../src/core/formats/contrast-text/model.ts';
import { STARTER_DECK_MAP } from './starter-deck-map.ts';

const deck = readContrastText(readFileSync(new URL('../../resources/starter/manager-versus-leader.txt', import.meta.url), 'utf8'));
const digest = new URL('../../../shared/subject/DISTINCTIONS.md', import.meta.url);

function field(note: ReadContrastNote, name: string): string {
  const index = BUILT_IN_NOTE_TYPES.find((noteType) => noteType.name === note.noteTypeName)?.fields.findIndex((each) => each.name === name);
  return index === undefined || index < 0 ? '' : (note.fields[index] ?? '');
}

function notesOf(noteTypeName: string): ReadContrastNote[] {
  return deck.notes.filter((note) => note.noteTypeName === noteTypeName);
}

function words(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

const EVERYDAY = new Set(['about', 'because', 'their', 'there', 'these', 'those', 'which', 'while', 'other', 'others', 'everybody', 'without', 'something']);

/** Words that carry the meaning, without their endings. */
function keyWords(text: string): Set<string> {
  return new Set(
    words(text)
      .filter((word) => word.length >= 5 && !EVERYDAY.has(word))
      .map((word) => word.replace(/(?:ing|ed|es|s)$/, '')),
  );
}

function shared(left: string, right: string): string[] {
  const others = keyWords(right);
  return [...keyWords(left)].filter((word) => others.has(word));
}

const NAMES_A_SIDE = /\b(?:manag|lead|led\b|boss|follower)/i;

describe('the starter deck', () => {
  it('reads without a single problem', () => {
    expect(deck.problems).toEqual([]);
    expect(deck.deckName).toBe('Manager versus leader');
  });

  it('has a note for every finding of its sources, and no other', () => {
    const ids = [
      ...Array.from({ length: 40 }, (_, index) => `C${String(index + 1).padStart(2, '0')}`),
      ...Array.from({ length: 12 }, (_, index) => `B${String(index + 1).padStart(2, '0')}`),
      ...Array.from({ length: 8 }, (_, index) => `D${String(index + 1).padStart(2, '0')}`),
    ];
    expect(Object.keys(STARTER_DECK_MAP).sort()).toEqual([...ids].sort());
    const keys = Object.values(STARTER_DECK_MAP).flat();
    expect(Object.values(STARTER_DECK_MAP).every((mapped) => mapped.length > 0)).toBe(true);
    expect([...keys].sort()).toEqual(deck.notes.map(({ key }) => key).sort());
    const typeOf = new Map(deck.notes.map(({ key, noteTypeName }) => [key, noteTypeName]));
    for (const [id, mapped] of Object.entries(STARTER_DECK_MAP)) {
      const expected = id.startsWith('C') ? 'Contrast' : id.startsWith('B') ? 'Statement' : 'Disagreement';
      expect(mapped.map((key) => [id, typeOf.get(key)])).toEqual(mapped.map(() => [id, expected]));
    }
  });

  it('gives a reason of more than a few words, and credits a title and an author, on every note', () => {
    for (const note of deck.notes) {
      expect(words(field(note, 'Why')).length, `${note.key}: why`).toBeGreaterThan(12);
      const credits = field(note, 'Sources').split('<br>');
      for (const credit of credits) expect(credit, note.key).toMatch(/^“.+” – .+/);
    }
  });

  it('tags every note', () => {
    expect(deck.notes.filter(({ tags }) => tags.length === 0).map(({ key }) => key)).toEqual([]);
  });

  it('fills every part of each kind of note', () => {
    const empty = deck.notes.filter((note) => note.fields.some((value) => value === '')).map(({ key }) => key);
    expect(empty).toEqual([]);
  });

  it('never names a side in what is asked', () => {
    const given = deck.notes.flatMap((note) =>
      ['Dimension', 'Side A', 'Side B', 'Statement'].filter((name) => NAMES_A_SIDE.test(field(note, name))).map((name) => [note.key, name]),
    );
    expect(given).toEqual([]);
  });

  it('never uses the key words of one side in the other, nor in the dimension', () => {
    const given = notesOf('Contrast').flatMap((note) => {
      const [dimension, a, b] = [field(note, 'Dimension'), field(note, 'Side A'), field(note, 'Side B')];
      return [shared(a, b), shared(dimension, a), shared(dimension, b)].filter((found) => found.length > 0).map((found) => [note.key, found]);
    });
    expect(given).toEqual([]);
  });

  it('never asks a disagreement with the words of only one answer', () => {
    for (const note of notesOf('Disagreement')) {
      expect(field(note, 'First answer'), note.key).not.toBe(field(note, 'Second answer'));
      expect(field(note, 'Question'), note.key).toMatch(/\?$/);
    }
  });

  it('asks about one thing in few words', () => {
    const long = deck.notes.flatMap((note) =>
      ['Dimension', 'Side A', 'Side B', 'Statement', 'Question'].filter((name) => words(field(note, name)).length > 18).map((name) => [note.key, name]),
    );
    expect(long).toEqual([]);
  });

  it('never says the same of two notes', () => {
    const said = deck.notes.flatMap((note) => ['Dimension', 'Side A', 'Side B', 'Statement', 'Question'].map((name) => field(note, name)).filter((text) => text !== ''));
    expect(new Set(said).size).toBe(said.length);
  });

  it.skipIf(!existsSync(digest))('is in our own words: no run of five words stands in the digest of the sources', () => {
    const theirs = ` ${words(readFileSync(digest, 'utf8')).join(' ')} `;
    const copied = deck.notes.flatMap((note) => {
      const named = BUILT_IN_NOTE_TYPES.find(({ name }) => name === note.noteTypeName)?.fields ?? [];
      return named
        .filter(({ name }) => name !== 'Sources')
        .flatMap(({ name }) => {
          const ours = words(field(note, name));
          return ours.map((_, index) => ours.slice(index, index + 5)).filter((run) => run.length === 5 && theirs.includes(` ${run.join(' ')} `));
        })
        .map((run) => [note.key, run.join(' ')]);
    });
    expect(copied).toEqual([]);
  });
});
