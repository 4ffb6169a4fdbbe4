/** The rows of a long list, fetched by the page as they come into sight: a hundred thousand cost as much as those shown. */

import { SvelteMap } from 'svelte/reactivity';
import { toErrorReport, type ErrorReport } from '../../core/errors.ts';

export const PAGE_ROWS = 100;

export interface RowPage<Row> {
  readonly rows: readonly Row[];
  /** Of the whole list. */
  readonly total: number;
}

export class RowPages<Row> {
  /** Null until the first page has come. */
  total = $state.raw<number | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  readonly #pages = new SvelteMap<number, readonly Row[]>();

  readonly #fetchPage: (offset: number, limit: number) => Promise<RowPage<Row>>;
  /** Raised with each new search; answers to an older one are dropped. */
  #search = 0;
  /** The search that the pages belong to. */
  #shownSearch = 0;
  /** Pages of this search that are there or on their way. */
  #asked: readonly number[] = [];
  #first = 0;
  #last = 0;

  constructor(fetchPage: (offset: number, limit: number) => Promise<RowPage<Row>>) {
    this.#fetchPage = fetchPage;
  }

  /** Starts over from the top, because other rows are wanted; those shown stay until the first new ones are there. */
  async restart(): Promise<void> {
    this.#first = 0;
    this.#last = 0;
    await this.refresh();
  }

  /** Fetches the pages in sight anew, because rows have changed. */
  async refresh(): Promise<void> {
    this.#search += 1;
    this.#asked = [];
    const search = this.#search;
    // The first page alone says how many there are, so that the others are not asked for in vain.
    await this.#fetch([pageOf(this.#first)]);
    if (search === this.#search) await this.show(this.#first, this.#last);
  }

  /** Says which rows are in sight, first and last index; fetches what is missing of them. */
  async show(first: number, last: number): Promise<void> {
    this.#first = first;
    this.#last = last;
    const wanted: number[] = [];
    for (let page = pageOf(first); page <= pageOf(last); page += 1) if (!this.#asked.includes(page)) wanted.push(page);
    await this.#fetch(wanted);
  }

  /** The row at this place of the list; undefined while it is not there yet. */
  rowAt(index: number): Row | undefined {
    return this.#pages.get(pageOf(index))?.[index % PAGE_ROWS];
  }

  async #fetch(pages: readonly number[]): Promise<void> {
    const search = this.#search;
    this.#asked = [...this.#asked, ...pages];
    await Promise.all(
      pages.map(async (page) => {
        try {
          const { rows, total } = await this.#fetchPage(page * PAGE_ROWS, PAGE_ROWS);
          if (search !== this.#search) return;
          if (this.#shownSearch !== search) this.#pages.clear();
          this.#shownSearch = search;
          this.#pages.set(page, rows);
          this.total = total;
          this.error = null;
        } catch (error) {
          if (search !== this.#search) return;
          this.error = toErrorReport(error);
          this.#asked = this.#asked.filter((other) => other !== page);
        }
      }),
    );
  }
}

function pageOf(index: number): number {
  return Math.floor(index / PAGE_ROWS);
}
