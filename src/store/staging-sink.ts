/** Writes what a reader tells into the staging database, with the texts and checksums that the library keeps beside a note. */

import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { listCardOrdinals } from '../core/cards/card-ordinals.ts';
import { FIELD_SEPARATOR } from '../core/cards/model.ts';
import type { NoteTypeDefinition } from '../core/cards/model.ts';
import { carriesScripts } from '../core/cards/script-detection.ts';
import { stripMarkup } from '../core/cards/strip-markup.ts';
import { cleanDeckName } from '../core/formats/anki/collection.ts';
import type { ImportedCard, ImportedNote, ImportSink, SourceId } from '../core/formats/import-sink.ts';
import { checksumImportedContent } from './import-checksum.ts';
import { readMediaReferenceSpellings } from './media-spellings.ts';
import { checksumFirstField, joinFields, joinTags, plainTextOf, splitFields } from './note-text.ts';
import { indexStagedNotes } from './staging-database.ts';
import type { MediaStaging } from './staging-media.ts';
import { boundMillis, prepareStagingRows } from './staging-rows.ts';

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

/** What stands in every reference to a file, whichever way it is made; most notes have none of it. */
const MAY_REFER = /src|data|poster|background|href|url|import|\[sound:/i;
const SKIPPED_LIMIT = 1000;
const TITLE_LENGTH = 200;
/** Notes of a deck mostly share few sets of tags. */
const TAGS_REMEMBERED = 10_000;
const ORDINAL_LIMIT = 4096;
/** Below whatever ids a file has. */
const FIRST_MADE_ID = Number.MIN_SAFE_INTEGER;

/** The database must be a fresh staging database; one transaction stays open on it until `finish`. */
export function createStagingSink(database: Database, options: StagingOptions): StagingSink {
  database.exec('BEGIN');
  const rows = prepareStagingRows(database);
  const warnings = new Map<string, Finding>();
  const skipped: { title: string; reason: string }[] = [];
  const noteTypes = new Map<SourceId, NoteTypeDefinition>();
  const typesInUse = new Set<SourceId>();
  // Both by the note's index: how many ordinals its type has room for, and whether it has a card yet.
  const ordinalLimits: number[] = [];
  const hasCard: boolean[] = [];
  const noteIndexes = new Map<SourceId, number>();
  const decks = new Set<SourceId>();
  const cardKeys = new Set<number>();
  /** By the note's index: the first card that had no template. */
  const lostCards = new Map<number, ImportedCard>();
  const guids = new Set<string>();
  const guidCopies = new Map<string, number>();
  const references = new Set<string>();
  const tidiedTags = new Map<string, string>();
  let skippedCount = 0;
  let lastNoteId: SourceId = FIRST_MADE_ID;
  let cards = 0;
  let reviews = 0;
  let media = 0;
  let mediaRejected = 0;

  const warn = (code: string, message: string): void => {
    const key = `${code}\n${message}`;
    if (!warnings.has(key)) warnings.set(key, { code, message });
  };

  const skip = (title: string, reason: string, afterSourceId = lastNoteId): void => {
    const shown = title.slice(0, TITLE_LENGTH);
    skippedCount += 1;
    rows.skipped.run(afterSourceId, shown, reason);
    if (skipped.length < SKIPPED_LIMIT) skipped.push({ title: shown, reason });
  };

  const guidOf = (note: ImportedNote, type: NoteTypeDefinition): string => {
    const given = note.guid?.trim() ?? '';
    const base = given === '' ? deriveGuid(type, note) : given;
    let guid = base;
    // A file may hold the same note ten thousand times: counting goes on where it ended.
    let copy = guidCopies.get(base) ?? 1;
    for (; guids.has(guid); guid = `${base}~${String(copy)}`) copy += 1;
    if (copy > 1) guidCopies.set(base, copy);
    guids.add(guid);
    return guid;
  };

  const tidyTags = (tags: readonly string[]): string => {
    const key = tags.join(' ');
    const known = tidiedTags.get(key);
    if (known !== undefined) return known;
    const tidied = joinTags(tags);
    if (tidiedTags.size < TAGS_REMEMBERED) tidiedTags.set(key, tidied);
    return tidied;
  };

  const noteReferences = (fields: string): void => {
    if (!MAY_REFER.test(fields)) return;
    for (const [name, otherSpelling] of readMediaReferenceSpellings(fields)) {
      if (references.has(name)) continue;
      references.add(name);
      rows.reference.run(name, otherSpelling);
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
    const tags = tidyTags(note.tags);
    const createdAtMillis = boundMillis(note.createdAtMillis ?? options.nowMillis);
    rows.note.run(
      note.sourceId,
      guidOf(note, type),
      note.noteTypeSourceId,
      fields,
      tags,
      plainTextOf(fitted),
      checksumFirstField(fitted[0] ?? ''),
      checksumImportedContent(fields, tags),
      createdAtMillis,
      boundMillis(note.modifiedAtMillis ?? createdAtMillis),
      Number(hasOwnId(note)),
    );
    lastNoteId = note.sourceId;
    noteIndexes.set(note.sourceId, noteIndexes.size);
    ordinalLimits.push(type.kind === 'cloze' ? ORDINAL_LIMIT : Math.min(type.templates.length, ORDINAL_LIMIT));
    hasCard.push(false);
    typesInUse.add(note.noteTypeSourceId);
    noteReferences(fields);
  };

  const writeCard = (card: ImportedCard): void => {
    const noteIndex = noteIndexes.get(card.noteSourceId);
    if (noteIndex === undefined) throw new Error('a card came before its note');
    if (!decks.has(card.deckSourceId)) throw new Error('a card came before its deck');
    if (card.ordinal < 0 || card.ordinal >= (ordinalLimits[noteIndex] ?? 0)) {
      warn('card-without-template', 'Some cards had no template to show them with, and were left out.');
      if (!lostCards.has(noteIndex)) lostCards.set(noteIndex, card);
      return;
    }
    const key = noteIndex * ORDINAL_LIMIT + card.ordinal;
    if (cardKeys.has(key) || !rows.card(card, cards)) {
      warn('card-twice', 'Some cards were in the file twice; one of each was kept.');
      return;
    }
    cardKeys.add(key);
    hasCard[noteIndex] = true;
    cards += 1;
  };

  /** Notes that the file has no cards for get those that their fields ask for; where there are none, the note is left out. */
  const makeMissingCards = (): void => {
    if (!hasCard.includes(false)) return;
    let nextSourceId = FIRST_MADE_ID;
    rows.deck.run(FIRST_MADE_ID, 'Default', '', null);
    decks.add(FIRST_MADE_ID);
    for (const [sourceId, index] of noteIndexes) {
      if (hasCard[index] === true) continue;
      const note = readNote(database, sourceId);
      const type = noteTypes.get(note.noteTypeSourceId);
      const ordinals = type === undefined ? [] : listCardOrdinals(type, note.fields);
      const lost = lostCards.get(index);
      for (const [place, ordinal] of ordinals.entries()) {
        const made = { sourceId: nextSourceId, noteSourceId: sourceId, ordinal, deckSourceId: lost?.deckSourceId ?? FIRST_MADE_ID, schedule: null };
        writeCard(lost !== undefined && place === 0 ? { ...lost, ordinal } : made);
        nextSourceId += 1;
      }
      if (ordinals.length > 0) {
        if (lost === undefined) warn('cards-made', 'Some notes had no cards in the file. Their cards were made anew, in the deck “Default”.');
        else warn('cards-made', 'Some notes had only cards without a template. They have the cards of their note type now, in the same deck, and the first goes on where the lost one was.');
        continue;
      }
      database.prepare('DELETE FROM notes WHERE source_id = ?').run(sourceId);
      noteIndexes.delete(sourceId);
      skip(stripMarkup(note.fields[0] ?? ''), 'It has no cards in the file, and none can be made of it.', sourceId);
    }
  };

  return {
    preset: (preset) => {
      rows.preset.run(preset.sourceId, preset.name, JSON.stringify(preset.settings));
    },
    deck: (deck) => {
      decks.add(deck.sourceId);
      rows.deck.run(deck.sourceId, cleanDeckName(deck.name), deck.description, deck.presetSourceId);
    },
    noteType: (noteType) => {
      noteTypes.set(noteType.sourceId, noteType.definition);
      rows.noteType.run(noteType.sourceId, JSON.stringify(noteType.definition));
    },
    note: writeNote,
    card: writeCard,
    review: (review) => {
      rows.review(review);
      reviews += 1;
    },
    conceptSet: ({ deckSourceId, concepts }) => {
      rows.conceptSet.run(deckSourceId, JSON.stringify(concepts));
    },
    extra: (part, record) => {
      rows.archiveRow.run(part, JSON.stringify(record));
      if (part === 'reviews') reviews += 1;
    },
    media: async (file) => {
      media += 1;
      if (options.mediaStaging === null) return;
      const staged = await options.mediaStaging.take(file);
      if (staged.ok) {
        rows.media.run(staged.sourceName, staged.name, staged.sha256, staged.sizeBytes);
        return;
      }
      mediaRejected += 1;
      warn(`media-${staged.problem}`, describeRejected(file.name, staged.problem));
    },
    warning: warn,
    skipped: (title, reason) => {
      skip(title, reason);
    },
    progress: options.onProgress,
    throwIfCancelled: options.throwIfCancelled,
    finish: () => {
      makeMissingCards();
      indexStagedNotes(database);
      database.exec('COMMIT');
      for (const sourceId of typesInUse) warnOfScripts(noteTypes.get(sourceId), warn);
      return { warnings: [...warnings.values()], skipped, skippedCount, notes: noteIndexes.size, cards, reviews, media, mediaRejected };
    },
  };
}

function readNote(database: Database, sourceId: SourceId): { readonly noteTypeSourceId: SourceId; readonly fields: readonly string[] } {
  const row = database
    .prepare<[SourceId], { noteTypeSourceId: SourceId; fields: string }>('SELECT note_type_source_id AS noteTypeSourceId, fields FROM notes WHERE source_id = ?')
    .get(sourceId);
  if (row === undefined) throw new Error('a staged note is gone');
  return { noteTypeSourceId: row.noteTypeSourceId, fields: splitFields(row.fields) };
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

function hasOwnId(note: ImportedNote): boolean {
  return note.guid !== null && note.guid.trim() !== '';
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
