/** Makes the question of a due card in the mode that fits how firm it is. */

import type { ConceptSet, Side } from '../../core/contrast/model.ts';
import { makeChooseByLures, NO_CONCEPT_SET } from '../../core/quiz/ask-by-lures.ts';
import { type CardMode, chooseCardMode, countOptions, isAskedByLures } from '../../core/quiz/firmness.ts';
import { makeChoose, makeComplete, makeSort, type QuestionPlace } from '../../core/quiz/make-question.ts';
import type { Question } from '../../core/quiz/model.ts';
import { isPlainField } from '../../core/quiz/plain-fields.ts';
import { assertNever } from '../../core/result.ts';
import { shuffleKey } from '../../core/scheduling/queue-order.ts';
import { createSeededRandom } from '../../core/seeded-random.ts';
import { CONTRAST_PLACES, type SetNote, STATEMENT_PLACES } from '../../store/contrast-notes.ts';
import type { CardToStudy } from '../../store/study-cards.ts';
import type { SessionSets } from './session-sets.ts';

export interface AskedCard {
  readonly question: Question;
  /** NO_CONCEPT_SET where the question is of none. */
  readonly set: ConceptSet;
}

/** What a card of a Contrast note asks, by its ordinal: a side along the dimension, or whose a side's statement is. */
const CONTRAST_CARDS = [
  { side: 'conceptB', modes: ['choose', 'complete', 'recall'] },
  { side: 'conceptA', modes: ['choose', 'complete', 'recall'] },
  { side: 'conceptA', modes: ['sort'] },
  { side: 'conceptB', modes: ['sort'] },
] as const satisfies readonly { readonly side: 'conceptA' | 'conceptB'; readonly modes: readonly CardMode[] }[];

/**
 * The card's question, or null for recall. The same showing of a card (its review count tells) gives the same question, in
 * whichever session or process it is made, for as long as the rows stay as they are.
 */
export function askCard(sets: SessionSets, card: CardToStudy): AskedCard | null {
  if (!sets.adaptive) return null;
  const place = sets.ofNote(card.noteId, card.deckId);
  if (place === null) return askByOwnLures(sets, card);
  if (!isPlainNote(place.note)) return null;
  const { found, note } = place;
  if (found.isPlainArm(note.row.dimension)) return null;
  const asks = whatIsAsked(note, card.ordinal);
  if (asks === null) return null;
  const { reviewCount } = card.schedule;
  const make = (mode: CardMode): Question | null => {
    const random = createSeededRandom(shuffleKey(card.cardId, reviewCount + 1));
    const at: QuestionPlace = { id: `card-${card.cardId}-${reviewCount}`, set: found.set, cardId: card.cardId, random };
    switch (mode) {
      case 'choose':
        return makeChoose(at, note.row, asks.side, found.rowsWithout(note.noteId), countOptions(card.schedule));
      case 'sort':
        return makeSort(at, note.row, asks.side);
      case 'complete':
        return makeComplete(at, note.row, asks.side);
      case 'recall':
        return null;
      default:
        return assertNever(mode);
    }
  };
  const available = asks.modes.filter((mode) => mode === 'recall' || make(mode) !== null);
  const question = make(chooseCardMode(card.schedule, available));
  return question === null ? null : { question, set: found.set };
}

/** A note of no concepts may bring its own wrong answers; its first card is then asked by choosing until it is firm. */
function askByOwnLures(sets: SessionSets, card: CardToStudy): AskedCard | null {
  const { cardId, noteId, ordinal, schedule } = card;
  const note = ordinal === 0 && isAskedByLures(schedule) ? sets.luresOf(noteId) : null;
  if (note === null) return null;
  const random = createSeededRandom(shuffleKey(cardId, schedule.reviewCount + 1));
  const question = makeChooseByLures({ id: `card-${cardId}-${schedule.reviewCount}`, cardId, random }, note, countOptions(schedule));
  return question === null ? null : { question, set: NO_CONCEPT_SET };
}

function whatIsAsked(note: SetNote, ordinal: number): { readonly side: Side; readonly modes: readonly CardMode[] } | null {
  if (note.kind === 'statement') return { side: note.side, modes: ['sort'] };
  const asks = CONTRAST_CARDS[ordinal];
  return asks === undefined ? null : { side: note[asks.side], modes: asks.modes };
}

function isPlainNote(note: SetNote): boolean {
  const { dimension, sideA, sideB } = CONTRAST_PLACES;
  const places = note.kind === 'statement' ? [STATEMENT_PLACES.statement] : [dimension, sideA, sideB];
  return places.every((place) => isPlainField(note.fields[place] ?? ''));
}
