/** Finding notes by words: through the full-text index where words stand apart, by plain comparison in scripts that write without spaces. */

import type { Database, Statement } from 'better-sqlite3';
import type { DeckId, NoteId } from '../core/ids.ts';
import { revealClozes } from '../core/cards/cloze.ts';
import { stripMarkup } from '../core/cards/strip-markup.ts';
import { listDeckWithDescendants } from './decks.ts';
import { splitFields, splitTags } from './note-text.ts';
import { prepareOnce } from './prepare-once.ts';

export interface NoteSearch {
  /** Words that must all occur; each may be the beginning of a longer one. Empty finds every note. */
  readonly text: string;
  /** This deck and those below it, or null for all. */
  readonly deckId: DeckId | null;
  readonly limit: number;
  readonly offset: number;
}

export interface FoundNote {
  readonly noteId: NoteId;
  readonly title: string;
  readonly tags: readonly string[];
  readonly noteTypeName: string;
  readonly deckName: string;
  readonly cardCount: number;
}

const TITLE_LENGTH = 200;

/** Chinese, Japanese, Thai, Lao, Khmer, Burmese and Tibetan: a run of letters is not one word there. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const HAS_LETTER_OR_DIGIT = /[\p{L}\p{N}\p{Co}]/u;

const statements = prepareOnce((database) => ({
  describe: database.prepare<[string], { noteId: NoteId; fields: string; tags: string; noteTypeName: string; deckName: string | null; cardCount: number }>(
    `SELECT notes.id AS noteId, notes.fields, notes.tags, note_types.name AS noteTypeName,
       (SELECT decks.name FROM cards JOIN decks ON decks.id = cards.deck_id WHERE cards.note_id = notes.id ORDER BY cards.ordinal LIMIT 1) AS deckName,
       (SELECT count(*) FROM cards WHERE cards.note_id = notes.id) AS cardCount
     FROM json_each(?) AS wanted JOIN notes ON notes.id = wanted.value JOIN note_types ON note_types.id = notes.note_type_id
     ORDER BY wanted.key`,
  ),
}));

const compiled = prepareOnce(() => new Map<string, { readonly rows: Statement<unknown[], NoteId>; readonly count: Statement<unknown[], number> }>());

/** Newest notes first. `total` counts all that match, not only the page. Throws AppError not-found for a missing deck. */
export function searchNotes(database: Database, search: NoteSearch): { readonly rows: readonly FoundNote[]; readonly total: number } {
  const { rows, count, bound } = bindSearch(database, search);
  return { rows: describeNotes(database, rows.all(...bound, search.limit, search.offset)), total: count.get(...bound) ?? 0 };
}

/** Ids of all that match, oldest first. Throws AppError not-found for a missing deck. */
export function listFoundNoteIds(database: Database, search: Pick<NoteSearch, 'text' | 'deckId'>): readonly NoteId[] {
  const { rows, bound } = bindSearch(database, search);
  return rows.all(...bound, -1, 0).reverse();
}

function bindSearch(database: Database, search: Pick<NoteSearch, 'text' | 'deckId'>) {
  const { words, fragments } = splitSearch(search.text);
  const decks = search.deckId === null ? null : listDeckWithDescendants(database, search.deckId);
  const bound: unknown[] = [...(words.length > 0 ? [words.join(' ')] : []), ...fragments, ...(decks === null ? [] : [JSON.stringify(decks)])];
  return { ...compile(database, words.length > 0, fragments.length, decks !== null), bound };
}

/** Rows of a list for the given notes, in their order. */
export function describeNotes(database: Database, noteIds: readonly NoteId[]): readonly FoundNote[] {
  return statements(database)
    .describe.all(JSON.stringify(noteIds))
    .map((row) => ({
      noteId: row.noteId,
      title: shorten(stripMarkup(revealClozes(splitFields(row.fields)[0] ?? ''))),
      tags: splitTags(row.tags),
      noteTypeName: row.noteTypeName,
      deckName: row.deckName ?? '',
      cardCount: row.cardCount,
    }));
}

/** The statements' text; exported so that their query plans can be held by a test. */
export function searchSql(hasWords: boolean, fragmentCount: number, hasDecks: boolean): { readonly rows: string; readonly count: string } {
  const id = hasWords ? 'notes_fts.rowid' : 'notes.id';
  // The + keeps the index from being asked anew for every note of the decks.
  const conditions = [
    ...(hasWords ? ['notes_fts MATCH ?'] : []),
    ...Array.from({ length: fragmentCount }, () => String.raw`(notes.plain_text || char(10) || notes.tags) LIKE ? ESCAPE '\'`),
    ...(hasDecks ? [`${hasWords ? '+' : ''}${id} IN (SELECT note_id FROM cards WHERE deck_id IN (SELECT value FROM json_each(?)))`] : []),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const words = fragmentCount > 0 ? 'notes_fts CROSS JOIN notes ON notes.id = notes_fts.rowid' : 'notes_fts';
  const from = hasWords ? words : 'notes';
  return {
    rows: `SELECT ${id} FROM ${from} ${where} ORDER BY ${id} DESC LIMIT ? OFFSET ?`,
    count: `SELECT count(*) FROM ${from} ${where}`,
  };
}

function compile(database: Database, hasWords: boolean, fragmentCount: number, hasDecks: boolean) {
  const cache = compiled(database);
  const key = `${hasWords} ${fragmentCount} ${hasDecks}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const sql = searchSql(hasWords, fragmentCount, hasDecks);
  const made = {
    rows: database.prepare<unknown[], NoteId>(sql.rows).pluck(),
    count: database.prepare<unknown[], number>(sql.count).pluck(),
  };
  cache.set(key, made);
  return made;
}

/** Words for the index, quoted as FTS5 asks and open at their end; and patterns for what the index cannot split or would drop. */
function splitSearch(text: string): { readonly words: readonly string[]; readonly fragments: readonly string[] } {
  const parts = text.normalize('NFC').split(/[\s\p{Cc}]+/u).filter((part) => part !== '');
  const isWord = (part: string): boolean => HAS_LETTER_OR_DIGIT.test(part) && !WITHOUT_SPACES.test(part);
  return {
    words: parts.filter(isWord).map((part) => `"${part.replaceAll('"', '""')}"*`),
    fragments: parts.filter((part) => !isWord(part)).map((part) => `%${part.replace(/[\\%_]/g, String.raw`\$&`)}%`),
  };
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= TITLE_LENGTH ? text : `${characters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}
