/** What a grade writes, all in the one transaction of its command: card, log, day, siblings, leech. */

import type { Database } from 'better-sqlite3';
import type { CardId } from '../core/ids.ts';
import type { AnswerOutcome, AnswerRecord } from '../core/scheduling/answer-card.ts';
import { isBuriedWithSibling } from '../core/scheduling/bury.ts';
import { LEECH_TAG } from '../core/scheduling/leech.ts';
import type { AnsweredChoice, PresetSettings, StudyMode } from '../core/scheduling/model.ts';
import type { StudyMoment } from '../core/scheduling/study-day.ts';
import { joinTags, splitTags } from './note-text.ts';
import { prepareOnce } from './prepare-once.ts';
import type { CardToStudy } from './study-cards.ts';
import { CARD_STATES, cardStateOf, REVIEW_KINDS } from './study-codes.ts';

/** AnsweredChoice, also as validation leaves it. */
type Answered = Omit<AnsweredChoice, 'choices'> & { readonly choices?: readonly string[] | undefined };

export interface Grade {
  readonly card: CardToStudy;
  readonly outcome: AnswerOutcome;
  readonly preset: PresetSettings;
  readonly moment: StudyMoment;
  readonly durationMillis: number;
  readonly mode: StudyMode;
  readonly answered: Answered | null;
}

export interface StoredGrade {
  /** Row of the review log. */
  readonly reviewId: number;
  readonly buriedCardIds: readonly CardId[];
  readonly suspended: boolean;
}

const WITH_SIBLINGS = 1;

const statements = prepareOnce((database) => ({
  updateCard: database.prepare(
    `UPDATE cards SET state = @state, due_at_millis = @dueAtMillis, due_day = @dueDay, stability = @stability, difficulty = @difficulty,
       last_reviewed_at_millis = @lastReviewedAtMillis, interval_days = @intervalDays, step = @step, review_count = @reviewCount,
       lapse_count = @lapseCount, suspended = @suspended, modified_at_millis = @nowMillis WHERE id = @cardId`,
  ),
  lastLogged: database.prepare<[CardId, number], number | null>(
    'SELECT max(reviewed_at_millis) FROM review_log WHERE card_id = ? AND reviewed_at_millis >= ?',
  ).pluck(),
  insertReview: database.prepare(
    `INSERT INTO review_log (card_id, reviewed_at_millis, rating, kind, state_before, stability_before, difficulty_before, stability_after,
       difficulty_after, elapsed_days, interval_days, duration_millis, mode, answered)
     VALUES (@cardId, @reviewedAtMillis, @rating, @kind, @stateBefore, @stabilityBefore, @difficultyBefore, @stabilityAfter,
       @difficultyAfter, @elapsedDays, @intervalDays, @durationMillis, @mode, @answered)`,
  ),
  countDay: database.prepare(
    `INSERT INTO study_days (deck_id, day, new_count, review_count, learning_count, duration_millis)
     VALUES (@deckId, @day, @new, @review, @learning, @durationMillis)
     ON CONFLICT (deck_id, day) DO UPDATE SET new_count = new_count + excluded.new_count, review_count = review_count + excluded.review_count,
       learning_count = learning_count + excluded.learning_count, duration_millis = duration_millis + excluded.duration_millis`,
  ),
  hasReview: database.prepare<[number, CardId], number>('SELECT 1 FROM review_log WHERE id = ? AND card_id = ?').pluck(),
  siblings: database.prepare<[number, CardId, number, number], { id: CardId; state: number }>(
    `SELECT id, state FROM cards WHERE note_id = ? AND id <> ? AND suspended = 0 AND buried_on_day IS NOT ?
       AND (state = 0 OR (state = 2 AND due_day <= ?))`,
  ),
  bury: database.prepare<[number, number, number, CardId]>(
    'UPDATE cards SET buried_on_day = ?, buried_by = ?, modified_at_millis = ? WHERE id = ?',
  ),
  tags: database.prepare<[number], string>('SELECT tags FROM notes WHERE id = ?').pluck(),
  setTags: database.prepare<[string, number, number]>('UPDATE notes SET tags = ?, modified_at_millis = ? WHERE id = ?'),
}));

