/** Small Anki packages with notes of one's own choosing, and what tests of importing again do to the library between. */

import { join } from 'node:path';
import type { NoteId } from '../../../src/core/ids.ts';
import { BASIC, makeBasicCollection } from '../../fixtures/anki-collection.ts';
import type { FixtureNoteType } from '../../fixtures/anki-collection.ts';
import { writeAnkiPackage } from '../../fixtures/anki-package-writer.ts';
import type { ImportSession } from '../import-session.ts';

export interface DeckNote {
  readonly guid: string;
  readonly fields: readonly string[];
  readonly tags?: readonly string[];
  /** Default: the first type of the package. */
  readonly noteTypeId?: number;
}

let files = 0;

/** A package of these notes, each with one card. */
export async function writeDeck(session: ImportSession, notes: readonly DeckNote[], ...noteTypes: readonly FixtureNoteType[]): Promise<string> {
  files += 1;
  const path = join(session.folder, `deck-${String(files)}.apkg`);
  const base = makeBasicCollection(notes.map(({ fields }) => fields[0] ?? ''));
  const [first = BASIC, ...others] = noteTypes;
  const rows = [...base.notes].map((note, index) => {
    const { guid = '', fields = [], tags = [], noteTypeId = first.id } = notes[index] ?? {};
    return { ...note, guid, fields, tags, noteTypeId };
  });
  await writeAnkiPackage(path, { ...base, noteTypes: [first, ...others], notes: rows }, { generation: 3, media: [] });
  return path;
}

export interface ReadNote {
  readonly id: NoteId;
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

export function readNote(session: ImportSession, guid: string): ReadNote {
  const [row] = session.query<{ id: NoteId; fields: string; tags: string }>('SELECT id, fields, tags FROM notes WHERE guid = ?', guid);
  if (row === undefined) throw new Error(`no note ${guid}`);
  return { id: row.id, fields: row.fields.split('\u001f'), tags: row.tags === '' ? [] : row.tags.split(' ') };
}

export async function editNote(session: ImportSession, guid: string, fields: readonly string[], tags?: readonly string[]): Promise<void> {
  const note = readNote(session, guid);
  await session.client.call('note.update', { noteId: note.id, fields: [...fields], tags: [...(tags ?? note.tags)] });
}

/** What an import leaves behind besides the tables of a dump. */
export function dumpVersions(session: ImportSession): unknown {
  return [session.query('SELECT * FROM note_origins ORDER BY note_id'), session.query('SELECT * FROM import_conflicts ORDER BY note_id')];
}
