/**
 * When a session asks extras: trials at once; due pairs before the first card of their set, else between cards, a few a day, and
 * never between two cards of one note. What was taken back is asked again.
 */

import type { NoteId } from '../../core/ids.ts';
import type { StudyMoment } from '../../core/scheduling/study-day.ts';
import type { Database } from '../../store/library.ts';
import { hasPractice, type LoggedPractice } from '../../store/practice-log.ts';
import { type Extra, findDuePair, findTrial, refreshExtra } from './extras.ts';
import type { SessionSets, SetInSession } from './session-sets.ts';

/** Of one study day; the pairs that are left come on another day. */
export const PAIRS_PER_SESSION = 3;
const CARDS_BETWEEN_PAIRS = 3;

export interface ExtraTurns {
  /** The extra to ask before the card of that note (null: no card is left): the one being asked for as long as it can be. */
  readonly choose: (sets: SessionSets, nextNoteId: NoteId | null, moment: StudyMoment) => Extra | null;
  /** A card of the note was answered. */
  readonly passCard: (noteId: NoteId) => void;
  /** The extra being asked was answered, by that row of the practice log. */
  readonly answer: (logged: LoggedPractice) => void;
  /** Whether the last answer is no longer in the log. */
  readonly isTakenBack: () => boolean;
  /** After the session was gathered anew: extras whose answer was taken back are asked again. */
  readonly resume: (today: number) => void;
}

interface AnsweredExtra {
  readonly extra: Extra;
  readonly logged: LoggedPractice;
  readonly cardsPassedBefore: number;
}

export function createExtraTurns(database: Database): ExtraTurns {
  let asking: Extra | null = null;
  let answered: AnsweredExtra[] = [];
  let day: number | null = null;
  let cardsPassed = 0;
  let lastNoteId: NoteId | null = null;

  const isGone = ({ logged }: AnsweredExtra): boolean => !hasPractice(database, logged);
  /** Whether a due pair of the set may be asked before the card of that note. */
  const isTurnOfPair = (found: SetInSession, nextNoteId: NoteId | null, pairsAsked: number): boolean => {
    if (nextNoteId === null) return true;
    // Nothing comes between the two halves of a contrast.
    if (nextNoteId === lastNoteId) return false;
    // A card of the set would be the pair's answer of the day; asked before it, on a row that is not due, the pair is tested by itself.
    return cardsPassed >= CARDS_BETWEEN_PAIRS || (pairsAsked === 0 && found.notes().has(nextNoteId));
  };

  return {
    choose: ({ all }, nextNoteId, moment) => {
      if (all.size === 0) {
        asking = null;
        return null;
      }
      asking = asking === null ? null : refreshExtra(database, all, asking, moment);
      asking ??= findTrial(database, all);
      const pairsAsked = answered.filter(({ extra }) => extra.kind === 'pair').length;
      if (pairsAsked < PAIRS_PER_SESSION) asking ??= findDuePair(database, all, (found) => isTurnOfPair(found, nextNoteId, pairsAsked), moment);
      return asking;
    },
    passCard: (noteId) => {
      cardsPassed += 1;
      lastNoteId = noteId;
    },
    answer: (logged) => {
      if (asking === null) throw new Error('an extra that was not asked');
      answered.push({ extra: asking, logged, cardsPassedBefore: cardsPassed });
      if (asking.kind === 'pair') cardsPassed = 0;
      asking = null;
    },
    isTakenBack: () => {
      const last = answered.at(-1);
      return last !== undefined && isGone(last);
    },
    resume: (today) => {
      for (let last = answered.at(-1); last !== undefined && isGone(last); last = answered.at(-1)) {
        answered.pop();
        asking = last.extra;
        cardsPassed = last.cardsPassedBefore;
      }
      if (day !== null && day !== today) {
        answered = [];
        asking = null;
      }
      day = today;
    },
  };
}
