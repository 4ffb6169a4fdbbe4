/** What writers of file formats are given: the part of a library that goes out, of one moment, read record by record. */

import type { Database } from 'better-sqlite3';
import { DECK_SEPARATOR } from '../core/cards/model.ts';
import type { Clock } from '../core/clock.ts';
import { createNoteCounter } from '../core/formats/export-facts.ts';
import type { ExportFacts } from '../core/formats/export-facts.ts';
import type { ExportedDeck, ExportedMedia, ExportSource } from '../core/formats/export-source.ts';
import type { DeckId, NoteTypeId } from '../core/ids.ts';
import { DEFAULT_PRESET } from '../core/scheduling/model.ts';
import { readStudyMoment } from '../core/scheduling/study-day.ts';
import { listConceptSets } from './concept-sets.ts';
import { listDecks } from './decks.ts';
import { createMediaCollector, listAllMedia, toExportedMedia } from './export-media.ts';
import { countRows, listDeckIds, listNoteTypeIds, readNotes, readReviews } from './export-rows.ts';
import { fillScope, titleOf } from './export-scope.ts';
import type { ExportScope } from './export-scope.ts';
import { mediaPathOf, sizeOf } from './media.ts';
import { listNoteTypes } from './note-types.ts';
import { listPresets } from './presets.ts';
import { readDayStartsAtHour } from './settings.ts';

export interface ExportSourceOptions {
  readonly scope: ExportScope;
  readonly withSchedule: boolean;
  readonly withMedia: boolean;
  /** Where the bytes of media lie. */
  readonly mediaDir: string;
  readonly clock: Clock;
  readonly throwIfCancelled: () => void;
  readonly progress: ExportSource['progress'];
}

export interface OpenExport {
  readonly source: ExportSource;
  readonly facts: ExportFacts;
}

/**
 * Settles what goes out and counts it, reading every note once. The connection must come from openToExport and be used for one
 * export alone. Throws AppError not-found for a missing deck, and cancelled.
 */
export function openExportSource(database: Database, options: ExportSourceOptions): OpenExport {
  const { scope, withSchedule, withMedia, clock, throwIfCancelled } = options;
  fillScope(database, scope);
  const rowOptions = { withSchedule, throwIfCancelled };
  const typeIds = listNoteTypeIds(database);
  const modified = new Map(database.prepare<[], [NoteTypeId, number]>('SELECT id, modified_at_millis FROM note_types').raw().all());
  const noteTypes = listNoteTypes(database)
    .filter(({ id }) => typeIds.has(id))
    .map((type) => ({ ...type, modifiedAtMillis: modified.get(type.id) ?? 0 }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const decks = listDecksOf(database);
  const presetIds = new Set(decks.map(({ presetId }) => presetId));
  const presets = listPresets(database).filter(({ id }) => presetIds.has(id));
  const meant = new Set(database.prepare<[], DeckId>('SELECT deck_id FROM temp.export_decks').pluck().all());
  const conceptSets = listConceptSets(database, null)
    .filter(({ deckId }) => meant.has(deckId))
    .map(({ deckId, concepts }) => ({ deckId, concepts: concepts.map(({ label }) => label) }));
  const rows = countRows(database, withSchedule);

  const counter = createNoteCounter(noteTypes);
  const collector = withMedia && scope.what !== 'everything' ? createMediaCollector(database, noteTypes) : null;
  for (const note of readNotes(database, rowOptions)) {
    counter.look(note);
    collector?.look(note.fields);
  }
  const named = collector?.list() ?? (withMedia ? listAllMedia(database) : []);
  const files = named.filter(({ sha256, sizeBytes }) => sizeOf(mediaPathOf(options.mediaDir, sha256)) === sizeBytes);

  const moment = readStudyMoment(clock, readDayStartsAtHour(database));
  const source: ExportSource = {
    title: titleOf(database, scope),
    nowMillis: moment.nowMillis,
    moment,
    zoneOffsetMinutesAt: clock.zoneOffsetMinutesAt,
    withSchedule,
    withMedia,
    counts: { ...rows, media: files.length, mediaBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) },
    decks,
    presets,
    noteTypes,
    conceptSets,
    notes: () => readNotes(database, rowOptions),
    reviews: () => readReviews(database, rowOptions),
    media: function* (): Generator<ExportedMedia> {
      for (const file of files) {
        throwIfCancelled();
        yield toExportedMedia(options.mediaDir, file);
      }
    },
    throwIfCancelled,
    progress: options.progress,
  };
  const ownPresets = presets.filter(({ settings }) => JSON.stringify(settings) !== JSON.stringify(DEFAULT_PRESET)).length;
  return { source, facts: { ...counter.facts(), reviews: rows.reviews, missingMedia: named.length - files.length, noteTypes: noteTypes.length, ownPresets, conceptSets: conceptSets.length } };
}

/** Decks that cards of the export are in, and all levels above those, by name. */
function listDecksOf(database: Database): readonly ExportedDeck[] {
  const all = listDecks(database);
  const inUse: ReadonlySet<DeckId> = listDeckIds(database);
  const names = new Set<string>();
  for (const { id, name } of all) {
    if (!inUse.has(id)) continue;
    const levels = name.split(DECK_SEPARATOR);
    for (let count = 1; count <= levels.length; count += 1) names.add(levels.slice(0, count).join(DECK_SEPARATOR));
  }
  return all.filter(({ name }) => names.has(name));
}
