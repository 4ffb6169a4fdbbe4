/** The cards of a sheet, fetched page by page. */

import type { Client } from '../../../contract/client.ts';
import type { ExportScope } from '../../../contract/export.ts';
import type { RenderedCard } from '../../../contract/notes.ts';
import { toErrorReport, type ErrorReport } from '../../../core/errors.ts';

const PAGE_CARDS = 100;
/** A sheet of more is two hundred pages and more, which no browser lays out gladly; a smaller deck is printed instead. */
export const MOST_CARDS = 2000;

export class SheetCards {
  title = $state('');
  cards = $state.raw<readonly RenderedCard[]>([]);
  /** Of the whole scope; null until the first page has come. */
  total = $state.raw<number | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  isComplete = $state(false);

  /** Fetches until all are there, or as many as a sheet holds. `isWanted` ends it early. */
  async load(client: Client, scope: ExportScope, isWanted: () => boolean): Promise<void> {
    this.error = null;
    this.cards = [];
    try {
      while (isWanted()) {
        const page = await client.call('export.sheet', { scope, offset: this.cards.length, limit: PAGE_CARDS });
        if (!isWanted()) return;
        this.title = page.title;
        this.total = page.total;
        this.cards = [...this.cards, ...page.cards].slice(0, MOST_CARDS);
        if (page.cards.length === 0 || this.cards.length >= Math.min(page.total, MOST_CARDS)) break;
      }
      this.isComplete = true;
    } catch (error) {
      this.error = toErrorReport(error);
    }
  }
}
