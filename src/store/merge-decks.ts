/** Finds or makes the decks that staged cards go to, with the presets of those that are new. */

import type { Database } from 'better-sqlite3';
import { DECK_SEPARATOR } from '../core/cards/model.ts';
import { DEFAULT_PRESET } from '../core/scheduling/model.ts';
import type { PresetSettings } from '../core/scheduling/model.ts';
import type { PresetId } from '../core/ids.ts';
import { ensureDeck, findDeck } from './decks.ts';
import { assignPreset, freePresetName, insertPreset, listPresets } from './presets.ts';

interface StagedDeck {
  readonly sourceId: number;
  readonly name: string;
  readonly description: string;
  readonly presetSourceId: number | null;
}

/**
 * Fills temp.import_decks (source_id, deck_id, name) for the decks in use; those that no new card can come to are not made, and
 * their deck_id is null where they are not there. `below`: the deck that everything goes under, or null.
 */
export function mergeDecks(database: Database, options: { readonly below: string | null; readonly onlyNewCards: boolean; readonly nowMillis: number }): void {
  const { below, nowMillis } = options;
  database.exec('CREATE TEMP TABLE import_decks (source_id INTEGER PRIMARY KEY, deck_id INTEGER, name TEXT NOT NULL)');
  const staged = database
    .prepare<[], StagedDeck>('SELECT source_id AS sourceId, name, description, preset_source_id AS presetSourceId FROM incoming.decks ORDER BY name')
    .all()
    .map((deck) => ({ ...deck, name: below === null ? deck.name : `${below}${DECK_SEPARATOR}${deck.name}` }));
  const usedIds = new Set(database.prepare<[], number>('SELECT DISTINCT deck_source_id FROM incoming.cards').pluck().all());
  const neededIds = options.onlyNewCards ? listDecksOfNewCards(database) : usedIds;
  const used = staged.filter((deck) => usedIds.has(deck.sourceId));
  const needed = used.filter((deck) => neededIds.has(deck.sourceId));
  const stagedByName = new Map(staged.map((deck) => [deck.name, deck]));
  for (const name of listWithParents(needed.map((deck) => deck.name))) {
    if (findDeck(database, name) === null) makeDeck(database, name, stagedByName.get(name) ?? null, nowMillis);
  }
  const put = database.prepare('INSERT INTO temp.import_decks VALUES (?, ?, ?)');
  for (const deck of used) {
    const deckId = needed.includes(deck) ? ensureDeck(database, deck.name, nowMillis) : (findDeck(database, deck.name)?.id ?? null);
    put.run(deck.sourceId, deckId, deck.name);
  }
}

/** Needs temp.import_notes, with the notes that are known. */
function listDecksOfNewCards(database: Database): ReadonlySet<number> {
  const ids = database
    .prepare<[], number>(
      `SELECT DISTINCT s.deck_source_id FROM incoming.cards s LEFT JOIN temp.import_notes m ON m.source_id = s.note_source_id
       WHERE m.note_id IS NULL OR NOT EXISTS (SELECT 1 FROM main.cards c WHERE c.note_id = m.note_id AND c.ordinal = s.ordinal)`,
    )
    .pluck();
  return new Set(ids.all());
}

/** The names and those of the levels above them, parents first. */
function listWithParents(names: readonly string[]): readonly string[] {
  const all = new Set<string>();
  for (const name of names) {
    const levels = name.split(DECK_SEPARATOR);
    for (let count = 1; count <= levels.length; count += 1) all.add(levels.slice(0, count).join(DECK_SEPARATOR));
  }
  return [...all].sort();
}

function makeDeck(database: Database, name: string, staged: StagedDeck | null, nowMillis: number): void {
  const deckId = ensureDeck(database, name, nowMillis);
  if (staged === null) return;
  if (staged.description !== '') database.prepare('UPDATE decks SET description = ? WHERE id = ?').run(staged.description, deckId);
  const presetId = staged.presetSourceId === null ? null : bringPreset(database, staged.presetSourceId, nowMillis);
  if (presetId !== null) assignPreset(database, deckId, presetId, nowMillis);
}

/** A preset of the library with the same settings and a name like it, or a new one; null when the file does not have it. */
function bringPreset(database: Database, sourceId: number, nowMillis: number): PresetId | null {
  const row = database.prepare<[number], { name: string; settings: string }>('SELECT name, settings FROM incoming.presets WHERE source_id = ?').get(sourceId);
  if (row === undefined) return null;
  const settings: PresetSettings = { ...DEFAULT_PRESET, ...(JSON.parse(row.settings) as Partial<PresetSettings>) };
  const wanted = canonicalJson(settings);
  const alike = listPresets(database).find((preset) => preset.name.startsWith(row.name) && canonicalJson(preset.settings) === wanted);
  return alike?.id ?? insertPreset(database, freePresetName(database, row.name), settings, nowMillis);
}

function canonicalJson(settings: PresetSettings): string {
  return JSON.stringify(Object.entries(settings).sort(([left], [right]) => (left < right ? -1 : 1)));
}
