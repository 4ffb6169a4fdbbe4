/**
 * What a reader of a file format tells, record by record: readers know their format and nothing of the library,
 * the sink knows the library and nothing of the format.
 */

import type { RevisedNoteType } from '../cards/adopt-looks.ts';
import type { Flag } from '../cards/model.ts';
import type { CardSchedule, PresetSettings, ReviewKind } from '../scheduling/model.ts';
import type { ArchivePart } from './archive/parts.ts';

/** A reader's own number for a record of the file, so that others can point at it: any integer, unique among records of its sort. */
export type SourceId = number;

export interface ImportedPreset {
  readonly sourceId: SourceId;
  readonly name: string;
  readonly settings: PresetSettings;
}

export interface ImportedDeck {
  readonly sourceId: SourceId;
  /** Full path, levels joined by `::`. The levels above need not be told. Several decks may share a name. */
  readonly name: string;
  readonly description: string;
  /** Null: the library's default preset. */
  readonly presetSourceId: SourceId | null;
}

export interface ImportedNoteType {
  readonly sourceId: SourceId;
  readonly definition: RevisedNoteType;
}

export interface ImportedNote {
  readonly sourceId: SourceId;
  /** Null where the format has none: one is derived from the note type, `identity` and its occurrence in the file. */
  readonly guid: string | null;
  /** What tells this note from others of its type when guid is null: the first field when left out, better with the deck's name before it. */
  readonly identity?: string;
  readonly noteTypeSourceId: SourceId;
  /** HTML, one per field of the note type, in its order. */
  readonly fields: readonly string[];
  readonly tags: readonly string[];
  /** Null: now. */
  readonly createdAtMillis: number | null;
  readonly modifiedAtMillis: number | null;
}

export interface ImportedCard {
  readonly sourceId: SourceId;
  readonly noteSourceId: SourceId;
  /** The template's index; for cloze notes the cloze number less one. */
  readonly ordinal: number;
  readonly deckSourceId: SourceId;
  /** Null: a new card, in the order of telling. */
  readonly schedule: CardSchedule | null;
  readonly suspended?: boolean;
  /** Buried until the study day after this one ends; left out or null when not buried. */
  readonly buried?: { readonly onDay: number; readonly by: 'siblings' | 'hand' } | null;
  readonly flag?: Flag;
  /** Left out: now. */
  readonly modifiedAtMillis?: number;
}

export interface ImportedReview {
  readonly cardSourceId: SourceId;
  readonly reviewedAtMillis: number;
  /** 0: a change of the schedule that was no answer. */
  readonly rating: 0 | 1 | 2 | 3 | 4;
  readonly kind: ReviewKind;
  readonly stateBefore: CardSchedule['state'];
  /** Days since the review before; 0 for the first. */
  readonly elapsedDays: number;
  /** The interval given, in days. */
  readonly intervalDays: number;
  readonly durationMillis: number;
  /** FSRS difficulty after the answer, 1 to 10; left out where the file has none. */
  readonly difficultyAfter?: number | null;
}

/** The bytes of a file, in pieces. */
export interface FileBytes extends AsyncIterable<Uint8Array> {
  /** Left out where there are many of them: all at once, instead of in pieces. Throws as going through the pieces does. */
  readonly readSmall?: () => Uint8Array;
}

export interface ImportedMedia {
  /** As the file has it; the sink checks and cleans it. */
  readonly name: string;
  /** Read once. */
  readonly bytes: FileBytes;
  /** Lower-case hexadecimal SHA-1 to hold the bytes against, when the file gives one. */
  readonly sha1: string | null;
}

/** Concepts that the file's notes tell apart, for a deck that was told. */
export interface ImportedConceptSet {
  readonly deckSourceId: SourceId;
  /** Labels, two or more. */
  readonly concepts: readonly string[];
}

export type SinkPhase = 'opening' | 'reading-notes' | 'reading-cards' | 'reading-reviews' | 'reading-media';

/**
 * Where a reader puts what it read. A record comes after the records it points at: presets, note types and decks, then
 * notes, then cards, then reviews; media at any time.
 */
export interface ImportSink {
  readonly preset: (preset: ImportedPreset) => void;
  readonly deck: (deck: ImportedDeck) => void;
  readonly noteType: (noteType: ImportedNoteType) => void;
  readonly note: (note: ImportedNote) => void;
  readonly card: (card: ImportedCard) => void;
  readonly review: (review: ImportedReview) => void;
  /** After its deck. A sink without it keeps none. */
  readonly conceptSet?: (set: ImportedConceptSet) => void;
  /** A record of our own archive that has no place in the others; see archive/parts.ts. Sinks without it keep none. */
  readonly extra?: (part: ArchivePart | 'manifest', record: object) => void;
  /** Takes the bytes in before it resolves. Problems of a single file become warnings; throws AppError file-too-large past the limits. */
  readonly media: (media: ImportedMedia) => Promise<void>;
  /** Said once per code and message in the report. `code` is kebab-case and stable. */
  readonly warning: (code: string, message: string) => void;
  /** A note or row left out, with a sentence that says why. */
  readonly skipped: (title: string, reason: string) => void;
  /** May be called as often as liked. Total is null while it is not known. */
  readonly progress: (phase: SinkPhase, done: number, total: number | null) => void;
  /** Throws AppError cancelled once the learner has asked to stop. Call it every few hundred records; cheap. */
  readonly throwIfCancelled: () => void;
}
