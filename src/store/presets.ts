/** Presets: the schedule settings that decks share. */

import type { Database } from 'better-sqlite3';
import { AppError } from '../core/errors.ts';
import type { DeckId, PresetId } from '../core/ids.ts';
import { DEFAULT_PRESET } from '../core/scheduling/model.ts';
import type { PresetSettings } from '../core/scheduling/model.ts';
import { prepareOnce } from './prepare-once.ts';

export interface Preset {
  readonly id: PresetId;
  readonly name: string;
  readonly settings: PresetSettings;
}

interface PresetRow {
  readonly id: PresetId;
  readonly name: string;
  readonly settings: string;
}

const statements = prepareOnce((database) => ({
  insert: database.prepare<[string, string, number]>('INSERT INTO presets (name, settings, modified_at_millis) VALUES (?, ?, ?)'),
  update: database.prepare<{ settings: string; nowMillis: number; presetId: PresetId }>(
    'UPDATE presets SET settings = @settings, modified_at_millis = @nowMillis WHERE id = @presetId AND settings <> @settings',
  ),
  get: database.prepare<[PresetId], PresetRow>('SELECT id, name, settings FROM presets WHERE id = ?'),
  list: database.prepare<[], PresetRow>('SELECT id, name, settings FROM presets ORDER BY name'),
  findByName: database.prepare<[string], PresetId>('SELECT id FROM presets WHERE name = ?').pluck(),
  first: database.prepare<[], PresetId>('SELECT id FROM presets ORDER BY id LIMIT 1').pluck(),
  countDecks: database.prepare<[PresetId], number>('SELECT count(*) FROM decks WHERE preset_id = ?').pluck(),
  assign: database.prepare<{ presetId: PresetId; nowMillis: number; deckId: DeckId }>(
    'UPDATE decks SET preset_id = @presetId, modified_at_millis = @nowMillis WHERE id = @deckId AND preset_id <> @presetId',
  ),
}));

/** The name must not be taken. */
export function insertPreset(database: Database, name: string, settings: PresetSettings, nowMillis: number): PresetId {
  return Number(statements(database).insert.run(name, JSON.stringify(settings), nowMillis).lastInsertRowid) as PresetId;
}

/** Throws AppError not-found. */
export function getPreset(database: Database, presetId: PresetId): Preset {
  const row = statements(database).get.get(presetId);
  if (row === undefined) throw new AppError('not-found', 'These study options no longer exist. Choose others for the deck.');
  return toPreset(row);
}

export function listPresets(database: Database): readonly Preset[] {
  return statements(database).list.all().map(toPreset);
}

/** The preset that new decks get: the oldest one. */
export function defaultPresetId(database: Database): PresetId {
  const id = statements(database).first.get();
  if (id === undefined) throw new Error('the library has no preset');
  return id;
}

export function countDecksOfPreset(database: Database, presetId: PresetId): number {
  return statements(database).countDecks.get(presetId) ?? 0;
}

export function updatePreset(database: Database, presetId: PresetId, settings: PresetSettings, nowMillis: number): void {
  statements(database).update.run({ settings: JSON.stringify(settings), nowMillis, presetId });
}

/** Makes the deck use the preset; both must exist. */
export function assignPreset(database: Database, deckId: DeckId, presetId: PresetId, nowMillis: number): void {
  statements(database).assign.run({ presetId, nowMillis, deckId });
}

/** `wanted`, or `wanted 2`, `wanted 3` … when the name is taken. */
export function freePresetName(database: Database, wanted: string): string {
  const { findByName } = statements(database);
  let name = wanted;
  for (let count = 2; findByName.get(name) !== undefined; count += 1) name = `${wanted} ${count}`;
  return name;
}

function toPreset(row: PresetRow): Preset {
  // Settings that a later version added are missing from older rows.
  return { id: row.id, name: row.name, settings: { ...DEFAULT_PRESET, ...(JSON.parse(row.settings) as Partial<PresetSettings>) } };
}
