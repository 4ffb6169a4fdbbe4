/** Damages what the rows of a SQLite database hold and leaves the database sound, so that readers get to see it. */

import SqliteDatabase from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import type { Random } from '../../src/core/clock.ts';
import { mutate } from './mutate.ts';

const MAGIC = Buffer.from('SQLite format 3\0');
const VALUES: readonly (null | number | bigint | string | Buffer)[] = [
  null, 0, -1, 1, 0.5, 1e300, -1e300, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n, 2_147_483_648, 1e12, '', 'x', '\u0000', '\u001f', '{}', '[]', '[1,2]', 'null', '-1', '1e999', 'NaN', Buffer.alloc(0), Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0x0f]),
];
const MOST_CHANGES = 3;

export function isDatabase(bytes: Buffer): boolean {
  return bytes.subarray(0, MAGIC.length).equals(MAGIC);
}

/** With one to three values replaced or damaged, rows deleted, or a table or column gone. What the database refuses stays as it was. */
export function damageRows(bytes: Buffer, random: Random, other: Buffer): Buffer {
  const database = new SqliteDatabase(bytes);
  try {
    removeForeignCollation(database);
    const changes = 1 + Math.floor(random() * MOST_CHANGES);
    for (let index = 0; index < changes; index += 1) changeOnce(database, random, other);
    return database.serialize();
  } finally {
    database.close();
  }
}

/** Names in newer collections of Anki are ordered in a way that only Anki knows. */
function removeForeignCollation(database: Database): void {
  database.unsafeMode(true);
  database.pragma('writable_schema = ON');
  database.exec("UPDATE sqlite_schema SET sql = replace(sql, 'COLLATE unicase', '') WHERE sql LIKE '%unicase%'");
  database.pragma('writable_schema = RESET');
  database.unsafeMode(false);
}

function changeOnce(database: Database, random: Random, other: Buffer): void {
  const draw = <Value>(values: readonly Value[]): Value | undefined => values[Math.floor(random() * values.length)];
  const tables = database.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all();
  const rows = tables.map(({ name }) => ({ name, count: database.prepare<[], number>(`SELECT count(*) FROM "${name}"`).pluck().get() ?? 0 }));
  const table = draw(random() < 0.9 ? rows.filter(({ count }) => count > 0) : rows);
  if (table === undefined) return;
  const columns = database.prepare<[], { name: string }>(`PRAGMA table_info("${table.name}")`).all();
  const column = draw(columns)?.name ?? '';
  const offset = Math.floor(random() * table.count);
  const run = (sql: string, ...values: unknown[]): void => {
    try {
      database.prepare(sql).run(...values);
    } catch (thrown) {
      // A column that must be unique, or is ordered in a way that only its own program knows.
      if (!(thrown instanceof SqliteDatabase.SqliteError)) throw thrown;
    }
  };
  const first = columns[0]?.name ?? '';
  const key = database.prepare<[number], unknown>(`SELECT "${first}" FROM "${table.name}" LIMIT 1 OFFSET ?`).pluck().get(offset);
  const kind = random();
  if (kind < 0.05) run(`DROP TABLE "${table.name}"`);
  else if (kind < 0.1) run(`ALTER TABLE "${table.name}" DROP COLUMN "${column}"`);
  else if (kind < 0.2) run(`DELETE FROM "${table.name}" WHERE "${first}" IS ?`, key);
  else {
    const before = database.prepare<[number], unknown>(`SELECT "${column}" FROM "${table.name}" LIMIT 1 OFFSET ?`).pluck().get(offset);
    const after = kind < 0.6 ? mutateValue(before, random, other) : draw(VALUES);
    run(`UPDATE OR REPLACE "${table.name}" SET "${column}" = ? WHERE "${first}" IS ?`, after, key);
  }
}

function mutateValue(value: unknown, random: Random, other: Buffer): unknown {
  if (typeof value === 'string') return mutate(Buffer.from(value), random, other).toString('utf8');
  if (Buffer.isBuffer(value)) return mutate(value, random, other);
  return typeof value === 'number' ? value * (random() - 0.5) * 10 ** Math.floor(random() * 18) : value;
}
