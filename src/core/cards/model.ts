/** What notes, note types, cards and decks are. Rows of the store map onto these one to one. */

import type { CardId, DeckId, NoteId, NoteTypeId, PresetId } from '../ids.ts';

/** basic: a card per template whose front is not empty. cloze: a card per cloze number. contrast: basic, with two aligned sides. */
export type NoteKind = 'basic' | 'cloze' | 'contrast';

export interface NoteField {
  readonly name: string;
  readonly rightToLeft: boolean;
}

export interface CardTemplate {
  readonly name: string;
  /** Anki's template language: {{Field}}, {{#Field}}…{{/Field}}, {{cloze:Field}} … */
  readonly questionFormat: string;
  readonly answerFormat: string;
}

export interface NoteTypeDefinition {
  readonly name: string;
  readonly kind: NoteKind;
  readonly fields: readonly NoteField[];
  readonly templates: readonly CardTemplate[];
  readonly css: string;
  /** What stands before and after each [latex] fragment in the deck's own program; kept so that it can go out again. */
  readonly latexPre: string;
  readonly latexPost: string;
}

export interface NoteType extends NoteTypeDefinition {
  readonly id: NoteTypeId;
}

export interface Note {
  readonly id: NoteId;
  /** Stays the same across exports and imports. */
  readonly guid: string;
  readonly noteTypeId: NoteTypeId;
  /** HTML, one per field of the note type. */
  readonly fields: readonly string[];
  readonly tags: readonly string[];
  readonly createdAtMillis: number;
  readonly modifiedAtMillis: number;
}

export interface Deck {
  readonly id: DeckId;
  /** The full path, its levels joined by `::`. */
  readonly name: string;
  readonly presetId: PresetId;
  readonly description: string;
}

/** 0 is no flag; 1 red, 2 orange, 3 green, 4 blue, 5 pink, 6 turquoise, 7 purple (Anki's numbers). */
export type Flag = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface CardIdentity {
  readonly id: CardId;
  readonly noteId: NoteId;
  readonly deckId: DeckId;
  /** The template's index; for cloze notes the cloze number less one. */
  readonly ordinal: number;
}

/** Parts of a note's fields are kept in one column, joined by this character, which is removed from field text. */
export const FIELD_SEPARATOR = '\u001f';
/** Levels of a deck's name. */
export const DECK_SEPARATOR = '::';
