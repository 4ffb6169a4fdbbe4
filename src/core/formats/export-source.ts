/** What a writer of a file format is given: the part of a library that goes out, record by record, of one moment. */

import type { Flag, Note, NoteTypeDefinition } from '../cards/model.ts';
import type { CardId, DeckId, NoteId, NoteTypeId, PresetId } from '../ids.ts';
import type { CardSchedule, CardState, PresetSettings, ReviewKind } from '../scheduling/model.ts';
import type { StudyMoment } from '../scheduling/study-day.ts';

export interface ExportedPreset {
  readonly id: PresetId;
  readonly name: string;
  readonly settings: PresetSettings;
}

export interface ExportedDeck {
  readonly id: DeckId;
  /** Full path, levels joined by `::`. */
  readonly name: string;
  readonly description: string;
  readonly presetId: PresetId;
}

export interface ExportedNoteType extends NoteTypeDefinition {
  readonly id: NoteTypeId;
  /** Left out: not known. */
  readonly modifiedAtMillis?: number;
}

export interface ExportedCard {
  readonly id: CardId;
  readonly noteId: NoteId;
  readonly ordinal: number;
  readonly deckId: DeckId;
  readonly schedule: CardSchedule;
  readonly suspended: boolean;
  readonly buried: { readonly onDay: number; readonly by: 'siblings' | 'hand' } | null;
  readonly flag: Flag;
  readonly modifiedAtMillis: number;
}

export interface ExportedNote extends Note {
  /** Those of its cards that go out, by ordinal; one at least. */
  readonly cards: readonly ExportedCard[];
}

export interface ExportedReview {
  readonly cardId: CardId;
  readonly reviewedAtMillis: number;
  readonly rating: 0 | 1 | 2 | 3 | 4;
  readonly kind: ReviewKind;
  readonly stateBefore: CardState;
  readonly elapsedDays: number;
  readonly intervalDays: number;
  readonly difficultyAfter: number | null;
  readonly durationMillis: number;
}

export interface ExportedMedia {
  /** NFC, as fields refer to it. */
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly readBytes: () => AsyncIterable<Uint8Array>;
}

export interface ExportedConceptSet {
  readonly deckId: DeckId;
  readonly concepts: readonly string[];
}

export interface ExportCounts {
  readonly notes: number;
  readonly cards: number;
  readonly reviews: number;
  readonly media: number;
  readonly mediaBytes: number;
}

export interface ExportSource {
  /** What goes out, for file names and titles: the deck's last level, the words searched for, or “Versus”. */
  readonly title: string;
  readonly nowMillis: number;
  readonly moment: StudyMoment;
  readonly zoneOffsetMinutesAt: (millis: number) => number;
  /** False: cards are given as never studied, and there are no reviews. */
  readonly withSchedule: boolean;
  /** False: there are no media. */
  readonly withMedia: boolean;
  readonly counts: ExportCounts;
  /** Decks that cards of the export are in, and all levels above those, by name. */
  readonly decks: readonly ExportedDeck[];
  /** Those of the decks. */
  readonly presets: readonly ExportedPreset[];
  /** Those that notes of the export have, by name. */
  readonly noteTypes: readonly ExportedNoteType[];
  readonly conceptSets: readonly ExportedConceptSet[];
  /** In the order of their ids, which is the order of making; can be gone through several times. */
  readonly notes: () => Iterable<ExportedNote>;
  /** By card and time. */
  readonly reviews: () => Iterable<ExportedReview>;
  /** Files that notes and note types of the export refer to, and `_name` ones; of everything, all files. */
  readonly media: () => Iterable<ExportedMedia>;
  /** Throws AppError cancelled once the learner has asked to stop. */
  readonly throwIfCancelled: () => void;
  readonly progress: (phase: ExportPhase, done: number, total: number | null) => void;
}

export type ExportPhase = 'writing-notes' | 'writing-reviews' | 'writing-media' | 'packing';
