/** Opens a collection database of Mnemosyne 2 and gives its facts one after another, each with its cards and their log. The file is never trusted. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { AppError } from '../core/errors.ts';
import type { MnemosyneCard, MnemosyneCardType, MnemosyneFact, MnemosyneReview, MnemosyneView } from '../core/formats/mnemosyne/model.ts';
import { readNumberEntry, readPythonLiteral } from '../core/formats/mnemosyne/python-literal.ts';
import { readCardType, readView } from '../core/formats/mnemosyne/read-definitions.ts';
import type { WrittenCardType, WrittenView } from '../core/formats/mnemosyne/read-definitions.ts';
import { explainForeignDamage } from './sqlite-errors.ts';

export interface ForeignMnemosyne {
  readonly types: ReadonlyMap<string, MnemosyneCardType>;
  readonly views: ReadonlyMap<string, MnemosyneView>;
  /** In the order in which they were made. Iterating throws AppError file-damaged. */
  readonly facts: () => Iterable<{ readonly fact: MnemosyneFact; readonly cards: readonly MnemosyneCard[] }>;
  /** Cards whose facts are gone. */
  readonly orphanCount: number;
  readonly close: () => void;
}

const DAMAGED = 'This Mnemosyne collection is damaged, so nothing was imported. Import the newest file from its “backups” folder, or export the cards from Mnemosyne as a .cards file and import that.';
const SECONDS_PER_DAY = 86_400;
/** The log's kind of event for an answer (openSM2sync/log_entry.py). */
const REPETITION = 9;
const LOG_COLUMNS = ['object_id', 'event_type', 'timestamp', 'grade', 'next_rep', 'thinking_time'];

export function isMnemosyneDatabase(tables: ReadonlySet<string>): boolean {
  return tables.has('facts') && tables.has('data_for_fact') && tables.has('cards');
}

/** `path` must be a copy that may be written to: indexes are added to it. Throws AppError file-damaged. */
export function openForeignMnemosyne(path: string): ForeignMnemosyne {
  let database: Database | null = null;
  try {
    database = new SqliteDatabase(path, { fileMustExist: true });
    return readCollection(database);
  } catch (thrown) {
    database?.close();
    throw explainForeignDamage(thrown, DAMAGED);
  }
}

function readCollection(database: Database): ForeignMnemosyne {
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  database.pragma('synchronous = OFF');
  const tables = new Set(database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all());
  for (const table of ['facts', 'data_for_fact', 'cards']) {
    if (database.pragma(`quick_check('${table}')`, { simple: true }) !== 'ok') throw new AppError('file-damaged', DAMAGED);
  }
  const hasLog = LOG_COLUMNS.every((column) => columnsOf(database, 'log').has(column));
  database.exec(`
    CREATE INDEX IF NOT EXISTS versus_data ON data_for_fact (_fact_id);
    CREATE INDEX IF NOT EXISTS versus_cards ON cards (_fact_id);
    ${tables.has('tags_for_card') ? 'CREATE INDEX IF NOT EXISTS versus_tags ON tags_for_card (_card_id);' : ''}
    ${hasLog ? 'CREATE INDEX IF NOT EXISTS versus_log ON log (object_id, timestamp);' : ''}`);
  const orphanCount = database.prepare<[], number>('SELECT count(*) FROM cards WHERE _fact_id NOT IN (SELECT _id FROM facts)').pluck().get() ?? 0;
  return {
    types: byId(tables.has('card_types') ? database.prepare<[], WrittenCardType>(TYPES).all().map(readCardType) : []),
    views: byId(tables.has('fact_views') ? listViews(database) : []),
    facts: () => iterateFacts(database, { hasTags: tables.has('tags_for_card') && tables.has('tags'), hasLog }),
    orphanCount,
    close: () => {
      database.close();
    },
  };
}

function byId<Entry extends { readonly id: string }>(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

function text(column: string): string {
  return `ifnull(CAST(${column} AS TEXT), '')`;
}

const TYPES = `SELECT ${text('id')} AS id, ${text('name')} AS name, ${text('fact_keys_and_names')} AS fields, ${text('fact_view_ids')} AS viewIds, ${text('extra_data')} AS extra FROM card_types`;

type ViewRow = Omit<WrittenView, 'coversQuestion' | 'typesAnswer'> & { readonly covers: number; readonly types: number };

function listViews(database: Database): readonly MnemosyneView[] {
  return database
    .prepare<[], ViewRow>(
      `SELECT ${text('id')} AS id, ${text('name')} AS name, ${text('q_fact_keys')} AS questionKeys, ${text('a_fact_keys')} AS answerKeys,
         ${text('q_fact_key_decorators')} AS questionDecorators, ${text('a_fact_key_decorators')} AS answerDecorators, ${text('extra_data')} AS extra,
         ifnull(CAST(a_on_top_of_q AS INTEGER), 0) AS covers, ifnull(CAST(type_answer AS INTEGER), 0) AS types FROM fact_views`,
    )
    .all()
    .map(({ covers, types, ...row }) => readView({ ...row, coversQuestion: covers !== 0, typesAnswer: types !== 0 }));
}

function columnsOf(database: Database, table: 'cards' | 'log'): ReadonlySet<string> {
  return new Set(database.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table));
}

