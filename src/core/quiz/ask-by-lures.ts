/** Questions between a note's answer and its own wrong answers, which need no concept set. */

import type { Random } from '../clock.ts';
import type { ConceptSet } from '../contrast/model.ts';
import type { CardId, ConceptSetId, NoteId } from '../ids.ts';
import type { ChooseQuestion } from './model.ts';
import { shuffle } from './shuffle.ts';

/** In place of a concept set where a question is of none: it has no concepts, and no row of the library has its id. */
export const NO_CONCEPT_SET: ConceptSet = { id: 0 as ConceptSetId, name: '', concepts: [], allowsBoth: false, allowsNeither: false };

/** Plain texts of a note. */
export interface NoteWithLures {
  readonly noteId: NoteId;
  readonly question: string;
  readonly answer: string;
  readonly wrongAnswers: readonly string[];
}

export interface LurePlace {
  readonly id: string;
  readonly cardId: CardId | null;
  readonly random: Random;
}

/** Null where the note has no question, no answer or no wrong answer that differs from it. */
export function makeChooseByLures(place: LurePlace, note: NoteWithLures, optionCount: number): ChooseQuestion | null {
  const fold = (text: string): string => text.normalize('NFC').trim().toLowerCase();
  const answer = note.answer.trim();
  const lures = note.wrongAnswers.filter((text, index, all) => fold(text) !== fold(answer) && all.findIndex((other) => fold(other) === fold(text)) === index);
  if (note.question.trim() === '' || answer === '' || lures.length === 0) return null;
  const texts = shuffle([answer, ...shuffle(lures, place.random).slice(0, Math.max(1, optionCount - 1))], place.random);
  return {
    id: place.id,
    setId: NO_CONCEPT_SET.id,
    noteId: note.noteId,
    cardId: place.cardId,
    dimension: '',
    why: '',
    sources: '',
    mode: 'choose',
    prompt: note.question.trim(),
    askedSide: 'neither',
    options: texts.map((text) => ({ text, side: 'neither', dimension: '' })),
    solutionIndex: texts.indexOf(answer),
  };
}
