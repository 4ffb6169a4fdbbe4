/** Finds the notes of the library that staged ones stand for: by their ids, then by the text of a field. Each is taken once. */

import type { Database } from 'better-sqlite3';
import { DECK_SEPARATOR } from '../core/cards/model.ts';
import type { NoteTypeId } from '../core/ids.ts';
import { getNoteType } from './note-types.ts';
import type { MatchBy } from './plan-note-types.ts';

/** What becomes of a staged note. All but `added` and `updated` leave the note as it is; no cards come to those that are `apart`. */
export const NOTE_ACTIONS = { added: 0, unchanged: 1, updated: 2, kept: 3, apart: 4 } as const;
export type NoteAction = keyof typeof NOTE_ACTIONS;

export type OnDuplicate = 'update' | 'keep' | 'add';

export interface MatchOptions {
  /** Null: by the field where the file gave no ids. */
  readonly matchBy: MatchBy | null;
  /** Null, and types without a field of that name: the first. */
  readonly matchField: string | null;
  readonly onDuplicate: OnDuplicate;
  /** The deck that everything goes under. */
  readonly below: string | null;
}

/** The guid under which a version of a note stands beside the learner's own. */
export const VERSION_GUID = "(guid || '+' || printf('%08x', content_checksum))";

const BY_ID = 0;
const BY_FIELD = 1;

/**
 * Needs temp.import_note_types. Makes temp.import_notes (source_id, note_id, action, what the learner is told: fate and reason,
 * by_field: 1 when known by a field) and puts in the staged notes that are known.
 */
export function matchNotes(database: Database, options: MatchOptions): void {
  database.exec(
    `CREATE TEMP TABLE import_notes (
       source_id INTEGER PRIMARY KEY, note_id INTEGER NOT NULL, action INTEGER NOT NULL, fate TEXT NOT NULL, reason TEXT, by_field INTEGER NOT NULL)`,
  );
  matchById(database, options.onDuplicate);
  if (options.matchBy !== 'guid') matchByField(database, options);
}

/** A field that no note type of the import has is probably misspelt. Needs temp.import_note_types. */
export function describeMatchField(database: Database, { matchBy, matchField }: Pick<MatchOptions, 'matchBy' | 'matchField'>): readonly { readonly code: string; readonly message: string }[] {
  if (matchField === null || matchBy === 'guid') return [];
  const isThere = database
    .prepare<[string], number>('SELECT EXISTS (SELECT 1 FROM temp.import_note_types t JOIN main.note_fields f ON f.note_type_id = t.note_type_id WHERE f.name = ?)')
    .pluck()
    .get(matchField);
  if (isThere === 1) return [];
  return [{ code: 'match-field-missing', message: `None of these notes has a field “${matchField}”, so they were known again by their first field.` }];
}

function matchById(database: Database, onDuplicate: OnDuplicate): void {
  if (onDuplicate === 'add') {
    // A version that was added beside the learner's own before is found again under the guid that it got then.
    database.exec(`
      UPDATE incoming.notes AS s SET guid = ${VERSION_GUID}
      WHERE EXISTS (SELECT 1 FROM main.notes n WHERE n.guid = s.guid || '+' || printf('%08x', s.content_checksum))`);
  }
  database.exec(
    `INSERT INTO temp.import_notes SELECT s.source_id, n.id, ${String(NOTE_ACTIONS.unchanged)}, 'unchanged', NULL, ${String(BY_ID)}
     FROM incoming.notes s JOIN main.notes n ON n.guid = s.guid`,
  );
}

interface OpenNote {
  readonly sourceId: number;
  readonly noteTypeId: NoteTypeId;
  readonly plainText: string;
  readonly checksum: number;
}

interface Candidate {
  readonly noteId: number;
  readonly plainText: string;
}

/** Staged notes and notes of the library that read alike in the field. */
interface Group {
  readonly staged: OpenNote[];
  readonly candidates: Candidate[];
}

