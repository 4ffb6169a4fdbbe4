/** Tells a sink what an Anki collection and its package hold. */

import { DEFAULT_PRESET } from '../../core/scheduling/model.ts';
import { convertAsNew, convertCard } from '../../core/formats/anki/card-schedule.ts';
import type { AnkiCardRow, ScheduleContext } from '../../core/formats/anki/card-schedule.ts';
import { creationDayOf } from '../../core/formats/anki/creation-day.ts';
import { settlePresets } from '../../core/formats/anki/deck-options.ts';
import { makeRecoveredDefinition } from '../../core/formats/anki/note-type.ts';
import { countFourAnswers, toImportedReview, toLoggedReview } from '../../core/formats/anki/review-log.ts';
import type { AnkiReviewRow } from '../../core/formats/anki/review-log.ts';
import type { ImportSink } from '../../core/formats/import-sink.ts';
import type { StudyMoment } from '../../core/scheduling/study-day.ts';
import { FIELD_SEPARATOR } from '../../core/cards/model.ts';
import type { ForeignAnki } from '../../store/foreign-anki.ts';
import type { AnkiPackage } from './anki-package.ts';

const ROWS_PER_CHECK = 256;
/** Anki's own name for the deck that every collection has; where cards go whose deck is gone. */
const FALLBACK_DECK = { sourceId: 1, name: 'Default', description: '', presetSourceId: null } as const;

export interface ReadAnkiOptions {
  readonly withSchedule: boolean;
  readonly moment: StudyMoment;
  readonly zoneOffsetMinutesAt: (millis: number) => number;
}

/** Reads everything but the media. Throws AppError cancelled through the sink, and file-damaged. */
export function readAnkiCollection(anki: ForeignAnki, sink: ImportSink, options: ReadAnkiOptions): void {
  const { collection } = anki;
  const { presets, presetIdOf } = settlePresets(collection.decks, collection.presets);
  if (options.withSchedule) for (const preset of presets) sink.preset({ sourceId: preset.id, name: preset.name, settings: preset.settings });
  for (const type of collection.noteTypes) sink.noteType({ sourceId: type.id, definition: type.definition });
  const deckIds = new Set(collection.decks.map((deck) => deck.id));
  for (const deck of collection.decks) {
    sink.deck({ sourceId: deck.id, name: deck.name, description: deck.description, presetSourceId: options.withSchedule ? presetIdOf(deck) : null });
  }
  if (!deckIds.has(FALLBACK_DECK.sourceId)) sink.deck(FALLBACK_DECK);
  const noteIds = readNotes(anki, sink);
  readCards(anki, sink, options, { deckIds, noteIds });
}

function readNotes(anki: ForeignAnki, sink: ImportSink): ReadonlySet<number> {
  const noteIds = new Set<number>();
  const typeIds = new Set(anki.collection.noteTypes.map((type) => type.id));
  const recovered = new Map<string, number>();
  for (const row of anki.notes()) {
    if (noteIds.size % ROWS_PER_CHECK === 0) {
      sink.throwIfCancelled();
      sink.progress('reading-notes', noteIds.size, anki.counts.notes);
    }
    const fields = row.fields.split(FIELD_SEPARATOR);
    const noteTypeSourceId = typeIds.has(row.noteTypeId) ? row.noteTypeId : recoverNoteType(sink, recovered, row.noteTypeId, fields.length);
    sink.note({
      sourceId: row.id,
      guid: row.guid,
      noteTypeSourceId,
      fields,
      tags: row.tags.split(/\s+/).filter((tag) => tag !== ''),
      createdAtMillis: row.id > 0 ? row.id : null,
      modifiedAtMillis: row.modifiedAtSeconds > 0 ? row.modifiedAtSeconds * 1000 : null,
    });
    noteIds.add(row.id);
  }
  sink.progress('reading-notes', noteIds.size, anki.counts.notes);
  return noteIds;
}

/** One stand-in for each lost note type and number of fields. */
function recoverNoteType(sink: ImportSink, recovered: Map<string, number>, lostId: number, fieldCount: number): number {
  const key = `${String(lostId)} ${String(fieldCount)}`;
  const known = recovered.get(key);
  if (known !== undefined) return known;
  const sourceId = -(recovered.size + 1);
  recovered.set(key, sourceId);
  sink.noteType({ sourceId, definition: makeRecoveredDefinition(fieldCount) });
  sink.warning('note-type-missing', 'The file has lost a note type that some notes are of. Their text was kept, under a note type named “Recovered”.');
  return sourceId;
}

/** Reads the log beside the cards, both in order of the card. */
class LogCursor {
  readonly #rows: Iterator<AnkiReviewRow>;
  #next: IteratorResult<AnkiReviewRow>;

  constructor(rows: Iterable<AnkiReviewRow>) {
    this.#rows = rows[Symbol.iterator]();
    this.#next = this.#rows.next();
  }

