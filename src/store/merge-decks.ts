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

/** Fills temp.import_decks (source_id, deck_id) for the decks in use. `below`: the deck that everything goes under, or null. */
export function mergeDecks(database: Database, below: string | null, nowMillis: number): void {
  database.exec('CREATE TEMP TABLE import_decks (source_id INTEGER PRIMARY KEY, deck_id INTEGER NOT NULL)');
  const staged = database
    .prepare<[], StagedDeck>('SELECT source_id AS sourceId, name, description, preset_source_id AS presetSourceId FROM incoming.decks ORDER BY name')
    .all()
    .map((deck) => ({ ...deck, name: below === null ? deck.name : `${below}${DECK_SEPARATOR}${deck.name}` }));
  const usedIds = new Set(database.prepare<[], number>('SELECT DISTINCT deck_source_id FROM incoming.cards').pluck().all());
  const used = staged.filter((deck) => usedIds.has(deck.sourceId));
  const stagedByName = new Map(staged.map((deck) => [deck.name, deck]));
  for (const name of listWithParents(used.map((deck) => deck.name))) {
    if (findDeck(database, name) === null) makeDeck(database, name, stagedByName.get(name) ?? null, nowMillis);
  }
  const put = database.prepare('INSERT INTO temp.import_decks VALUES (?, ?)');
  for (const deck of used) put.run(deck.sourceId, ensureDeck(database, deck.name, nowMillis));
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
