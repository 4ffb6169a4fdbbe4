/** Handlers for studying: the next card, grading it, what a session came to. */

import type { StudyCard, studyContract, StudyView } from '../../contract/study.ts';
import { AppError } from '../../core/errors.ts';
import type { DeckId } from '../../core/ids.ts';
import { answerCard, type AnswerOutcomes } from '../../core/scheduling/answer-card.ts';
import { formatDelay } from '../../core/scheduling/format-delay.ts';
import { readStudyMoment, type StudyMoment } from '../../core/scheduling/study-day.ts';
import type { Library } from '../../store/library.ts';
import { readDayStartsAtHour } from '../../store/settings.ts';
import type { CardToStudy } from '../../store/study-cards.ts';
import { allowMoreNew, indexOfDeck, listStudyDecks } from '../../store/study-decks.ts';
import { storeGrade } from '../../store/study-grade.ts';
import type { CommandRules, HandlerContext, HandlersOf } from '../handler.ts';
import { createSessionKeeper, type Session, type SessionKeeper } from '../study/session.ts';
import { summarizeStudy } from '../study/summarize.ts';
import { renderStoredCard } from '../render-card.ts';

/** Whoever answers later than this was away. */
const LONGEST_ANSWER_MILLIS = 60_000;

const keepers = new WeakMap<Library, SessionKeeper>();

export const studyHandlers: HandlersOf<typeof studyContract> = {
  'study.view': (context, { deckId }) => {
    const moment = momentOf(context);
    const keeper = keeperOf(context);
    return toView(context, keeper, deckId, keeper.read(deckId, moment), moment);
  },
  'study.grade': (context, { deckId, cardId, rating, durationMillis, reviewCount, answered }) => {
    const { database } = context.library;
    const moment = momentOf(context);
    const keeper = keeperOf(context);
    const card = keeper.findShown(deckId, cardId, moment);
    if (card === null || (reviewCount !== undefined && reviewCount !== card.schedule.reviewCount)) {
      throw new AppError('conflict', 'This card has changed since it was shown, so this answer was not counted. Answer it as it stands now.');
    }
    const outcome = outcomesOf(keeper, deckId, card, moment)[rating - 1];
    if (outcome === undefined) throw new Error('a rating without an outcome');
    const stored = storeGrade(database, {
      card,
      outcome,
      preset: keeper.presetOf(deckId, card),
      moment,
      durationMillis: Math.min(durationMillis, LONGEST_ANSWER_MILLIS),
      mode: 'recall',
      answered: answered ?? null,
    });
    return toView(context, keeper, deckId, keeper.moveOn(deckId, card, outcome, stored, moment), moment);
  },
  'study.answer-extra': () => {
    throw new AppError('conflict', 'This question is no longer asked, so this answer was not counted. Go on with the next one.');
  },
  'study.summary': (context, { deckId, sinceMillis }) => summarizeStudy(context.library, deckId, sinceMillis, momentOf(context)),
  'study.more-new': (context, { deckId, count }) => {
    const { database } = context.library;
    const { today } = momentOf(context);
    indexOfDeck(listStudyDecks(database, today), deckId);
    allowMoreNew(database, deckId, today, count);
    return null;
  },
};

export const studyRules = {
  'study.grade': { label: 'Grade card', topics: ['cards', 'decks'] },
  'study.answer-extra': { label: 'Answer contrast', topics: ['cards', 'decks'] },
  'study.more-new': { label: 'Allow more new cards', topics: ['cards', 'decks'] },
} satisfies Partial<CommandRules>;

function momentOf({ library, clock }: HandlerContext): StudyMoment {
  return readStudyMoment(clock, readDayStartsAtHour(library.database));
}

function keeperOf({ library, random }: HandlerContext): SessionKeeper {
  const known = keepers.get(library);
  if (known !== undefined) return known;
  const made = createSessionKeeper(library, random);
  keepers.set(library, made);
  return made;
}

function outcomesOf(keeper: SessionKeeper, deckId: DeckId, card: CardToStudy, moment: StudyMoment): AnswerOutcomes {
  return answerCard(card.schedule, keeper.presetOf(deckId, card), moment, keeper.fuzzFractionOf(deckId, card));
}

function toView(context: HandlerContext, keeper: SessionKeeper, deckId: DeckId, session: Session, moment: StudyMoment): StudyView {
  const { deckName, current, upcoming, counts, nextDueAtMillis } = session;
  const show = (card: CardToStudy | null): StudyCard | null => (card === null ? null : toStudyCard(context, keeper, deckId, card, moment));
  return { deckName, current: show(current), upcoming: show(upcoming), extra: null, counts, nextDueAtMillis };
}

function toStudyCard({ library }: HandlerContext, keeper: SessionKeeper, deckId: DeckId, card: CardToStudy, moment: StudyMoment): StudyCard {
  const outcomes = outcomesOf(keeper, deckId, card, moment);
  return {
    cardId: card.cardId,
    noteId: card.noteId,
    deckId: card.deckId,
    deckName: card.deckName,
    state: card.schedule.state,
    flag: card.flag,
    reviewCount: card.schedule.reviewCount,
    rendered: keeper.renderedOf(deckId, card.cardId, (cardId) => renderStoredCard(library.database, cardId)),
    outcomes: outcomes.map(({ rating, delayMillis }) => ({ rating, delayMillis, label: formatDelay(delayMillis) })),
    question: null,
    set: null,
  };
}
