/** Merges what only our own archives hold: study options and decks without cards, logs, concept sets and all that is known of them, origins of notes, settings. */

import type { Database } from 'better-sqlite3';
import { DECK_SEPARATOR } from '../core/cards/model.ts';
import type { NoteTypeDefinition } from '../core/cards/model.ts';
import { readPresetSettings } from '../core/formats/archive/preset-settings.ts';
import { createArchiveIds, readStagedManifest, readStagedRecords } from './archive-rows.ts';
import type { ArchiveIds } from './archive-rows.ts';
import { ensureDeck, findDeck } from './decks.ts';
import type { BulkWrite } from './library.ts';
import { mergeArchiveContrasts } from './merge-archive-contrasts.ts';
import { mergeArchiveLogs } from './merge-archive-logs.ts';
import type { MergeProgress, Slices } from './merge-slices.ts';
import { NOTE_ACTIONS } from './match-notes.ts';
import { joinFields, joinTags } from './note-text.ts';
import { findNoteType, getNoteType, insertNoteType } from './note-types.ts';
import { assignPreset, countDecksOfPreset, insertPreset, listPresets, updatePreset } from './presets.ts';

/**
 * Brings the presets of a whole library in, so that the decks that are merged next find theirs. One that no deck uses here takes the
 * settings of the archive's of the same name; one in use stays as it is. Does nothing for other files.
 */
export function mergeArchivePresets(database: Database, nowMillis: number): void {
  if (readStagedManifest(database)?.isWhole !== true) return;
  for (const { name, settings } of readStagedRecords(database, 'presets')) {
    const known = listPresets(database).find((preset) => preset.name === name);
    const wanted = readPresetSettings(settings);
    if (known === undefined) insertPreset(database, name, wanted, nowMillis);
    else if (countDecksOfPreset(database, known.id) === 0) updatePreset(database, known.id, wanted, nowMillis);
  }
}

export interface ArchiveMergeOptions {
  /** The deck that everything goes under, or null. */
  readonly below: string | null;
  readonly nowMillis: number;
}

/** After notes and cards. Does nothing for other files. Returns how many reviews came. */
export function* mergeArchive(database: Database, progress: MergeProgress, bulk: BulkWrite, options: ArchiveMergeOptions): Slices<number> {
  const manifest = readStagedManifest(database);
  if (manifest === null) return 0;
  bringDecks(database, options);
  yield progress.advance(0);
  const ids = createArchiveIds(database);
  if (manifest.isWhole) bringNoteTypes(database, ids, options.nowMillis);
  if (manifest.withSchedule) bringOrigins(database, ids);
  yield progress.advance(0);
  mergeArchiveContrasts(database, ids, options.nowMillis);
  const reviews = yield* mergeArchiveLogs(database, progress, bulk, ids);
  if (manifest.isWhole) bringSettings(database);
  return reviews;
}

/** Decks that the archive has no cards for: known ones are found, those of a whole library made. */
function bringDecks(database: Database, { below, nowMillis }: ArchiveMergeOptions): void {
  const isMapped = database.prepare<[number], number>('SELECT 1 FROM temp.import_decks WHERE source_id = ?').pluck();
  const staged = database.prepare<[number], string>('SELECT name FROM incoming.decks WHERE source_id = ?').pluck();
  const put = database.prepare('INSERT INTO temp.import_decks (source_id, deck_id, name) VALUES (?, ?, ?)');
  const presetNames = new Map([...readStagedRecords(database, 'presets')].map(({ id, name }) => [id, name]));
  const makesEmpty = readStagedManifest(database)?.isWhole === true;
  for (const { id, preset, description } of readStagedRecords(database, 'decks')) {
    const own = staged.get(id);
    if (own === undefined || isMapped.get(id) !== undefined) continue;
    const name = below === null ? own : `${below}${DECK_SEPARATOR}${own}`;
    const known = findDeck(database, name);
    if (known !== null || !makesEmpty) {
      put.run(id, known?.id ?? null, name);
      continue;
    }
    const deckId = ensureDeck(database, name, nowMillis);
    put.run(id, deckId, name);
    if (description !== '') database.prepare('UPDATE decks SET description = ? WHERE id = ?').run(description, deckId);
    const presetHere = listPresets(database).find((candidate) => candidate.name === presetNames.get(preset));
    if (presetHere !== undefined) assignPreset(database, deckId, presetHere.id, nowMillis);
  }
}

