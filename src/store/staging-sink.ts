/** Writes what a reader tells into the staging database, with the texts and checksums that the library keeps beside a note. */

import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { FIELD_SEPARATOR } from '../core/cards/model.ts';
import type { NoteTypeDefinition } from '../core/cards/model.ts';
import { carriesScripts } from '../core/cards/script-detection.ts';
import { cleanDeckName } from '../core/formats/anki/collection.ts';
import type { ImportedCard, ImportedNote, ImportedReview, ImportSink, SourceId } from '../core/formats/import-sink.ts';
import type { CardState, ReviewKind } from '../core/scheduling/model.ts';
import { checksumImportedContent } from './import-checksum.ts';
import { readMediaReferenceSpellings } from './media-spellings.ts';
import { checksumFirstField, joinFields, joinTags, plainTextOf } from './note-text.ts';
import type { MediaStaging } from './staging-media.ts';

export interface Finding {
  readonly code: string;
  readonly message: string;
}

/** What the reader said besides records. */
export interface StagingSummary {
  readonly warnings: readonly Finding[];
  readonly skipped: readonly { readonly title: string; readonly reason: string }[];
  /** All skipped ones, also those past the list's limit. */
  readonly skippedCount: number;
  readonly notes: number;
  readonly cards: number;
  readonly reviews: number;
  readonly media: number;
  readonly mediaRejected: number;
}

export interface StagingOptions {
  readonly nowMillis: number;
  /** Null: media are counted but their bytes are left where they are (previews). */
  readonly mediaStaging: MediaStaging | null;
  readonly onProgress: ImportSink['progress'];
  readonly throwIfCancelled: () => void;
}

export interface StagingSink extends ImportSink {
  /** Writes what is still held back and says what came. */
  readonly finish: () => StagingSummary;
}

const SKIPPED_LIMIT = 1000;
const ORDINAL_LIMIT = 4096;
const STATES: Readonly<Record<CardState, number>> = { new: 0, learning: 1, review: 2, relearning: 3 };
const KINDS: Readonly<Record<ReviewKind, number>> = { learning: 0, review: 1, relearning: 2, filtered: 3, manual: 4, rescheduled: 5 };

