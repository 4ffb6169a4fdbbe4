/** Looks for everything that could be wrong in a library, and mends what can be made again from the rest: the search index. */

import type { Database } from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync } from 'node:fs';
import { ARRIVALS_FOLDER } from './library.ts';
import type { Library } from './library.ts';
import { listMedia, mediaPathOf, sizeOf } from './media.ts';
import type { MediaFile } from './media.ts';
import { HOW_TO_RESTORE, isDamageCode, sqliteCodeOf } from './sqlite-errors.ts';

export interface LibraryFindings {
  /** True when problems is empty. */
  readonly ok: boolean;
  /** Sentences, the gravest first. */
  readonly problems: readonly string[];
  readonly notes: number;
  readonly cards: number;
  readonly reviews: number;
  readonly media: number;
}

export interface CheckOptions {
  /** True while an import is running, whose files in the staging folder are in use. */
  readonly importRunning?: boolean;
}

/** At most so many findings of a sort are told one by one. */
const TOLD_ONE_BY_ONE = 20;

/**
 * Checks the database's own soundness, references between rows, the search index against the notes, notes against their
 * types, and every media file against its size and hash. Only a broken search index is changed: it is built anew.
 */
export async function checkLibrary(library: Library, options: CheckOptions = {}): Promise<LibraryFindings> {
  // What is being merged is neither here nor there yet.
  for (let wait = library.settled(); wait !== null; wait = library.settled()) await wait;
  const { database } = library;
  const media = listMedia(database);
  const problems = [
    ...checkDatabase(database),
    ...checkReferences(database),
    ...checkSearchIndex(library),
    ...checkNotes(database),
    ...(await checkMedia(library.mediaDir, media)),
    ...(options.importRunning === true ? [] : checkStaging(library.stagingDir)),
  ];
  return {
    ok: problems.length === 0,
    problems,
    notes: countRows(database, 'notes'),
    cards: countRows(database, 'cards'),
    reviews: countRows(database, 'review_log'),
    media: media.length,
  };
}

function checkDatabase(database: Database): readonly string[] {
  const findings = database.prepare<[], string>(`PRAGMA integrity_check(${TOLD_ONE_BY_ONE})`).pluck().all();
  // The search index has its own check below, which can mend it.
  const grave = findings.filter((finding) => finding !== 'ok' && !finding.includes('notes_fts'));
  return grave.length === 0
    ? []
    : [`The library file is damaged (${grave.join('; ')}). ${HOW_TO_RESTORE}`];
}

function checkReferences(database: Database): readonly string[] {
  const rows = database.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
  return limit(rows.map((row) => `Row ${row.rowid} of ${row.table} refers to a row of ${row.parent} that is not there.`));
}

function checkSearchIndex(library: Library): readonly string[] {
  const { database } = library;
  if (isSearchIndexSound(database)) return [];
  library.write(null, () => database.exec("INSERT INTO notes_fts (notes_fts) VALUES ('rebuild')"));
  return isSearchIndexSound(database)
    ? ['The search index did not match the notes. It has been built anew, and nothing was lost.']
    : [`The search index does not match the notes and could not be built anew. ${HOW_TO_RESTORE}`];
}

function isSearchIndexSound(database: Database): boolean {
  try {
    database.exec("INSERT INTO notes_fts (notes_fts, rank) VALUES ('integrity-check', 1)");
  } catch (thrown) {
    if (isDamageCode(sqliteCodeOf(thrown))) return false;
    throw thrown;
  }
  return countRows(database, 'notes_fts_docsize') === countRows(database, 'notes');
}

const NOTE_CHECKS: readonly { readonly sql: string; readonly describe: (count: number) => string }[] = [
  {
    sql: 'SELECT count(*) FROM notes WHERE NOT EXISTS (SELECT 1 FROM cards WHERE note_id = notes.id)',
    describe: (count) => `Notes without any card: ${count}. They are never asked. Open and save them in the editor, or delete them.`,
  },
  {
    sql: `SELECT count(*) FROM cards JOIN notes ON notes.id = cards.note_id JOIN note_types ON note_types.id = notes.note_type_id
      WHERE kind <> 'cloze' AND cards.ordinal >= (SELECT count(*) FROM card_templates WHERE note_type_id = note_types.id)`,
    describe: (count) => `Cards without a template in their note type: ${count}. They cannot be shown. Open and save their notes in the editor to remove them.`,
  },
  {
    sql: `SELECT count(*) FROM notes WHERE length(fields) - length(replace(fields, char(31), '')) + 1
      <> (SELECT count(*) FROM note_fields WHERE note_type_id = notes.note_type_id)`,
    describe: (count) => `Notes with more or fewer fields than their note type: ${count}. Open and save them in the editor.`,
  },
  {
    sql: 'SELECT count(*) FROM concept_sets WHERE (SELECT count(*) FROM concepts WHERE set_id = concept_sets.id) < 2',
    describe: (count) => `Concept sets with fewer than two concepts: ${count}. They cannot be practised. Open them and add a concept, or delete them.`,
  },
  {
    sql: `SELECT count(*) FROM contrast_trials WHERE done_at_millis IS NULL AND (SELECT count(*) FROM concepts
      WHERE set_id = contrast_trials.set_id AND id IN (concept_a_id, concept_b_id)) < 2`,
    describe: (count) => `Side-by-side trials of concepts that are gone: ${count}. They are passed over, and nothing else is affected.`,
  },
];

function checkNotes(database: Database): readonly string[] {
  return NOTE_CHECKS.flatMap(({ sql, describe }) => {
    const count = database.prepare<[], number>(sql).pluck().get() ?? 0;
    return count === 0 ? [] : [describe(count)];
  });
}

async function checkMedia(mediaDir: string, media: readonly MediaFile[]): Promise<readonly string[]> {
  const problems: string[] = [];
  const hashes = new Map<string, string | null>();
  for (const file of media) {
    const path = mediaPathOf(mediaDir, file.sha256);
    if (!hashes.has(file.sha256)) hashes.set(file.sha256, sizeOf(path) === null ? null : await hashFile(path));
    const hash = hashes.get(file.sha256);
    if (hash === null) problems.push(`The media file “${file.name}” is missing. Import its deck again to bring it back.`);
    else if (hash !== file.sha256 || sizeOf(path) !== file.sizeBytes) {
      problems.push(`The media file “${file.name}” has changed on the disk. Delete ${path} and import its deck again.`);
    }
  }
  return limit(problems);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function checkStaging(stagingDir: string): readonly string[] {
  const count = readdirSync(stagingDir).filter((name) => name !== ARRIVALS_FOLDER).length;
  return count === 0 ? [] : [`Left behind by unfinished imports in ${stagingDir}: ${count}. They are removed at the next start.`];
}

function limit(problems: readonly string[]): readonly string[] {
  if (problems.length <= TOLD_ONE_BY_ONE) return problems;
  return [...problems.slice(0, TOLD_ONE_BY_ONE), `And ${problems.length - TOLD_ONE_BY_ONE} more of this sort.`];
}

function countRows(database: Database, table: 'notes' | 'cards' | 'review_log' | 'notes_fts_docsize'): number {
  return database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
}
