/** Opens a collection database of Anki, of any schema we know, and gives its rows one after another. The file is never trusted and never changed in meaning. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { AppError } from '../core/errors.ts';
import type { AnkiCardRow } from '../core/formats/anki/card-schedule.ts';
import type { AnkiCollection, AnkiDeck, AnkiNoteType, AnkiPreset, AnkiSettings } from '../core/formats/anki/collection.ts';
import { parseJson } from '../core/formats/anki/json-value.ts';
import type { AnkiReviewRow } from '../core/formats/anki/review-log.ts';
import { readDecksJson, readModelsJson, readPresetsJson, readSettings, readSettingsJson } from '../core/formats/anki/schema-json.ts';
import { readDeckRow, readNoteTypeRows, readPresetRow } from '../core/formats/anki/schema-tables.ts';
import type { NoteTypeRow, PartRow } from '../core/formats/anki/schema-tables.ts';
import { explainForeignDamage, sqliteCodeOf } from './sqlite-errors.ts';

const OLDEST_SCHEMA = 11;
const NEWEST_SCHEMA = 18;

export interface AnkiNoteRow {
  readonly id: number;
  readonly guid: string;
  readonly noteTypeId: number;
  readonly modifiedAtSeconds: number;
  /** Separated by spaces. */
  readonly tags: string;
  /** Joined by U+001F. */
  readonly fields: string;
}

export interface ForeignAnki {
  readonly schema: number;
  readonly collection: AnkiCollection;
  readonly counts: { readonly notes: number; readonly cards: number; readonly reviews: number };
  readonly notes: () => Iterable<AnkiNoteRow>;
  /** In order of id. */
  readonly cards: () => Iterable<AnkiCardRow>;
  /** In order of card id, then of time: so that it can be read beside the cards. */
  readonly reviews: () => Iterable<AnkiReviewRow>;
  readonly close: () => void;
}

const DAMAGED = 'This Anki collection is damaged, so nothing was imported. In Anki, run Tools › Check Database, export the deck again, and import the new file.';

/**
 * `path` must be a copy that may be written to (an index for reading the log in order is added to it). Throws AppError
 * file-damaged, file-too-old, file-newer-version or format-unsupported, each with what to do.
 */
export function openForeignAnki(path: string): ForeignAnki {
  let database: Database | null = null;
  try {
    database = new SqliteDatabase(path, { fileMustExist: true });
    return readForeignAnki(database);
  } catch (thrown) {
    database?.close();
    throw explainForeignDamage(thrown, DAMAGED);
  }
}

function readForeignAnki(database: Database): ForeignAnki {
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  database.pragma('synchronous = OFF');
  removeForeignCollation(database);
  const tables = new Set(database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all());
  const schema = checkSchema(database, tables);
  for (const table of ['notes', 'cards', 'revlog']) checkTable(database, table);
  prepareLogOrder(database);
  const countOf = (table: string): number => database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  return {
    schema,
    collection: readCollection(database, tables),
    counts: { notes: countOf('notes'), cards: countOf('cards'), reviews: countOf('revlog') },
    notes: () =>
      iterate(() =>
        database.prepare<[], AnkiNoteRow>(
          `SELECT ${integers(['id'])}, ifnull(CAST(guid AS TEXT), '') AS guid, ${integer('mid')} AS noteTypeId, ${integer('mod')} AS modifiedAtSeconds,
             ifnull(CAST(tags AS TEXT), '') AS tags, ifnull(CAST(flds AS TEXT), '') AS fields FROM notes ORDER BY notes.id`,
        ),
      ),
    cards: () => iterate(() => database.prepare<[], AnkiCardRow>(`SELECT ${CARD_COLUMNS} FROM cards ORDER BY cards.id`)),
    reviews: () => iterate(() => database.prepare<[], AnkiReviewRow>(`SELECT ${integers(['id', 'cid', 'ease', 'ivl', 'factor', 'time', 'type'])} FROM revlog ORDER BY revlog.cid, revlog.id`)),
    close: () => {
      database.close();
    },
  };
}

/**
 * Schemas from 15 on order names by a collation that only Anki has, and SQLite refuses whatever touches those tables. In
 * our copy the schema's text is changed to do without; the indexes that are ordered by it are never read.
 */
function removeForeignCollation(database: Database): void {
  const rows = database.prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_schema WHERE sql LIKE '%unicase%'").all();
  if (rows.length === 0) return;
  database.unsafeMode(true);
  database.pragma('writable_schema = ON');
  const update = database.prepare<[string, string]>('UPDATE sqlite_schema SET sql = ? WHERE name = ?');
  for (const row of rows) update.run(row.sql.replace(/collate\s+unicase/gi, ''), row.name);
  database.pragma('writable_schema = RESET');
  database.unsafeMode(false);
}

function integers(columns: readonly string[]): string {
  return columns.map((column) => `${integer(column)} AS ${column}`).join(', ');
}

/** SQLite holds larger integers than JavaScript counts with; those of real collections are times at most. */
const LARGEST_INTEGER = 2 ** 52;

function integer(column: string): string {
  return `max(min(ifnull(CAST(${column} AS INTEGER), 0), ${String(LARGEST_INTEGER)}), -${String(LARGEST_INTEGER)})`;
}

