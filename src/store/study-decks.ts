/** The decks as studying sees them: their presets, and what the day's limits leave. */

import type { Database } from 'better-sqlite3';
import { AppError } from '../core/errors.ts';
import type { DeckId, PresetId } from '../core/ids.ts';
import { type DeckOfDay, type LimitedDeck, limitDecks } from '../core/scheduling/day-limits.ts';
import { prepareOnce } from './prepare-once.ts';
import { defaultPresetId, listPresets } from './presets.ts';

export interface DeckToStudy extends DeckOfDay {
  readonly id: DeckId;
}

export type StudyDeck = LimitedDeck<DeckToStudy>;

interface DeckRow {
  readonly id: DeckId;
  readonly name: string;
  readonly presetId: PresetId;
  readonly newCount: number;
  readonly reviewCount: number;
  readonly extraNew: number;
}

const statements = prepareOnce((database) => ({
  decks: database.prepare<[number], DeckRow>(
    `SELECT decks.id, decks.name, decks.preset_id AS presetId, ifnull(day.new_count, 0) AS newCount,
       ifnull(day.review_count, 0) AS reviewCount, ifnull(day.extra_new, 0) AS extraNew
     FROM decks LEFT JOIN study_days AS day ON day.deck_id = decks.id AND day.day = ?`,
  ),
  allowMore: database.prepare<[DeckId, number, number]>(
    `INSERT INTO study_days (deck_id, day, extra_new) VALUES (?, ?, ?)
     ON CONFLICT (deck_id, day) DO UPDATE SET extra_new = extra_new + excluded.extra_new`,
  ),
}));

/** All decks in the order of the tree, with what the limits of the study day leave of each. */
export function listStudyDecks(database: Database, day: number): readonly StudyDeck[] {
  const presets = new Map(listPresets(database).map((preset) => [preset.id, preset.settings]));
  const fallback = presets.get(defaultPresetId(database));
  const decks = statements(database).decks.all(day).map(({ presetId, ...deck }) => {
    const preset = presets.get(presetId) ?? fallback;
    if (preset === undefined) throw new Error('a deck without a preset');
    return { ...deck, preset };
  });
  return limitDecks(decks);
}

/** The place of the deck in the list. Throws AppError not-found. */
export function indexOfDeck(decks: readonly StudyDeck[], deckId: DeckId): number {
  const index = decks.findIndex((deck) => deck.id === deckId);
  if (index < 0) throw new AppError('not-found', 'This deck no longer exists. It may have been deleted; Undo brings it back.');
  return index;
}

/** The places of the deck and of all decks below it. */
export function indexesWithDescendants(decks: readonly StudyDeck[], root: number): readonly number[] {
  const within = new Set([root]);
  // Parents stand before their children.
  for (const [index, deck] of decks.entries()) if (deck.parent !== null && within.has(deck.parent)) within.add(index);
  return [...within];
}

/** Raises the day's limit of new cards for the deck. */
export function allowMoreNew(database: Database, deckId: DeckId, day: number, count: number): void {
  statements(database).allowMore.run(deckId, day, count);
}