/** Note types that no note of the archive has. */
function bringNoteTypes(database: Database, ids: ArchiveIds, nowMillis: number): void {
  for (const record of readStagedRecords(database, 'note-types')) {
    if (ids.noteTypeOf(record.id) !== null || findNoteType(database, record.name) !== null) continue;
    const { id: _id, ...definition } = record;
    insertNoteType(database, definition as NoteTypeDefinition, { builtIn: false, nowMillis });
  }
}

/** What notes were when they came into the library that the archive is of: without it, a later import there of the same deck would overwrite the learner's edits. */
function bringOrigins(database: Database, ids: ArchiveIds): void {
  const setChecksum = database.prepare('UPDATE main.notes SET imported_checksum = ? WHERE id = ? AND imported_checksum IS NOT ?');
  const putOrigin = database.prepare('INSERT OR IGNORE INTO main.note_origins (note_id, note_type_id, fields, tags, checksum) VALUES (?, ?, ?, ?, ?)');
  const putConflict = database.prepare('INSERT OR IGNORE INTO main.import_conflicts (note_id, note_type_id, fields, tags, checksum) VALUES (?, ?, ?, ?, ?)');
  database.exec('CREATE TEMP TABLE import_origins (source_id INTEGER PRIMARY KEY)');
  const seen = database.prepare('INSERT OR IGNORE INTO temp.import_origins VALUES (?)');
  const fits = (noteTypeId: ReturnType<ArchiveIds['noteTypeOf']>, fields: readonly string[]): boolean =>
    noteTypeId !== null && getNoteType(database, noteTypeId).fields.length === fields.length;
  for (const { note, checksum, noteType, fields, tags } of readStagedRecords(database, 'note-origins')) {
    seen.run(note);
    const noteId = ids.addedNoteOf(note);
    if (noteId === null) continue;
    setChecksum.run(checksum, noteId, checksum);
    if (noteType === null || fields === null || tags === null) continue;
    const noteTypeId = ids.noteTypeOf(noteType);
    if (fits(noteTypeId, fields)) putOrigin.run(noteId, noteTypeId, joinFields(fields), joinTags(tags), checksum);
  }
  for (const { note, checksum, noteType, fields, tags } of readStagedRecords(database, 'conflicts')) {
    const noteId = ids.addedNoteOf(note);
    const noteTypeId = ids.noteTypeOf(noteType);
    if (noteId !== null && fits(noteTypeId, fields)) putConflict.run(noteId, noteTypeId, joinFields(fields), joinTags(tags), checksum);
  }
  // Notes that were made in that library and never imported.
  database.exec(
    `UPDATE main.notes SET imported_checksum = NULL WHERE imported_checksum IS NOT NULL AND id IN (
       SELECT note_id FROM temp.import_notes WHERE action = ${String(NOTE_ACTIONS.added)} AND source_id NOT IN (SELECT source_id FROM temp.import_origins))`,
  );
  database.exec('DROP TABLE temp.import_origins');
}

/** Settings that were never set here, and the history of imports. */
function bringSettings(database: Database): void {
  const put = database.prepare('INSERT OR IGNORE INTO main.settings (key, value) VALUES (?, ?)');
  for (const { key, value } of readStagedRecords(database, 'settings')) {
    if (!key.startsWith('window') && !key.endsWith('-pending')) put.run(key, JSON.stringify(value));
  }
  const putImport = database.prepare(
    `INSERT INTO main.imports (file_name, format, imported_at_millis, report) SELECT @fileName, @format, @importedAtMillis, @report
     WHERE NOT EXISTS (SELECT 1 FROM main.imports WHERE file_name = @fileName AND imported_at_millis = @importedAtMillis)`,
  );
  for (const { fileName, format, importedAtMillis, report } of readStagedRecords(database, 'imports')) {
    putImport.run({ fileName, format, importedAtMillis, report: JSON.stringify(report) });
  }
}