/** Writes the grade; must run inside a transaction. */
export function storeGrade(database: Database, grade: Grade): StoredGrade {
  const { card, outcome, preset, moment } = grade;
  const suspended = outcome.isLeech && preset.leechAction === 'suspend';
  updateCard(database, grade, suspended);
  const reviewId = insertReview(database, grade);
  countDay(database, grade);
  const buriedCardIds = burySiblings(database, card, preset, moment);
  if (outcome.isLeech) tagLeech(database, card, moment.nowMillis);
  return { reviewId, buriedCardIds, suspended };
}

/**
 * Whether the card's row of the log is there: that of a grade that was taken back, or never committed, is not. Its id may belong
 * to another card by then.
 */
export function hasReview(database: Database, reviewId: number, cardId: CardId): boolean {
  return statements(database).hasReview.get(reviewId, cardId) !== undefined;
}

function updateCard(database: Database, { card, outcome, moment }: Grade, suspended: boolean): void {
  const { next } = outcome;
  statements(database).updateCard.run({
    cardId: card.cardId,
    state: CARD_STATES.indexOf(next.state),
    dueAtMillis: next.dueAtMillis,
    dueDay: next.dueDay,
    stability: next.memory?.stability ?? null,
    difficulty: next.memory?.difficulty ?? null,
    lastReviewedAtMillis: next.lastReviewedAtMillis,
    intervalDays: next.intervalDays,
    step: next.step,
    reviewCount: next.reviewCount,
    lapseCount: next.lapseCount,
    suspended: Number(suspended || card.suspended),
    nowMillis: moment.nowMillis,
  });
}

function insertReview(database: Database, { card, outcome, durationMillis, mode, answered }: Grade): number {
  const { lastLogged, insertReview: insert } = statements(database);
  const record: AnswerRecord = outcome.record;
  // A card has one entry per millisecond; where the clock stood still or was set back, the order of the answers is kept.
  const last = lastLogged.get(card.cardId, record.reviewedAtMillis) ?? null;
  const { lastInsertRowid } = insert.run({
    cardId: card.cardId,
    reviewedAtMillis: last === null ? record.reviewedAtMillis : last + 1,
    rating: record.rating,
    kind: REVIEW_KINDS.indexOf(record.kind),
    stateBefore: CARD_STATES.indexOf(record.stateBefore),
    stabilityBefore: record.memoryBefore?.stability ?? null,
    difficultyBefore: record.memoryBefore?.difficulty ?? null,
    stabilityAfter: record.memoryAfter.stability,
    difficultyAfter: record.memoryAfter.difficulty,
    elapsedDays: record.elapsedDays,
    intervalDays: record.intervalDays,
    durationMillis,
    mode,
    answered: answered === null ? null : JSON.stringify(answered),
  });
  return Number(lastInsertRowid);
}

function countDay(database: Database, { card, outcome, moment, durationMillis }: Grade): void {
  const before = outcome.record.stateBefore;
  statements(database).countDay.run({
    deckId: card.deckId,
    day: moment.today,
    new: Number(before === 'new'),
    review: Number(before === 'review'),
    learning: Number(before === 'learning' || before === 'relearning'),
    durationMillis,
  });
}

function burySiblings(database: Database, card: CardToStudy, preset: PresetSettings, moment: StudyMoment): readonly CardId[] {
  const { siblings, bury } = statements(database);
  const toBury = siblings
    .all(card.noteId, card.cardId, moment.today, moment.today)
    .filter((sibling) => isBuriedWithSibling(cardStateOf(sibling.state), preset));
  for (const sibling of toBury) bury.run(moment.today, WITH_SIBLINGS, moment.nowMillis, sibling.id);
  return toBury.map((sibling) => sibling.id);
}

function tagLeech(database: Database, card: CardToStudy, nowMillis: number): void {
  const { tags, setTags } = statements(database);
  const current = splitTags(tags.get(card.noteId) ?? '');
  if (current.some((tag) => tag.toLowerCase() === LEECH_TAG)) return;
  setTags.run(joinTags([...current, LEECH_TAG]), nowMillis, card.noteId);
}