interface CardRow {
  readonly key: number;
  readonly id: string;
  readonly typeId: string;
  readonly viewId: string;
  readonly grade: number;
  readonly easiness: number;
  readonly acquisitionReps: number;
  readonly retentionReps: number;
  readonly lapses: number;
  readonly lastSeconds: number;
  readonly nextSeconds: number;
  readonly createdSeconds: number;
  readonly modifiedSeconds: number;
  readonly extra: string;
  readonly isActive: number;
}

/** Columns that early versions of Mnemosyne 2 had elsewhere or not yet. */
function cardColumns(database: Database): string {
  const present = columnsOf(database, 'cards');
  const optional = (column: string, otherwise: string): string => (present.has(column) ? `ifnull(CAST(${column} AS INTEGER), ${otherwise})` : otherwise);
  return `_id AS key, ${text('id')} AS id, ${present.has('card_type_id') ? text('card_type_id') : "''"} AS typeId, ${text('fact_view_id')} AS viewId,
    ${optional('grade', '-1')} AS grade, ifnull(CAST(easiness AS REAL), 2.5) AS easiness, ${optional('acq_reps', '0')} AS acquisitionReps,
    ${optional('ret_reps', '0')} AS retentionReps, ${optional('lapses', '0')} AS lapses, ${optional('last_rep', '0')} AS lastSeconds, ${optional('next_rep', '0')} AS nextSeconds,
    ${optional('creation_time', '0')} AS createdSeconds, ${optional('modification_time', '0')} AS modifiedSeconds,
    ${present.has('extra_data') ? text('extra_data') : "''"} AS extra, ${optional('active', '1')} AS isActive`;
}

interface LogRow {
  readonly seconds: number;
  readonly grade: number;
  readonly nextSeconds: number;
  readonly thinkingSeconds: number;
}

function* iterateFacts(database: Database, has: { readonly hasTags: boolean; readonly hasLog: boolean }): Generator<{ fact: MnemosyneFact; cards: readonly MnemosyneCard[] }> {
  try {
    const readData = database.prepare<[number], { key: string; value: string }>(`SELECT ${text('key')} AS key, ${text('value')} AS value FROM data_for_fact WHERE _fact_id = ? ORDER BY rowid`);
    const readCards = database.prepare<[number], CardRow>(`SELECT ${cardColumns(database)} FROM cards WHERE _fact_id = ? ORDER BY _id`);
    const readTags = has.hasTags
      ? database.prepare<[number], string>(`SELECT ${text('t.name')} FROM tags_for_card c JOIN tags t ON t._id = c._tag_id WHERE c._card_id = ?`).pluck()
      : null;
    const readLog = has.hasLog
      ? database.prepare<[string], LogRow>(
          `SELECT CAST(timestamp AS INTEGER) AS seconds, ifnull(CAST(grade AS INTEGER), 0) AS grade, ifnull(CAST(next_rep AS INTEGER), 0) AS nextSeconds,
             ifnull(CAST(thinking_time AS INTEGER), 0) AS thinkingSeconds FROM log WHERE object_id = ? AND event_type = ${String(REPETITION)} AND timestamp > 0 ORDER BY timestamp, _id`,
        )
      : null;
    for (const { key, id } of database.prepare<[], { key: number; id: string }>(`SELECT _id AS key, ${text('id')} AS id FROM facts ORDER BY _id`).iterate()) {
      const fact = { id, data: new Map(readData.all(key).map((row) => [row.key, row.value])) };
      const cards = readCards.all(key).map((row) => cardOf(row, readTags?.all(row.key) ?? [], readLog?.all(row.id).map(reviewOf) ?? []));
      yield { fact, cards };
    }
  } catch (thrown) {
    throw explainForeignDamage(thrown, DAMAGED);
  }
}

function cardOf(row: CardRow, tags: readonly string[], reviews: readonly MnemosyneReview[]): MnemosyneCard {
  const extra = readPythonLiteral(row.extra);
  const viewDot = row.viewId.lastIndexOf('.');
  return {
    typeId: row.typeId !== '' ? row.typeId : viewDot > 0 ? row.viewId.slice(0, viewDot) : '1',
    viewId: row.viewId === '' ? null : row.viewId,
    clozeIndex: readNumberEntry(extra, 'index') ?? readNumberEntry(extra, 'ord'),
    tags,
    learning: {
      grade: row.grade,
      easiness: row.easiness,
      acquisitionReps: row.acquisitionReps,
      retentionReps: row.retentionReps,
      lapses: row.lapses,
      lastReviewedAtMillis: toMillis(row.lastSeconds),
      // Midnight UTC of the date, whatever the learner's zone (schedulers/SM2_mnemosyne.py).
      dueDay: row.nextSeconds > 0 ? Math.floor(row.nextSeconds / SECONDS_PER_DAY) : null,
    },
    isActive: row.isActive !== 0,
    createdAtMillis: toMillis(row.createdSeconds),
    modifiedAtMillis: toMillis(row.modifiedSeconds),
    reviews,
  };
}

function toMillis(seconds: number): number | null {
  return seconds > 0 ? seconds * 1000 : null;
}

function reviewOf(row: LogRow): MnemosyneReview {
  return {
    reviewedAtMillis: row.seconds * 1000,
    grade: row.grade,
    intervalDays: row.nextSeconds > row.seconds ? (row.nextSeconds - row.seconds) / SECONDS_PER_DAY : 0,
    thinkingMillis: row.thinkingSeconds * 1000,
  };
}