function prepareInserts(database: Database) {
  return {
    preset: database.prepare('INSERT OR IGNORE INTO presets VALUES (?, ?, ?)'),
    deck: database.prepare('INSERT OR IGNORE INTO decks VALUES (?, ?, ?, ?)'),
    noteType: database.prepare('INSERT OR IGNORE INTO note_types VALUES (?, ?)'),
    note: database.prepare('INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    card: database.prepare('INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    review: database.prepare('INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    media: database.prepare('INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?)'),
    conceptSet: database.prepare('INSERT INTO concept_sets VALUES (?, ?)'),
    reference: database.prepare('INSERT OR IGNORE INTO media_references VALUES (?, ?)'),
  };
}

/** The database must be a fresh staging database; one transaction stays open on it until `finish`. */
export function createStagingSink(database: Database, options: StagingOptions): StagingSink {
  database.exec('BEGIN');
  const insert = prepareInserts(database);
  const warnings = new Map<string, Finding>();
  const skipped: { title: string; reason: string }[] = [];
  const noteTypes = new Map<SourceId, NoteTypeDefinition>();
  const typesInUse = new Set<SourceId>();
  const noteIndexes = new Map<SourceId, number>();
  const decks = new Set<SourceId>();
  const cardKeys = new Set<number>();
  const guids = new Set<string>();
  const references = new Set<string>();
  let skippedCount = 0;
  let cards = 0;
  let reviews = 0;
  let media = 0;
  let mediaRejected = 0;

  const warn = (code: string, message: string): void => {
    const key = `${code}\n${message}`;
    if (!warnings.has(key)) warnings.set(key, { code, message });
  };

  const guidOf = (note: ImportedNote, type: NoteTypeDefinition): string => {
    const given = note.guid?.trim() ?? '';
    const base = given === '' ? deriveGuid(type, note) : given;
    let guid = base;
    for (let copy = 2; guids.has(guid); copy += 1) guid = `${base}~${String(copy)}`;
    guids.add(guid);
    return guid;
  };

  const noteReferences = (fields: string): void => {
    if (!fields.includes('<') && !fields.includes('[sound:')) return;
    for (const [name, otherSpelling] of readMediaReferenceSpellings(fields)) {
      if (references.has(name)) continue;
      references.add(name);
      insert.reference.run(name, otherSpelling);
    }
  };

  const writeNote = (note: ImportedNote): void => {
    const type = noteTypes.get(note.noteTypeSourceId);
    if (type === undefined) throw new Error('a note came before its note type');
    if (noteIndexes.has(note.sourceId)) return;
    const fitted = fitFields(note.fields, type.fields.length);
    if (note.fields.length !== type.fields.length) {
      warn('field-count', `Some notes of “${type.name}” had more or fewer fields than their note type; nothing of their text was lost.`);
    }
    const fields = joinFields(fitted);
    const tags = joinTags(note.tags);
    const createdAtMillis = note.createdAtMillis ?? options.nowMillis;
    insert.note.run(
      note.sourceId,
      guidOf(note, type),
      note.noteTypeSourceId,
      fields,
      tags,
      plainTextOf(fitted),
      checksumFirstField(fitted[0] ?? ''),
      checksumImportedContent(fields, tags),
      createdAtMillis,
      note.modifiedAtMillis ?? createdAtMillis,
    );
    noteIndexes.set(note.sourceId, noteIndexes.size);
    typesInUse.add(note.noteTypeSourceId);
    noteReferences(fields);
  };

  const writeCard = (card: ImportedCard): void => {
    const noteIndex = noteIndexes.get(card.noteSourceId);
    if (noteIndex === undefined) throw new Error('a card came before its note');
    if (!decks.has(card.deckSourceId)) throw new Error('a card came before its deck');
    if (card.ordinal < 0 || card.ordinal >= ORDINAL_LIMIT) {
      warn('card-ordinal', 'Some cards had impossible numbers and were left out.');
      return;
    }
    const key = noteIndex * ORDINAL_LIMIT + card.ordinal;
    if (cardKeys.has(key)) {
      warn('card-twice', 'Some cards were in the file twice; one of each was kept.');
      return;
    }
    cardKeys.add(key);
    const schedule = card.schedule;
    insert.card.run(
      card.sourceId,
      card.noteSourceId,
      card.ordinal,
      card.deckSourceId,
      STATES[schedule?.state ?? 'new'],
      schedule?.position ?? cards,
      schedule?.dueAtMillis ?? null,
      schedule?.dueDay ?? null,
      schedule?.memory?.stability ?? null,
      schedule?.memory?.difficulty ?? null,
      schedule?.lastReviewedAtMillis ?? null,
      schedule?.intervalDays ?? 0,
      schedule?.step ?? 0,
      schedule?.reviewCount ?? 0,
      schedule?.lapseCount ?? 0,
      card.suspended === true ? 1 : 0,
      card.buried?.onDay ?? null,
      card.buried === undefined || card.buried === null ? null : card.buried.by === 'siblings' ? 1 : 2,
      card.flag ?? 0,
    );
    cards += 1;
  };

  const writeReview = (review: ImportedReview): void => {
    insert.review.run(
      review.cardSourceId,
      review.reviewedAtMillis,
      review.rating,
      KINDS[review.kind],
      STATES[review.stateBefore],
      review.elapsedDays,
      review.intervalDays,
      review.durationMillis,
    );
    reviews += 1;
  };

  return {
    preset: (preset) => {
      insert.preset.run(preset.sourceId, preset.name, JSON.stringify(preset.settings));
    },
    deck: (deck) => {
      decks.add(deck.sourceId);
      insert.deck.run(deck.sourceId, cleanDeckName(deck.name), deck.description, deck.presetSourceId);
    },
    noteType: (noteType) => {
      noteTypes.set(noteType.sourceId, noteType.definition);
      insert.noteType.run(noteType.sourceId, JSON.stringify(noteType.definition));
    },
    note: writeNote,
    card: writeCard,
    review: writeReview,
    conceptSet: ({ deckSourceId, concepts }) => {
      insert.conceptSet.run(deckSourceId, JSON.stringify(concepts));
    },
    media: async (file) => {
      media += 1;
      if (options.mediaStaging === null) return;
      const staged = await options.mediaStaging.take(file);
      if (staged.ok) {
        insert.media.run(staged.sourceName, staged.name, staged.sha256, staged.sizeBytes);
        return;
      }
      mediaRejected += 1;
      warn(`media-${staged.problem}`, describeRejected(file.name, staged.problem));
    },
    warning: warn,
    skipped: (title, reason) => {
      skippedCount += 1;
      if (skipped.length < SKIPPED_LIMIT) skipped.push({ title: title.slice(0, 200), reason });
    },
    progress: options.onProgress,
    throwIfCancelled: options.throwIfCancelled,
    finish: () => {
      database.exec('COMMIT');
      for (const sourceId of typesInUse) warnOfScripts(noteTypes.get(sourceId), warn);
      return { warnings: [...warnings.values()], skipped, skippedCount, notes: noteIndexes.size, cards, reviews, media, mediaRejected };
    },
  };
}

function warnOfScripts(type: NoteTypeDefinition | undefined, warn: ImportSink['warning']): void {
  if (type?.templates.some((template) => carriesScripts(template.questionFormat) || carriesScripts(template.answerFormat)) !== true) return;
  warn('scripts-off', `The cards of “${type.name}” carry scripts, which do not run here. What they would add or change on the card is missing.`);
}

/** Missing fields are empty; surplus ones are put behind the last. */
function fitFields(fields: readonly string[], count: number): readonly string[] {
  if (fields.length === count) return fields;
  if (fields.length < count) return [...fields, ...Array.from({ length: count - fields.length }, () => '')];
  return [...fields.slice(0, count - 1), fields.slice(count - 1).join('<br>')];
}

/** The same note of the same file gives the same guid each time, so that importing it again finds it. */
function deriveGuid(type: NoteTypeDefinition, note: ImportedNote): string {
  const identity = note.identity ?? note.fields[0] ?? '';
  return createHash('sha256').update(`${type.name}${FIELD_SEPARATOR}${identity}`, 'utf8').digest('base64url').slice(0, 20);
}

function describeRejected(name: string, problem: 'unsafe-name' | 'wrong-checksum' | 'unreadable'): string {
  const shown = JSON.stringify(name.slice(0, 80));
  switch (problem) {
    case 'unsafe-name':
      return `The file ${shown} was left out, because its name leads out of the media folder.`;
    case 'wrong-checksum':
      return `The file ${shown} was left out, because its bytes are not the ones that the deck was made with.`;
    case 'unreadable':
      return `The file ${shown} was left out, because it could not be unpacked.`;
  }
}
