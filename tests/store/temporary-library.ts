/** Libraries in temporary folders, and what tests ask of them. */

import type { Database } from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import type { DeckId, NoteId, NoteTypeId } from '../../src/core/ids.ts';
import { ensureDeck } from '../../src/store/decks.ts';
import type { Library } from '../../src/store/library.ts';
import { findNoteType } from '../../src/store/note-types.ts';
import { addNote } from '../../src/store/notes.ts';
import { openLibrary } from '../../src/store/open-library.ts';

export const NOW_MILLIS = Date.UTC(2026, 4, 20, 12);
export const fixedClock: Clock = { nowMillis: () => NOW_MILLIS, zoneOffsetMinutesAt: () => 0 };

const endings: (() => void)[] = [];

/** Runs when the test is over, last registered first. */
export function atTestEnd(end: () => void): void {
  endings.push(end);
}

afterEach(() => {
  for (const end of endings.splice(0).reverse()) end();
});

export function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'versus-test-'));
  atTestEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openTemporaryLibrary(dir = makeTemporaryFolder()): Library {
  const library = openLibrary({ dir, clock: fixedClock });
  atTestEnd(library.close);
  return library;
}

export function noteTypeIdOf(database: Database, name: string): NoteTypeId {
  const noteType = findNoteType(database, name);
  if (noteType === null) throw new Error(`no note type ${name}`);
  return noteType.id;
}

let lastGuid = 0;

/** Adds a Basic note as its own undo step. */
export function addBasicNote(library: Library, deckName: string, front: string, back = '', tags: readonly string[] = []): { noteId: NoteId; deckId: DeckId } {
  return library.write('Add note', () => {
    const deckId = ensureDeck(library.database, deckName, NOW_MILLIS);
    lastGuid += 1;
    const note = { guid: `guid${lastGuid}`, noteTypeId: noteTypeIdOf(library.database, 'Basic'), deckId, fields: [front, back], tags };
    return { noteId: addNote(library.database, note, NOW_MILLIS).noteId, deckId };
  });
}

/** Every row of every table of the library that undo knows, row ids included. */
export function dumpLibrary(database: Database): Readonly<Record<string, readonly unknown[]>> {
  const names = database
    .prepare<[], string>("SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'notes_fts%' AND name <> 'import_fates' ORDER BY name")
    .pluck()
    .all();
  return Object.fromEntries(names.map((name) => [name, database.prepare(`SELECT rowid AS row_id, * FROM main.${name} ORDER BY rowid`).all()]));
}

/** Throws when the full-text index does not match the notes. */
export function assertSearchIndexMatches(database: Database): void {
  database.exec("INSERT INTO notes_fts (notes_fts, rank) VALUES ('integrity-check', 1)");
}
