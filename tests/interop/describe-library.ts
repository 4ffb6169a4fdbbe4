/** Brings a library of Versus into the form in which it is held against Anki's collection. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { join } from 'node:path';
import type { PresetSettings } from '../../src/core/scheduling/model.ts';
import type { StudyMoment } from '../../src/core/scheduling/study-day.ts';
import { selectSchedule } from '../../src/store/schedule-row.ts';
import type { ScheduleRow } from '../../src/store/schedule-row.ts';
import type { Described, DescribedCard, DescribedDeck, DescribedNote, DescribedReview } from './described.ts';

const STATES = ['new', 'learning', 'review', 'relearning'] as const;
const DAY_SECONDS = 86_400;

interface CardRow extends ScheduleRow {
  readonly key: string;
  readonly deck: string;
  readonly suspended: number;
  readonly buriedOnDay: number | null;
  readonly buriedBy: number | null;
  readonly flag: number;
}

/** The library must not be open for writing. */
export function describeLibrary(libraryDir: string, moment: StudyMoment): Described {
  const database = new SqliteDatabase(join(libraryDir, 'library.sqlite'), { readonly: true });
  try {
    return {
      notes: describeNotes(database),
      cards: describeCards(database, moment),
      reviews: describeReviews(database),
      media: Object.fromEntries(database.prepare<[], [string, string]>('SELECT name, sha256 FROM media ORDER BY name').raw().all()),
      decks: describeDecks(database),
    };
  } finally {
    database.close();
  }
}

function describeNotes(database: Database): Described['notes'] {
  const fieldNames = database.prepare<[number], string>('SELECT name FROM note_fields WHERE note_type_id = ? ORDER BY ordinal').pluck();
  const templates = database.prepare<[number], [string, string, string]>('SELECT name, question_format, answer_format FROM card_templates WHERE note_type_id = ? ORDER BY ordinal').raw();
  const rows = database
    .prepare<[], { guid: string; typeId: number; kind: string; fields: string; tags: string; created: number; modified: number }>(
      `SELECT n.guid, t.id AS typeId, t.kind, n.fields, n.tags, n.created_at_millis AS created, n.modified_at_millis AS modified
       FROM notes n JOIN note_types t ON t.id = n.note_type_id`,
    )
    .all();
  const notes = rows.map((row): [string, DescribedNote] => [
    row.guid,
    {
      createdAtMillis: row.created,
      modifiedAtSeconds: Math.floor(row.modified / 1000),
      fieldNames: fieldNames.all(row.typeId),
      templates: templates.all(row.typeId),
      isCloze: row.kind === 'cloze',
      fields: row.fields.split('\u001f'),
      tags: row.tags.split(' ').filter((tag) => tag !== '').sort(),
    },
  ]);
  return Object.fromEntries(notes);
}

function describeCards(database: Database, moment: StudyMoment): Described['cards'] {
  const rows = database
    .prepare<[], CardRow>(
      `SELECT n.guid || ' #' || c.ordinal AS key, d.name AS deck, ${selectSchedule('c')}, c.suspended,
         c.buried_on_day AS buriedOnDay, c.buried_by AS buriedBy, c.flag
       FROM cards c JOIN notes n ON n.id = c.note_id JOIN decks d ON d.id = c.deck_id`,
    )
    .all();
  return Object.fromEntries(rows.map((row) => [row.key, describeCard(row, moment)]));
}

function describeCard(row: CardRow, moment: StudyMoment): DescribedCard {
  const state = STATES[row.state] ?? 'new';
  const dueDay = row.dueDay ?? (row.dueAtMillis === null ? null : moment.dayOf(row.dueAtMillis));
  const isBuried = !row.suspended && row.buriedOnDay === moment.today;
  return {
    deck: row.deck,
    state,
    position: row.position,
    dueInDays: dueDay === null ? null : dueDay - moment.today,
    dueAtSeconds: row.dueAtMillis === null ? null : Math.floor(row.dueAtMillis / 1000),
    intervalDays: state === 'review' ? Math.round(row.intervalDays) : 0,
    step: row.step,
    reps: row.reviewCount,
    lapses: row.lapseCount,
    suspended: row.suspended === 1,
    buried: isBuried ? (row.buriedBy === 1 ? 'siblings' : 'hand') : null,
    flag: row.flag,
    stability: state === 'new' ? null : row.stability,
    difficulty: state === 'new' ? null : row.difficulty,
    lastReviewedAtSeconds: state === 'new' || row.lastReviewedAtMillis === null ? null : Math.floor(row.lastReviewedAtMillis / 1000),
  };
}

function describeReviews(database: Database): Described['reviews'] {
  const rows = database
    .prepare<[], { key: string; at: number; rating: number; kind: number; interval: number; difficulty: number | null; millis: number }>(
      `SELECT n.guid || ' #' || c.ordinal AS key, r.reviewed_at_millis AS at, r.rating, r.kind, r.interval_days AS interval, r.difficulty_after AS difficulty, r.duration_millis AS millis
       FROM review_log r JOIN cards c ON c.id = r.card_id JOIN notes n ON n.id = c.note_id ORDER BY r.reviewed_at_millis`,
    )
    .all();
  const byCard: Record<string, DescribedReview[]> = {};
  for (const row of rows) {
    const interval = row.interval >= 1 ? Math.round(row.interval) : -Math.round(row.interval * DAY_SECONDS) + 0;
    const factor = row.difficulty === null ? null : Math.round(((row.difficulty - 1) / 9 + 0.1) * 1000);
    (byCard[row.key] ??= []).push({ atMillis: row.at, rating: row.rating, interval, factor, millis: row.millis, kind: row.kind });
  }
  return byCard;
}

function describeDecks(database: Database): Described['decks'] {
  const rows = database
    .prepare<[], { name: string; description: string; settings: string }>(
      'SELECT d.name, d.description, p.settings FROM decks d JOIN presets p ON p.id = d.preset_id WHERE d.id IN (SELECT deck_id FROM cards)',
    )
    .all();
  return Object.fromEntries(rows.map((row) => [row.name, describeDeck(row.description, JSON.parse(row.settings) as PresetSettings)]));
}

function describeDeck(description: string, settings: PresetSettings): DescribedDeck {
  return {
    description,
    learningSteps: settings.learningStepsMinutes,
    relearningSteps: settings.relearningStepsMinutes,
    newPerDay: settings.newPerDay,
    reviewsPerDay: settings.reviewsPerDay,
    maximumInterval: settings.maximumIntervalDays,
    retention: settings.desiredRetention,
    weights: (settings.fsrsWeights ?? []).map((weight) => Number(weight.toFixed(4))),
  };
}
