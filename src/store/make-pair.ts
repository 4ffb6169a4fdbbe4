/** Makes a pair of concepts out of two notes: a concept set, and a note that contrasts them. */

import type { Database } from 'better-sqlite3';
import { BELONGS_TO_BOTH, CONTRAST_NOTE_TYPE, STATEMENT_NOTE_TYPE } from '../core/cards/built-in-note-types.ts';
import type { Random } from '../core/clock.ts';
import { findConceptProblem } from '../core/contrast/check-concepts.ts';
import type { PairContrast } from '../core/contrast/mine-contrast.ts';
import { AppError } from '../core/errors.ts';
import { textToHtml } from '../core/formats/plain-text.ts';
import type { ConceptSetId, DeckId } from '../core/ids.ts';
import { getConceptSet, insertConceptSet, listConceptSets, updateConceptSet } from './concept-sets.ts';
import type { StoredConceptSet } from './concept-sets.ts';
import { CONTRAST_PLACES, STATEMENT_PLACES } from './contrast-notes.ts';
import { createGuid } from './note-text.ts';
import { findNoteType } from './note-types.ts';
import { addNote } from './notes.ts';

export interface PairDraft {
  readonly deckId: DeckId;
  readonly labels: readonly [string, string];
  readonly contrast: PairContrast;
}

export interface MakeContext {
  readonly nowMillis: number;
  readonly random: Random;
}

function fold(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

/**
 * Adds the contrast to the set of this deck, or below it, that has both labels; without one, to a new set. Where both sides read
 * the same, it is a statement of both. Throws AppError bad-input when the labels cannot be told apart, not-found for a missing deck.
 */
export function makePair(database: Database, { deckId, labels, contrast }: PairDraft, context: MakeContext): ConceptSetId {
  const isShared = fold(contrast.sides[0]) === fold(contrast.sides[1]);
  const known = listConceptSets(database, deckId).find((set) => labels.every((label) => set.concepts.some((concept) => fold(concept.label) === fold(label))));
  const set = known ?? getConceptSet(database, addSet(database, deckId, labels, isShared, context.nowMillis));
  if (isShared && !set.allowsBoth) updateConceptSet(database, set.id, { ...set, allowsBoth: true }, context.nowMillis);
  const typeName = isShared ? STATEMENT_NOTE_TYPE.name : CONTRAST_NOTE_TYPE.name;
  const noteTypeId = findNoteType(database, typeName)?.id;
  if (noteTypeId === undefined) throw new Error(`the library lacks the note type ${typeName}`);
  const own = labels.map((label) => set.concepts.find((concept) => fold(concept.label) === fold(label))?.label ?? label) as [string, string];
  const fields = isShared ? writeStatement(own, contrast) : writeContrast(own, contrast);
  addNote(database, { guid: createGuid(context.random), noteTypeId, deckId: set.deckId, fields, tags: [] }, context.nowMillis);
  return set.id;
}

function addSet(database: Database, deckId: DeckId, labels: readonly [string, string], allowsBoth: boolean, nowMillis: number): ConceptSetId {
  const keys = chooseKeys(labels);
  const concepts = [
    { label: labels[0], colour: 'slate', shape: 'square', key: keys[0] },
    { label: labels[1], colour: 'amber', shape: 'circle', key: keys[1] },
  ] as const;
  const problem = findConceptProblem(concepts);
  if (problem !== null) throw new AppError('bad-input', problem);
  const taken = new Set(listConceptSets(database, deckId).flatMap((set: StoredConceptSet) => (set.deckId === deckId ? [set.name] : [])));
  const base = labels.join(' and ').slice(0, 190);
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base} (${String(number)})`;
  return insertConceptSet(database, { deckId, name, concepts, allowsBoth, allowsNeither: false }, nowMillis);
}

/** For each label a letter of its own, from its text where it has one; z is for undo. */
function chooseKeys(labels: readonly [string, string]): readonly [string, string] {
  const lettersOf = (label: string): readonly string[] => [...label.toLowerCase()].filter((letter) => /^[a-y]$/.test(letter));
  const first = lettersOf(labels[0])[0] ?? 'a';
  const second = lettersOf(labels[1]).find((letter) => letter !== first) ?? (first === 'b' ? 'c' : 'b');
  return [first, second];
}

function writeContrast(labels: readonly [string, string], { dimension, sides }: PairContrast): readonly string[] {
  const fields = Array.from(CONTRAST_NOTE_TYPE.fields, () => '');
  fields[CONTRAST_PLACES.dimension] = textToHtml(dimension);
  fields[CONTRAST_PLACES.conceptA] = textToHtml(labels[0]);
  fields[CONTRAST_PLACES.sideA] = textToHtml(sides[0]);
  fields[CONTRAST_PLACES.conceptB] = textToHtml(labels[1]);
  fields[CONTRAST_PLACES.sideB] = textToHtml(sides[1]);
  return fields;
}

function writeStatement(labels: readonly [string, string], { sides }: PairContrast): readonly string[] {
  const fields = Array.from(STATEMENT_NOTE_TYPE.fields, () => '');
  fields[STATEMENT_PLACES.statement] = textToHtml(sides[0]);
  fields[STATEMENT_PLACES.belongsTo] = textToHtml(BELONGS_TO_BOTH);
  fields[STATEMENT_PLACES.conceptA] = textToHtml(labels[0]);
  fields[STATEMENT_PLACES.conceptB] = textToHtml(labels[1]);
  return fields;
}
