/** Which cards a printed sheet shows, in the order in which they are printed. */

import type { Database } from 'better-sqlite3';
import type { CardId } from '../core/ids.ts';
import { selectCardsOf } from './export-scope.ts';
import type { ExportScope } from './export-scope.ts';

/** All of them by deck, then in the order in which the notes were made. Throws AppError not-found for a missing deck. */
export function listSheetCards(database: Database, scope: ExportScope): readonly CardId[] {
  const { sql, parameters } = selectCardsOf(database, scope);
  return database
    .prepare<unknown[], CardId>(`SELECT c.id FROM cards c JOIN decks d ON d.id = c.deck_id WHERE c.id IN (${sql}) ORDER BY d.name, c.note_id, c.ordinal`)
    .pluck()
    .all(...parameters);
}
