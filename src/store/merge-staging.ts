/** Merges a staging database into the library in one step that can be undone, and counts what came of it. */

import type { Database } from 'better-sqlite3';
import { countFates, storeFates } from './import-fates.ts';
import type { NoteFate } from './import-fates.ts';
import { nextImportId } from './imports.ts';
import type { BulkWrite, Library, SliceProgress } from './library.ts';
import { mergeArchive, mergeArchivePresets } from './merge-archive.ts';
import { mergeCards } from './merge-cards.ts';
import { mergeConceptSets } from './merge-concept-sets.ts';
import { mergeDecks } from './merge-decks.ts';
import { listMissingMedia, mergeMedia } from './merge-media.ts';
import { mergeNoteTypes } from './merge-note-types.ts';
import { mergeNotes } from './merge-notes.ts';
import { createMergeProgress } from './merge-slices.ts';
import type { MergeProgress, Slices } from './merge-slices.ts';
import { describeMatchField, matchNotes } from './match-notes.ts';
import type { OnDuplicate } from './match-notes.ts';
import type { MatchBy, PlanOptions } from './plan-note-types.ts';
import { rewriteMediaReferences } from './rewrite-staged-notes.ts';
import { withoutSearchTrigger } from './search-trigger.ts';

export interface MergeOptions {
  /** What undo will call it. */
  readonly label: string;
  readonly stagingPath: string;
  readonly stagedMediaFolder: string;
  readonly deckName: string | null;
  readonly withSchedule: boolean;
  readonly onDuplicate: OnDuplicate;
  /** Null: by the field where the file gave no ids. */
  readonly matchBy: MatchBy | null;
  readonly matchField: string | null;
  /** Note types of the file that become others than proposed. */
  readonly noteTypes: PlanOptions['choices'];
  readonly nowMillis: number;
  /** Awaited after each slice of the merge; what it throws takes everything back. */
  readonly between: (progress: SliceProgress) => Promise<void>;
  /** Does everything and takes it all back. */
  readonly dryRun: boolean;
  /** Remembers the import: called inside the merge's own transaction, or in one outside undo when nothing has changed. Not called by a dry run. */
  readonly record: (result: MergeResult, importId: number) => void;
}

export interface MergeResult {
  /** By which the library knows it; null for a dry run. */
  readonly importId: number | null;
  /** How many notes met each fate; those that the reader left out are not counted. */
  readonly fates: Readonly<Record<NoteFate, number>>;
  /** Notes that were kept as they were here, with the reason. */
  readonly kept: readonly { readonly title: string; readonly reason: string }[];
  readonly cardsAdded: number;
  readonly reviews: number;
  readonly decks: readonly { readonly name: string; readonly cards: number }[];
  readonly noteTypes: readonly string[];
  readonly media: { readonly added: number; readonly reused: number; readonly missing: number };
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** False when the library is row for row as it was. */
  readonly hasChanged: boolean;
}

/** Carries a dry run's result out of the transaction that it takes back. */
class DryRunEnd extends Error {
  readonly result: MergeResult;

  constructor(result: MergeResult) {
    super('dry run');
    this.result = result;
  }
}

const TEMPORARY_TABLES = ['import_decks', 'import_note_types', 'import_notes', 'import_cards', 'import_closed_cards'];

/** The staging database must be closed. What throws leaves the library as it was. */
export async function mergeStaging(library: Library, options: MergeOptions): Promise<MergeResult> {
  for (let wait = library.settled(); wait !== null; wait = library.settled()) await wait;
  const { database } = library;
  database.prepare('ATTACH ? AS incoming').run(options.stagingPath);
  try {
    database.pragma('incoming.synchronous = OFF');
    database.pragma('incoming.journal_mode = MEMORY');
    const result = await library.writeBulkInSlices(options.label, (bulk) => runMerge(library, database, bulk, options), options.between);
    // An import that found nothing new is remembered, but is no step to undo.
    if (!result.hasChanged) await library.writeBulkInSlices(null, () => recordImport(database, options, result, createMergeProgress(0)), options.between);
    return result;
  } catch (thrown) {
    if (thrown instanceof DryRunEnd) return thrown.result;
    throw thrown;
  } finally {
    for (const table of TEMPORARY_TABLES) database.exec(`DROP TABLE IF EXISTS temp.${table}`);
    database.exec('DETACH incoming');
  }
}