  /** All entries of cards before `cardId`, which belong to no card of the file, or of the card itself; in that order. */
  take(cardId: number): { readonly orphans: AnkiReviewRow[]; readonly own: AnkiReviewRow[] } {
    const orphans: AnkiReviewRow[] = [];
    const own: AnkiReviewRow[] = [];
    while (this.#next.done !== true && this.#next.value.cid <= cardId) {
      (this.#next.value.cid === cardId ? own : orphans).push(this.#next.value);
      this.#next = this.#rows.next();
    }
    return { orphans, own };
  }
}

function readReviews(anki: ForeignAnki): Iterable<AnkiReviewRow> {
  return anki.collection.settings.schedulerVersion >= 2 ? anki.reviews() : countFourAnswers(anki.reviews());
}

interface Known {
  readonly deckIds: ReadonlySet<number>;
  readonly noteIds: ReadonlySet<number>;
}

function readCards(anki: ForeignAnki, sink: ImportSink, options: ReadAnkiOptions, known: Known): void {
  const context = makeScheduleContext(anki, options);
  const filteredIds = new Set(anki.collection.decks.filter((deck) => deck.isFiltered).map((deck) => deck.id));
  const log = new LogCursor(options.withSchedule ? readReviews(anki) : []);
  const phase = anki.counts.reviews > anki.counts.cards ? 'reading-reviews' : 'reading-cards';
  let done = 0;
  let derived = 0;
  let orphans = 0;
  let visitors = 0;
  for (const row of anki.cards()) {
    if (done % ROWS_PER_CHECK === 0) {
      sink.throwIfCancelled();
      sink.progress(phase, done, anki.counts.cards);
    }
    done += 1;
    const entries = log.take(row.id);
    tellReviews(sink, entries.orphans);
    if (!known.noteIds.has(row.nid)) orphans += 1;
    else derived += tellCard(sink, row, entries.own, context, options, known.deckIds) ? 1 : 0;
    if (filteredIds.has(row.did)) visitors += 1;
    tellReviews(sink, entries.own);
  }
  tellReviews(sink, log.take(Number.POSITIVE_INFINITY).orphans);
  sink.progress(phase, done, anki.counts.cards);
  if (derived > 0) {
    sink.warning('schedule-derived', `${countOf(derived, 'card')} came without a memory state; it was worked out from the review history or from the interval and ease. Due dates are as they were.`);
  }
  if (orphans > 0) sink.warning('card-without-note', `${countOf(orphans, 'card')} had lost the note that they belonged to, and were left out.`);
  if (visitors > 0) sink.warning('filtered-deck', `${countOf(visitors, 'card')} lay in a filtered deck and went back to the decks they are from.`);
}

function countOf(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function makeScheduleContext(anki: ForeignAnki, options: ReadAnkiOptions): ScheduleContext {
  const { createdAtSeconds, settings, decks, presets } = anki.collection;
  const presetById = new Map(presets.map((preset) => [preset.id, preset.settings]));
  const presetByDeck = new Map(decks.map((deck) => [deck.id, presetById.get(deck.presetId ?? 0) ?? DEFAULT_PRESET]));
  const creationDay = creationDayOf(createdAtSeconds, settings.minutesWest, options.zoneOffsetMinutesAt(createdAtSeconds * 1000));
  const { today } = options.moment;
  return {
    ...options.moment,
    creationDay,
    buriedOnDay: settings.lastUnburiedDay === null ? today : Math.min(creationDay + settings.lastUnburiedDay, today),
    presetOf: (deckId) => presetByDeck.get(deckId) ?? DEFAULT_PRESET,
  };
}

/** Returns whether the memory state had to be derived. */
function tellCard(
  sink: ImportSink,
  row: AnkiCardRow,
  log: readonly AnkiReviewRow[],
  context: ScheduleContext,
  options: ReadAnkiOptions,
  deckIds: ReadonlySet<number>,
): boolean {
  const converted = options.withSchedule ? convertCard(row, log.map(toLoggedReview), context) : convertAsNew(row);
  const { homeDeckId } = converted;
  const deckSourceId = deckIds.has(homeDeckId) ? homeDeckId : FALLBACK_DECK.sourceId;
  const { schedule, suspended, buried, flag } = converted;
  sink.card({ sourceId: row.id, noteSourceId: row.nid, ordinal: row.ord, deckSourceId, schedule, suspended, buried, flag });
  return converted.isMemoryDerived;
}

function tellReviews(sink: ImportSink, rows: readonly AnkiReviewRow[]): void {
  let previous: AnkiReviewRow | null = null;
  for (const row of rows) {
    const isSameCard: boolean = previous?.cid === row.cid;
    sink.review(toImportedReview(row, isSameCard ? previous : null));
    previous = row;
  }
}

/** Hands the package's media to the sink and says what is wrong with them. */
export async function readAnkiMedia(pack: AnkiPackage, sink: ImportSink): Promise<void> {
  for (const name of pack.refusedNames) sink.warning('entry-refused', `The entry ${JSON.stringify(name)} was left out, because its name leads out of the package.`);
  if (pack.isMediaListMissing) sink.warning('media-list-missing', 'The package has lost the list of its images and sounds, so they could not be brought in. Export it from Anki again to have them.');
  if (pack.absentMedia.length > 0) sink.warning('media-absent', describeAbsent(pack.absentMedia.length));
  for (const [index, { name, bytes, sha1 }] of pack.media.entries()) {
    sink.throwIfCancelled();
    sink.progress('reading-media', index, pack.media.length);
    await sink.media({ name, bytes, sha1 });
  }
  sink.progress('reading-media', pack.media.length, pack.media.length);
}

function describeAbsent(count: number): string {
  if (count === 1) return 'An image or a sound stands in the package’s list but is not in the package.';
  return `${countOf(count, 'file')} (images or sounds) stand in the package’s list but are not in the package.`;
}