function matchByField(database: Database, options: MatchOptions): void {
  const open = listOpenNotes(database, options.matchBy === 'field');
  if (open.length === 0) return;
  const put = database.prepare(`INSERT INTO temp.import_notes VALUES (?, ?, ${String(NOTE_ACTIONS.unchanged)}, 'unchanged', ?, ${String(BY_FIELD)})`);
  const deckNames = listStagedDecks(database);
  for (const noteTypeId of new Set(open.map((note) => note.noteTypeId))) {
    const { fields } = getNoteType(database, noteTypeId);
    const place = Math.max(0, fields.findIndex(({ name }) => name === options.matchField));
    const ofType = open.filter((note) => note.noteTypeId === noteTypeId);
    const groups = groupByText(database, ofType, noteTypeId, place);
    const reason = `It was known again by its “${fields[place]?.name ?? ''}”.`;
    for (const [sourceId, noteId] of pairUp(database, groups, ofType, deckNames, options)) put.run(sourceId, noteId, reason);
  }
}

/** Staged notes that no id led to, of types that have notes here. */
function listOpenNotes(database: Database, alsoWithIds: boolean): readonly OpenNote[] {
  if (!alsoWithIds && database.prepare('SELECT 1 FROM incoming.notes WHERE has_own_id = 0 LIMIT 1').get() === undefined) return [];
  return database
    .prepare<[number], OpenNote>(
      `SELECT s.source_id AS sourceId, t.note_type_id AS noteTypeId, s.plain_text AS plainText, s.content_checksum AS checksum
       FROM incoming.notes s JOIN temp.import_note_types t ON t.source_id = s.note_type_source_id
       WHERE (? OR s.has_own_id = 0) AND s.source_id NOT IN (SELECT source_id FROM temp.import_notes)
         AND EXISTS (SELECT 1 FROM main.notes n WHERE n.note_type_id = t.note_type_id) ORDER BY s.source_id`,
    )
    .all(Number(alsoWithIds));
}

/** By the field's text, which empty ones have none of; those that nothing here reads like are left out. Oldest candidates first. */
function groupByText(database: Database, staged: readonly OpenNote[], noteTypeId: NoteTypeId, place: number): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const note of staged) {
    const text = lineOf(note.plainText, place);
    const group = groups.get(text);
    if (group !== undefined) group.staged.push(note);
    else if (text !== '') groups.set(text, { staged: [note], candidates: [] });
  }
  const rows = database
    .prepare<[NoteTypeId], Candidate>(
      'SELECT id AS noteId, plain_text AS plainText FROM main.notes WHERE note_type_id = ? AND id NOT IN (SELECT note_id FROM temp.import_notes) ORDER BY id',
    )
    .iterate(noteTypeId);
  for (const candidate of rows) groups.get(lineOf(candidate.plainText, place))?.candidates.push(candidate);
  return [...groups.values()].filter((group) => group.candidates.length > 0);
}

/** A note's plain text has a line for each field. */
function lineOf(plainText: string, place: number): string {
  let start = 0;
  for (let line = 0; line < place; line += 1) {
    start = plainText.indexOf('\n', start) + 1;
    if (start === 0) return '';
  }
  const end = plainText.indexOf('\n', start);
  return end < 0 ? plainText.slice(start) : plainText.slice(start, end);
}

/** Of the staged notes of a deck, the share that must be here word for word for its others to be known in other decks too. */
const TELLING_SHARE = 1 / 3;

/**
 * Pairs of the same deck come first, then, of lists that are plainly here already, those of any deck, the oldest first. Another
 * list that happens to have the same words is not this one, unless the learner asks to go by the field.
 */
