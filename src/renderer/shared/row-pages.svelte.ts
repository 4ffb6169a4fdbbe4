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
    const page = pageOf(this.#first);
    const rows = await this.#fetch(page, search);
    if (rows === null || search !== this.#search) return;
    this.#pages.clear();
    this.#pages.set(page, rows);
    this.#asked = [page];
    await this.show(this.#first, this.#last);
  }

  /** Says which rows are in sight, first and last index; fetches what is missing of them. */
  async show(first: number, last: number): Promise<void> {
    this.#first = first;
    this.#last = last;
    const search = this.#search;
    const wanted: number[] = [];
    for (let page = pageOf(first); page <= pageOf(last); page += 1) if (!this.#asked.includes(page)) wanted.push(page);
    this.#asked = [...this.#asked, ...wanted];
    await Promise.all(
      wanted.map(async (page) => {
        const rows = await this.#fetch(page, search);
        if (rows !== null && search === this.#search) this.#pages.set(page, rows);
      }),
    );
  }

  /** The row at this place of the list; undefined while it is not there yet. */
  rowAt(index: number): Row | undefined {
    return this.#pages.get(pageOf(index))?.[index % PAGE_ROWS];
  }

  async #fetch(page: number, search: number): Promise<readonly Row[] | null> {
    try {
      const { rows, total } = await this.#fetchPage(page * PAGE_ROWS, PAGE_ROWS);
      if (search !== this.#search) return null;
      this.total = total;
      this.error = null;
      return rows;
    } catch (error) {
      if (search === this.#search) {
        this.error = toErrorReport(error);
        this.#asked = this.#asked.filter((other) => other !== page);
      }
      return null;
    }
  }
}

function pageOf(index: number): number {
  return Math.floor(index / PAGE_ROWS);
}
