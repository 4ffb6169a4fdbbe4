/** Prepared statements are made once per connection and kept for as long as it lives. */

import type { Database } from 'better-sqlite3';

/** Returns a function that gives the statements of a connection, preparing them at the first call. */
export function prepareOnce<Statements>(prepare: (database: Database) => Statements): (database: Database) => Statements {
  const byDatabase = new WeakMap<Database, Statements>();
  return (database) => {
    const known = byDatabase.get(database);
    if (known !== undefined) return known;
    const statements = prepare(database);
    byDatabase.set(database, statements);
    return statements;
  };
}
