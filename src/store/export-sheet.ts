/** Which cards a printed sheet shows, in the order in which they are printed. */

import type { Database } from 'better-sqlite3';
import type { CardId } from '../core/ids.ts';
import { selectCardsOf } from './export-scope.ts';
import type { ExportScope } from './export-scope.ts';

/** By deck, then in the order in which the notes were made. Throws AppError not-found for a missing deck. */
export function listSheetCards(
  database: Database,
  scope: ExportScope,
  page: { readonly offset: number; readonly limit: number },
): { readonly cardIds: readonly CardId[]; readonly total: number } {
  const { sql, parameters } = selectCardsOf(database, scope);
  const cardIds = database
    .prepare<unknown[], CardId>(
      `SELECT c.id FROM cards c JOIN decks d ON d.id = c.deck_id WHERE c.id IN (${sql}) ORDER BY d.name, c.note_id, c.ordinal LIMIT ? OFFSET ?`,
    )
    .pluck()
    .all(...parameters, page.limit, page.offset);
  const total = database.prepare<unknown[], number>(`SELECT count(*) FROM cards WHERE id IN (${sql})`).pluck().get(...parameters) ?? 0;
  return { cardIds, total };
}
