/** The cards of a printed sheet, page by page. */

import type { ExportScope } from '../../../contract/export.ts';
import type { RenderedCard } from '../../../contract/notes.ts';
import { listSheetCards } from '../../../store/export-sheet.ts';
import { titleOf } from '../../../store/export-scope.ts';
import type { Database } from '../../../store/library.ts';
import { renderStoredCard } from '../../render-card.ts';

export interface Sheet {
  readonly title: string;
  readonly cards: readonly RenderedCard[];
  /** Of all cards of the scope. */
  readonly total: number;
}

/** By deck, then in the order in which the notes were made. Throws AppError not-found for a missing deck. */
export function readSheet(database: Database, scope: ExportScope, page: { readonly offset: number; readonly limit: number }): Sheet {
  const { cardIds, total } = listSheetCards(database, scope, page);
  return { title: titleOf(database, scope), cards: cardIds.map((cardId) => renderStoredCard(database, cardId)), total };
}
