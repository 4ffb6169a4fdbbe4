/** The cards of a printed sheet, page by page. */

import type { ExportScope } from '../../../contract/export.ts';
import type { RenderedCard } from '../../../contract/notes.ts';
import type { CardId } from '../../../core/ids.ts';
import { listSheetCards } from '../../../store/export-sheet.ts';
import { titleOf } from '../../../store/export-scope.ts';
import type { Library } from '../../../store/library.ts';
import { renderStoredCard } from '../../render-card.ts';

export interface Sheet {
  readonly title: string;
  readonly cards: readonly RenderedCard[];
  /** Of all cards of the scope. */
  readonly total: number;
}

interface Listed {
  /** Of the scope, in the library as it was then. */
  readonly key: string;
  readonly cardIds: readonly CardId[];
}

/** The sheet that is being read: searching and sorting the scope anew for each page would cost more than the pages. */
const listedByLibrary = new WeakMap<Library, Listed>();

/** By deck, then in the order in which the notes were made. Throws AppError not-found for a missing deck. */
export function readSheet(library: Library, scope: ExportScope, { offset, limit }: { readonly offset: number; readonly limit: number }): Sheet {
  const { database } = library;
  const key = JSON.stringify([library.changeCount(), scope]);
  const known = listedByLibrary.get(library);
  const cardIds = known?.key === key ? known.cardIds : listSheetCards(database, scope);
  if (offset + limit < cardIds.length) listedByLibrary.set(library, { key, cardIds });
  else listedByLibrary.delete(library);
  return {
    title: titleOf(database, scope),
    cards: cardIds.slice(offset, offset + limit).map((cardId) => renderStoredCard(database, cardId)),
    total: cardIds.length,
  };
}
