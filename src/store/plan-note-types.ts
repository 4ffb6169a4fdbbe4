/**
 * Plans what the note types of an import become. Reads the library (main) and the staging database (attached as incoming)
 * and changes neither, so a preview can ask it too.
 */

import type { Database } from 'better-sqlite3';
import type { RevisedNoteType } from '../core/cards/adopt-looks.ts';
import { isSameDefinition, planNoteType } from '../core/cards/map-note-type.ts';
import type { LibraryNoteType, NoteTypeChoice, NoteTypePlan } from '../core/cards/map-note-type.ts';
import type { NoteType, NoteTypeDefinition } from '../core/cards/model.ts';
import { renameNoteTypeMedia } from '../core/cards/note-type-media.ts';
import { AppError } from '../core/errors.ts';
import { listNoteTypes } from './note-types.ts';
import { renamerOf } from './rewrite-staged-notes.ts';

export type MatchBy = 'guid' | 'field';

export interface PlanOptions {
  /** Null: by the field where the file's notes have no ids of their own. */
  readonly matchBy: MatchBy | null;
  /** By the names that the file's note types have. */
  readonly choices: readonly (NoteTypeChoice & { readonly name: string })[];
  /** Media that have other names in the library. */
  readonly renames: ReadonlyMap<string, string>;
}

export interface StagedNoteType {
  readonly sourceId: number;
  readonly definition: RevisedNoteType;
  readonly noteCount: number;
}

type KnownType = NoteType & LibraryNoteType;

/** With those that are built in marked. */
export function listLibraryNoteTypes(database: Database): readonly KnownType[] {
  const builtIn = new Set(database.prepare<[], number>('SELECT id FROM main.note_types WHERE built_in = 1').pluck().all());
  return listNoteTypes(database).map((type) => ({ ...type, builtIn: builtIn.has(type.id) }));
}

/** The note types that the file's notes use. */
export function listStagedNoteTypes(database: Database, renames: ReadonlyMap<string, string>): readonly StagedNoteType[] {
  return database
    .prepare<[], { sourceId: number; definition: string; noteCount: number }>(
      `SELECT t.source_id AS sourceId, t.definition, used.count AS noteCount FROM incoming.note_types t
       JOIN (SELECT note_type_source_id AS id, count(*) AS count FROM incoming.notes GROUP BY note_type_source_id) used ON used.id = t.source_id ORDER BY t.source_id`,
    )
    .all()
    .map((row) => ({ ...row, definition: JSON.parse(row.definition) as RevisedNoteType }))
    .map((row) => (renames.size === 0 ? row : { ...row, definition: renameNoteTypeMedia(row.definition, renamerOf(renames)) }));
}

/** Throws AppError bad-input when a choice names a note type that is not there, or of another kind. */
export function planStagedType(database: Database, staged: StagedNoteType, library: readonly KnownType[], options: PlanOptions): NoteTypePlan {
  const { definition } = staged;
  const choice = options.choices.find(({ name }) => name === definition.name) ?? null;
  if (choice !== null) assertChoice(definition, library, choice);
  const goesByName = options.matchBy === 'field' || (options.matchBy === null && !hasOwnIds(database, staged));
  const relatedName = findRelated(database, staged);
  const alikeName = goesByName && relatedName === null ? findAlike(database, staged, library) : null;
  return planNoteType({ definition, relatedName, alikeName, goesByName }, library, choice);
}

function assertChoice(definition: NoteTypeDefinition, library: readonly KnownType[], choice: NoteTypeChoice): void {
  const { target } = choice;
  if (target === null) return;
  const type = library.find(({ name }) => name === target);
  if (type === undefined) throw new AppError('bad-input', `There is no note type “${target}” in the library any more. Choose another one for “${definition.name}”; nothing was imported.`);
  if ((type.kind === 'cloze') !== (definition.kind === 'cloze')) {
    throw new AppError('bad-input', `“${definition.name}” cannot become “${target}”: one has gaps in its text and the other has not. Choose another note type; nothing was imported.`);
  }
}

function hasOwnIds(database: Database, { sourceId }: StagedNoteType): boolean {
  return database.prepare('SELECT 1 FROM incoming.notes WHERE note_type_source_id = ? AND has_own_id = 1 LIMIT 1').get(sourceId) !== undefined;
}

/** The type of most notes that are in the library and in the file. */
function findRelated(database: Database, { sourceId }: StagedNoteType): string | null {
  const name = database
    .prepare<[number], string>(
      `SELECT t.name FROM incoming.notes s JOIN main.notes n ON n.guid = s.guid JOIN main.note_types t ON t.id = n.note_type_id
       WHERE s.note_type_source_id = ? GROUP BY t.id ORDER BY count(*) DESC, t.id LIMIT 1`,
    )
    .pluck()
    .get(sourceId);
  return name ?? null;
}

/** A type made to fit another file of the same shape: same in all but its name, with at least half of the notes known by their first field. */
function findAlike(database: Database, staged: StagedNoteType, library: readonly KnownType[]): string | null {
  // The plus keeps SQLite from looking through all notes of the type for each staged one.
  const countKnown = database
    .prepare<[number, number], number>(
      `SELECT count(*) FROM incoming.notes s WHERE s.note_type_source_id = ?
       AND EXISTS (SELECT 1 FROM main.notes n WHERE n.first_field_checksum = s.first_field_checksum AND +n.note_type_id = ?)`,
    )
    .pluck();
  const candidates = library.filter((type) => !type.builtIn && isSameDefinition(type, staged.definition));
  return candidates.find((type) => (countKnown.get(staged.sourceId, type.id) ?? 0) * 2 >= staged.noteCount)?.name ?? null;
}
