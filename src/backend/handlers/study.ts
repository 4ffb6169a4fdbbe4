/** Handlers for studying: the next card, grading it, what a session came to. */

import type { StudyCard, studyContract, StudyExtra, StudyView } from '../../contract/study.ts';
import type { Certainty, ConceptSet } from '../../core/contrast/model.ts';
import { AppError } from '../../core/errors.ts';
import type { DeckId } from '../../core/ids.ts';
import { toAnsweredChoice } from '../../core/quiz/describe-answer.ts';
import { markResponse } from '../../core/quiz/mark-response.ts';
import type { Marked, Question, Response } from '../../core/quiz/model.ts';
import { answerCard, type AnswerOutcomes } from '../../core/scheduling/answer-card.ts';
import { formatDelay } from '../../core/scheduling/format-delay.ts';
import { hastenOutcome } from '../../core/scheduling/hasten-outcome.ts';
import type { AnsweredChoice } from '../../core/scheduling/model.ts';
import { readStudyMoment, type StudyMoment } from '../../core/scheduling/study-day.ts';
import { finishTrial } from '../../store/contrast-trials.ts';
import type { Library } from '../../store/library.ts';
import { logPractice } from '../../store/practice-log.ts';
import { readDayStartsAtHour } from '../../store/settings.ts';
import type { CardToStudy } from '../../store/study-cards.ts';
import { allowMoreNew, indexOfDeck, listStudyDecks } from '../../store/study-decks.ts';
import { storeGrade } from '../../store/study-grade.ts';
import type { CommandRules, HandlerContext, HandlersOf } from '../handler.ts';
import { learnFromAnswers } from '../quiz/learn-from-answers.ts';
import type { AskedCard } from '../study/ask-card.ts';
import type { Extra } from '../study/extras.ts';
import { createSessionKeeper, type Session, type SessionKeeper } from '../study/session.ts';
import { summarizeStudy } from '../study/summarize.ts';
import { renderStoredCard } from '../render-card.ts';

/** Whoever answers later than this was away. */
const LONGEST_ANSWER_MILLIS = 60_000;

const CARD_CHANGED = 'This card has changed since it was shown, so this answer was not counted. Answer it as it stands now.';
const EXTRA_GONE = 'This question is no longer asked, so this answer was not counted. Go on with the next one.';

const keepers = new WeakMap<Library, SessionKeeper>();

export const studyHandlers: HandlersOf<typeof studyContract> = {
  'study.view': (context, { deckId }) => {
    const moment = momentOf(context);
    const keeper = keeperOf(context);
    return toView(context, keeper, deckId, keeper.read(deckId, moment), moment);
  },
  'study.grade': (context, { deckId, cardId, rating, durationMillis, reviewCount, answered, response, certainty }) => {
    const { database } = context.library;
    const moment = momentOf(context);
    const keeper = keeperOf(context);
    const card = keeper.findShown(deckId, cardId, moment);
    if (card === null || (reviewCount !== undefined && reviewCount !== card.schedule.reviewCount)) throw new AppError('conflict', CARD_CHANGED);
    const marked = response === undefined ? null : markOrRefuse(keeper.askedOf(deckId, card), response, certainty ?? null, CARD_CHANGED);
    const preset = keeper.presetOf(deckId, card);
    const chosen = outcomesOf(keeper, deckId, card, moment)[rating - 1];
    if (chosen === undefined) throw new Error('a rating without an outcome');
    const isConfidentError = rating === 1 && certainty === 'sure' && marked?.answered.correct === false;
    const outcome = isConfidentError ? hastenOutcome(chosen, preset, moment) : chosen;
    const stored = storeGrade(database, {
      card,
      outcome,
      preset,
      moment,
      durationMillis: Math.min(durationMillis, LONGEST_ANSWER_MILLIS),
      mode: response?.mode ?? 'recall',
      answered: marked?.answered ?? answered ?? null,
    });
    if (marked !== null) learnFromAnswers(database, marked.set, marked.discriminations, moment);
    return toView(context, keeper, deckId, keeper.moveOn(deckId, card, outcome, stored, moment), moment);
  },
  'study.answer-extra': (context, { deckId, extraId, response, durationMillis, certainty }) => {
    const { database } = context.library;
    const moment = momentOf(context);
    const keeper = keeperOf(context);
    const { extra } = keeper.read(deckId, moment);
    if (extra?.id !== extraId) throw new AppError('conflict', EXTRA_GONE);
    const marked = markOrRefuse(extra, response, certainty, EXTRA_GONE);
    const logged = logPractice(database, {
      cardId: null,
      noteId: extra.question.noteId,
      practisedAtMillis: moment.nowMillis,
      mode: response.mode,
      durationMillis: Math.min(durationMillis, LONGEST_ANSWER_MILLIS),
      answered: marked.answered,
    });
    // First: confusions before and in the trial are spent.
    if (extra.kind === 'trial') finishTrial(database, extra.trialId, moment.nowMillis);
    learnFromAnswers(database, marked.set, marked.discriminations, moment);
    return toView(context, keeper, deckId, keeper.moveOnFromExtra(deckId, logged, moment), moment);
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
  'study.grade': { label: 'Grade card', topics: ['cards', 'decks', 'practice'] },
  'study.answer-extra': { label: 'Answer contrast', topics: ['cards', 'decks', 'practice'] },
  'study.more-new': { label: 'Allow more new cards', topics: ['cards', 'decks'] },
} satisfies Partial<CommandRules>;

interface MarkedAnswer {
  readonly set: ConceptSet;
  readonly answered: AnsweredChoice;
  readonly discriminations: Marked['discriminations'];
}

/** Marks the response to what was asked, for the log. Throws AppError conflict when something else was asked. */
function markOrRefuse(asked: AskedCard | null, response: Response, certainty: Certainty | null, refusal: string): MarkedAnswer {
  if (asked === null || asked.question.mode !== response.mode) throw new AppError('conflict', refusal);
  const { question, set } = asked;
  if (!isOffered(question, response)) throw new AppError('bad-input', 'This answer is not one of those that were offered. Choose one of them.');
  const marked = markResponse(question, response, set);
  return { set, answered: toAnsweredChoice(set, question, response, marked, certainty), discriminations: marked.discriminations };
}

function isOffered(question: Question, response: Response): boolean {
  if (question.mode === 'choose' && response.mode === 'choose') return response.optionIndex < question.options.length;
  return question.mode !== 'sort' || response.mode !== 'sort' || question.choices.includes(response.side);
}

function toStudyExtra(extra: Extra | null): StudyExtra | null {
  return extra === null ? null : { id: extra.id, kind: extra.kind, set: extra.set, question: extra.question };
}

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
  const { deckName, current, upcoming, extra, counts, nextDueAtMillis } = session;
  const show = (card: CardToStudy | null): StudyCard | null => (card === null ? null : toStudyCard(context, keeper, deckId, card, moment));
  return { deckName, current: show(current), upcoming: show(upcoming), extra: toStudyExtra(extra), counts, nextDueAtMillis };
}

function toStudyCard({ library }: HandlerContext, keeper: SessionKeeper, deckId: DeckId, card: CardToStudy, moment: StudyMoment): StudyCard {
  const outcomes = outcomesOf(keeper, deckId, card, moment);
  const asked = keeper.askedOf(deckId, card);
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
    question: asked?.question ?? null,
    set: asked?.set ?? null,
  };
}