function pairUp(
  database: Database,
  groups: readonly Group[],
  staged: readonly OpenNote[],
  deckNames: ReadonlyMap<number, string>,
  { below, onDuplicate, matchBy }: MatchOptions,
): ReadonlyMap<number, number> {
  const readDecks = database.prepare<[number], string>('SELECT DISTINCT d.name FROM main.cards c JOIN main.decks d ON d.id = c.deck_id WHERE c.note_id = ?').pluck();
  const readChecksum = database.prepare<[number], number | null>('SELECT imported_checksum FROM main.notes WHERE id = ?').pluck();
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  const deckOf = (note: OpenNote): string => deckNames.get(note.sourceId) ?? '';
  const pair = (keyOf: (note: OpenNote) => string | null, keysOf: (candidate: Candidate) => readonly string[]): void => {
    for (const group of groups) pairGroup(group, pairs, taken, keyOf, keysOf);
  };
  // Versions that were added beside each other are told apart by what they say.
  if (onDuplicate === 'add') pair((note) => String(note.checksum), ({ noteId }) => [String(readChecksum.get(noteId))]);
  pair((note) => (below === null ? deckOf(note) : `${below}${DECK_SEPARATOR}${deckOf(note)}`), ({ noteId }) => readDecks.all(noteId));
  pair(deckOf, ({ noteId }) => readDecks.all(noteId).flatMap(listTails));
  const known = matchBy === 'field' ? null : listKnownDecks(groups, staged.filter((note) => !pairs.has(note.sourceId)), taken, deckOf);
  const isKnown = (note: OpenNote): boolean => known === null || known.has(deckOf(note));
  pair((note) => (isKnown(note) ? note.plainText : null), ({ plainText }) => [plainText]);
  pair((note) => (isKnown(note) ? '' : null), () => ['']);
  return pairs;
}

/** Gives each staged note without a partner the first free candidate that has its key. */
function pairGroup(
  group: Group,
  pairs: Map<number, number>,
  taken: Set<number>,
  keyOf: (note: OpenNote) => string | null,
  keysOf: (candidate: Candidate) => readonly string[],
): void {
  const waiting = group.staged.filter((note) => !pairs.has(note.sourceId));
  const free = waiting.length === 0 ? [] : group.candidates.filter(({ noteId }) => !taken.has(noteId));
  if (free.length === 0) return;
  const lines = new Map<string, number[]>();
  for (const candidate of free.reverse()) {
    for (const key of keysOf(candidate)) {
      const line = lines.get(key);
      if (line === undefined) lines.set(key, [candidate.noteId]);
      else line.push(candidate.noteId);
    }
  }
  for (const note of waiting) {
    const line = lines.get(keyOf(note) ?? '\0') ?? [];
    let noteId = line.pop();
    while (noteId !== undefined && taken.has(noteId)) noteId = line.pop();
    if (noteId === undefined) continue;
    taken.add(noteId);
    pairs.set(note.sourceId, noteId);
  }
}

/** The file's decks of which enough is in the library word for word, wherever it lies now. */
function listKnownDecks(groups: readonly Group[], open: readonly OpenNote[], taken: ReadonlySet<number>, deckOf: (note: OpenNote) => string): ReadonlySet<string> {
  const same = new Set<number>();
  for (const { staged, candidates } of groups) {
    const texts = new Set(candidates.filter(({ noteId }) => !taken.has(noteId)).map(({ plainText }) => plainText));
    for (const note of staged) if (texts.has(note.plainText)) same.add(note.sourceId);
  }
  const counts = new Map<string, { all: number; same: number }>();
  for (const note of open) {
    const count = counts.get(deckOf(note)) ?? { all: 0, same: 0 };
    counts.set(deckOf(note), { all: count.all + 1, same: count.same + Number(same.has(note.sourceId)) });
  }
  return new Set([...counts].filter(([, count]) => count.same > 0 && count.same >= count.all * TELLING_SHARE).map(([name]) => name));
}

/** “A::B::C” gives itself, “B::C” and “C”. */
function listTails(name: string): readonly string[] {
  const levels = name.split(DECK_SEPARATOR);
  return levels.map((_, index) => levels.slice(index).join(DECK_SEPARATOR));
}

/** The deck of each staged note's first card, as the file has it. */
function listStagedDecks(database: Database): ReadonlyMap<number, string> {
  const rows = database
    .prepare<[], { sourceId: number; name: string }>(
      `SELECT c.note_source_id AS sourceId, d.name, min(c.ordinal) FROM incoming.cards c JOIN incoming.decks d ON d.source_id = c.deck_source_id
       GROUP BY c.note_source_id`,
    )
    .all();
  return new Map(rows.map(({ sourceId, name }) => [sourceId, name]));
}