function* runMerge(library: Library, database: Database, bulk: BulkWrite, options: MergeOptions): Slices<MergeResult> {
  const { nowMillis } = options;
  const progress = createMergeProgress(countStagedRows(database));
  const changesBefore = countChanges(database);
  const media = yield* mergeMedia(database, progress, { mediaDir: library.mediaDir, stagedFolder: options.stagedMediaFolder, nowMillis, moveBytes: !options.dryRun });
  yield* rewriteMediaReferences(database, progress, media.renames);
  const noteTypes = yield* mergeNoteTypes(database, progress, { matchBy: options.matchBy, choices: options.noteTypes, renames: media.renames, nowMillis });
  matchNotes(database, { matchBy: options.matchBy, matchField: options.matchField, onDuplicate: options.onDuplicate, below: options.deckName });
  yield progress.advance(0);
  mergeArchivePresets(database, nowMillis);
  mergeDecks(database, { below: options.deckName, onlyNewCards: options.onDuplicate !== 'add', nowMillis });
  yield progress.advance(0);
  const notes = yield* withoutSearchTrigger(database, progress, () => mergeNotes(database, progress, bulk, { onDuplicate: options.onDuplicate, nowMillis }));
  const cards = yield* mergeCards(database, progress, bulk, { withSchedule: options.withSchedule, nowMillis });
  mergeConceptSets(database, options.deckName, nowMillis);
  const archivedReviews = yield* mergeArchive(database, progress, bulk, { below: options.deckName, nowMillis });
  const missing = listMissingMedia(database, media.renames);
  yield progress.advance(0);
  const result: MergeResult = {
    importId: options.dryRun ? null : nextImportId(database),
    fates: countFates(database),
    kept: notes.kept,
    cardsAdded: cards.added,
    reviews: cards.reviews + archivedReviews,
    decks: listDecksOfImport(database),
    noteTypes: noteTypes.names,
    media: { added: media.added, reused: media.reused, missing: missing.length },
    warnings: [...noteTypes.warnings, ...describeMatchField(database, options), ...describeMedia(media.collisions, missing)],
    hasChanged: countChanges(database) > changesBefore || notes.added + cards.added + cards.reviews + archivedReviews + media.added > 0,
  };
  if (options.dryRun) throw new DryRunEnd(result);
  if (result.hasChanged) yield* recordImport(database, options, result, progress);
  return result;
}

/** Each note is counted when it is added, when it is indexed, and when its fate is stored. */
function countStagedRows(database: Database): number {
  const count = (table: string): number => database.prepare<[], number>(`SELECT count(*) FROM incoming.${table}`).pluck().get() ?? 0;
  return count('media') + 3 * count('notes') + count('cards') + count('reviews') + count('archive_rows');
}

function* recordImport(database: Database, options: MergeOptions, result: MergeResult, progress: MergeProgress): Slices<void> {
  if (result.importId === null) return;
  options.record(result, result.importId);
  yield* storeFates(database, result.importId, progress);
}

/** Rows that undo has recorded: all changes but those of the bulk tables' added rows. */
function countChanges(database: Database): number {
  return database.prepare<[], number>('SELECT ifnull(max(sequence), 0) FROM temp.undo_log').pluck().get() ?? 0;
}

function listDecksOfImport(database: Database): MergeResult['decks'] {
  return database
    .prepare<[], { name: string; cards: number }>(
      `SELECT ifnull(d.name, m.name) AS name, count(*) AS cards FROM incoming.cards s JOIN temp.import_decks m ON m.source_id = s.deck_source_id
       LEFT JOIN main.decks d ON d.id = m.deck_id GROUP BY 1 ORDER BY 1`,
    )
    .all();
}

const EXAMPLES = 3;

function describeMedia(collisions: number, missing: readonly string[]): MergeResult['warnings'] {
  const warnings: { code: string; message: string }[] = [];
  if (collisions > 0) {
    warnings.push({ code: 'media-renamed', message: `${String(collisions)} files have names that other files here have already. They were stored under new names, and the cards refer to those.` });
  }
  if (missing.length > 0) {
    const examples = missing.slice(0, EXAMPLES).map((name) => JSON.stringify(name));
    const more = missing.length > EXAMPLES ? ' …' : '';
    warnings.push({ code: 'media-missing', message: `${String(missing.length)} images or sounds that cards refer to are not in the file: ${examples.join(', ')}${more}. The cards were imported without them.` });
  }
  return warnings;
}