const CARD_COLUMNS = `${integers(['id', 'nid', 'did', 'ord', 'type', 'queue', 'due', 'ivl', 'factor', 'reps', 'lapses', 'left', 'odue', 'odid', 'flags'])}, ifnull(CAST(data AS TEXT), '') AS data`;

/** Damage that is met on the way, or a column that is not there, is explained like damage met at the start. */
function* iterate<Row>(prepare: () => { iterate: () => IterableIterator<Row> }): Generator<Row> {
  try {
    yield* prepare().iterate();
  } catch (thrown) {
    throw explainForeignDamage(thrown, DAMAGED);
  }
}

function checkSchema(database: Database, tables: ReadonlySet<string>): number {
  if (tables.has('facts') && tables.has('cardModels')) {
    throw new AppError('file-too-old', 'This deck is from Anki 1 (before 2012), which Versus cannot read. Open it in Anki 2.0, export it as a package (.apkg), and import that.');
  }
  if (!tables.has('col') || !tables.has('notes') || !tables.has('cards') || !tables.has('revlog')) {
    throw new AppError('format-unsupported', 'This file is a database, but not one of Anki’s, so nothing was imported. Export the deck from its program as an Anki package (.apkg) or as text.');
  }
  const schema = database.prepare<[], number>('SELECT CAST(ver AS INTEGER) FROM col LIMIT 1').pluck().get() ?? 0;
  if (schema > NEWEST_SCHEMA) {
    throw new AppError('file-newer-version', 'This deck was made by a newer Anki than Versus knows. Update Versus, or export it from Anki again with “Support older Anki versions” ticked.');
  }
  if (schema < OLDEST_SCHEMA) {
    throw new AppError('file-too-old', 'This collection is from a very early Anki 2, which Versus cannot read. Open it in a current Anki, export it as a package (.apkg), and import that.');
  }
  return schema;
}

/** Reads the table's pages once, so that damage is found before anything is staged. Other tables may need collations that are Anki's own. */
function checkTable(database: Database, table: string): void {
  const findings = database.pragma(`quick_check('${table}')`, { simple: true });
  if (findings !== 'ok') throw new AppError('file-damaged', DAMAGED);
}

function prepareLogOrder(database: Database): void {
  database.exec('CREATE INDEX IF NOT EXISTS ix_revlog_cid ON revlog (cid)');
}

function readCollection(database: Database, tables: ReadonlySet<string>): AnkiCollection {
  return {
    createdAtSeconds: database.prepare<[], number>(`SELECT ${integer('crt')} FROM col LIMIT 1`).pluck().get() ?? 0,
    settings: tables.has('config') ? readSettingRows(database) : readSettingsJson(readColumn(database, 'conf')),
    noteTypes: tables.has('notetypes') ? readNoteTypes(database) : readModelsJson(readColumn(database, 'models')),
    decks: tables.has('decks') ? readDecks(database) : readDecksJson(readColumn(database, 'decks')),
    presets: tables.has('deck_config') ? readPresets(database) : readPresetsJson(readColumn(database, 'dconf')),
  };
}

function readColumn(database: Database, column: 'models' | 'decks' | 'dconf' | 'conf'): string {
  return database.prepare<[], string>(`SELECT ifnull(CAST(${column} AS TEXT), '') FROM col LIMIT 1`).pluck().get() ?? '';
}

function readSettingRows(database: Database): AnkiSettings {
  const rows = database.prepare<[], [string, string]>("SELECT \"KEY\", ifnull(CAST(val AS TEXT), '') FROM config WHERE \"KEY\" IN ('creationOffset', 'schedVer', 'lastUnburied')").raw().all();
  return readSettings(Object.fromEntries(rows.map(([key, value]) => [key, parseJson(value)])));
}

function readNoteTypes(database: Database): readonly AnkiNoteType[] {
  const types = database.prepare<[], NoteTypeRow>(`SELECT ${integers(['id'])}, ${integer('mtime_secs')} AS revisedAtSeconds, name, config FROM notetypes`).all();
  const partsOf = (table: 'fields' | 'templates'): readonly PartRow[] =>
    database.prepare<[], PartRow>(`SELECT ${integer('ntid')} AS noteTypeId, ${integer('ord')} AS ordinal, name, config FROM ${table}`).all();
  return explainBlobErrors(() => readNoteTypeRows(types, partsOf('fields'), partsOf('templates')));
}

function readDecks(database: Database): readonly AnkiDeck[] {
  const rows = database.prepare<[], { id: number; name: string; kind: Uint8Array }>(`SELECT ${integers(['id'])}, name, kind FROM decks`).all();
  return explainBlobErrors(() => rows.map(readDeckRow));
}

function readPresets(database: Database): readonly AnkiPreset[] {
  const rows = database.prepare<[], { id: number; name: string; config: Uint8Array }>(`SELECT ${integers(['id'])}, name, config FROM deck_config`).all();
  return explainBlobErrors(() => rows.map(readPresetRow));
}

function explainBlobErrors<Value>(run: () => Value): Value {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof AppError || sqliteCodeOf(thrown) !== '') throw thrown;
    throw new AppError('file-damaged', DAMAGED, { cause: thrown });
  }
}
