/** Studying: the next card, grading it, and what a session came to. */

import * as z from 'zod';
import type { Flag } from '../core/cards/model.ts';
import type { ConceptSet } from '../core/contrast/model.ts';
import type { CardId, DeckId, NoteId } from '../core/ids.ts';
import type { Question } from '../core/quiz/model.ts';
import type { CardState, Rating } from '../core/scheduling/model.ts';
import type { DueCounts } from './library.ts';
import type { RenderedCard } from './notes.ts';
import { command, query } from './operation.ts';
import { response } from './quiz.ts';
import { cardId, certainty, deckId, durationMillis, rating } from './schemas.ts';

/** What a grade would lead to. */
export interface GradeOutcome {
  readonly rating: Rating;
  /** Milliseconds until the card comes back. */
  readonly delayMillis: number;
  /** Short and ready to show: `10 min`, `4 d`, `2.1 mo`. */
  readonly label: string;
}

export interface StudyCard {
  readonly cardId: CardId;
  readonly noteId: NoteId;
  readonly deckId: DeckId;
  readonly deckName: string;
  readonly state: CardState;
  readonly flag: Flag;
  /** Answers so far; given back with the grade, it tells this showing of the card from a later one. */
  readonly reviewCount: number;
  readonly rendered: RenderedCard;
  /** In the order of the ratings 1 to 4. */
  readonly outcomes: readonly GradeOutcome[];
  /** How the card is asked; null is recall: the rendered card, turned over and graded. */
  readonly question: Question | null;
  /** The concept set of the question, one without concepts where the question is of none; null with it. */
  readonly set: ConceptSet | null;
}

/** Asked beside the cards: it is logged as practice and moves no schedule. */
export interface StudyExtra {
  /** Given back with the answer. */
  readonly id: string;
  /** trial: two sides were mixed up repeatedly and are put side by side; pair: the memory of telling two concepts apart is due. */
  readonly kind: 'trial' | 'pair';
  readonly set: ConceptSet;
  readonly question: Question;
}

export interface StudyView {
  readonly deckName: string;
  /** The card to ask now; null when the session is over (or only waits, see nextDueAtMillis). */
  readonly current: StudyCard | null;
  /** The card after it, rendered ahead so that it can be shown at once; may be passed over when the grade changes the order. */
  readonly upcoming: StudyCard | null;
  /** To be asked before `current`, or null. */
  readonly extra: StudyExtra | null;
  readonly counts: DueCounts;
  /** When nothing can be asked now but a learning card comes due later today. */
  readonly nextDueAtMillis: number | null;
}

export interface StudySummary {
  readonly answeredCount: number;
  readonly againCount: number;
  readonly newCount: number;
  readonly studiedMillis: number;
  /** What is expected on the next study day, within its limits. */
  readonly tomorrow: DueCounts;
  /** New cards held back by today's limit. */
  readonly newHeldBack: number;
  /** Another deck with cards for today, or null. */
  readonly nextDeck: { readonly deckId: DeckId; readonly name: string; readonly counts: DueCounts } | null;
}

export const studyContract = {
  'study.view': query<StudyView>()(z.strictObject({ deckId })),
  /**
   * Grades the card, commits, and returns the view that follows. Throws conflict when the card changed since it was shown
   * (graded, buried or edited elsewhere), so that no answer is counted twice.
   */
  'study.grade': command<StudyView>()(
    z.strictObject({
      deckId,
      cardId,
      rating,
      durationMillis,
      /** StudyCard.reviewCount of the card as it was shown: a grade sent twice is then counted once, whatever comes next. */
      reviewCount: z.int().nonnegative().optional(),
      /** What was typed or chosen, when the question asked for it. */
      answered: z.strictObject({ asked: z.string(), answered: z.string(), correct: z.boolean(), choices: z.array(z.string()).optional() }).optional(),
      /** The answer to StudyCard.question; it is marked again for the log. The rating stands as given. */
      response: response.optional(),
      /** How certain the learner was before the feedback, when asked. */
      certainty: certainty.nullable().optional(),
    }),
  ),
  /** Answers StudyView.extra and returns the view that follows. Throws conflict when that extra is no longer asked, so that nothing counts twice. */
  'study.answer-extra': command<StudyView>()(
    z.strictObject({ deckId, extraId: z.string().min(1).max(100), response, durationMillis, certainty: certainty.nullable().default(null) }),
  ),
  /** What was done since that moment in the deck and below it, and what comes next. */
  'study.summary': query<StudySummary>()(z.strictObject({ deckId, sinceMillis: z.int().nonnegative() })),
  /** Lets today's limit of new cards be exceeded by so many, for this deck and today only. */
  'study.more-new': command<null>()(z.strictObject({ deckId, count: z.int().min(1).max(999) })),
};
