/** Decks, undo, settings and drafts. */

import * as z from 'zod';
import type { DeckId, PresetId } from '../core/ids.ts';
import { DEFAULT_PRESET, type PresetSettings } from '../core/scheduling/model.ts';
import { command, query } from './operation.ts';
import { deckId, deckName, nothing, presetId } from './schemas.ts';

/** What can be studied now, within the day's limits. */
export interface DueCounts {
  readonly new: number;
  readonly learning: number;
  readonly due: number;
}

export interface DeckNode {
  readonly id: DeckId;
  /** The full path. */
  readonly name: string;
  /** The last level of the path. */
  readonly label: string;
  readonly depth: number;
  /** Of this deck and the decks below it. */
  readonly counts: DueCounts;
  /** All cards of this deck and the decks below it. */
  readonly cardCount: number;
  readonly children: readonly DeckNode[];
}

export interface LibraryOverview {
  readonly decks: readonly DeckNode[];
  readonly noteCount: number;
  readonly cardCount: number;
  readonly reviewedToday: number;
  readonly studiedTodayMillis: number;
  /** True until the first card was ever graded here. */
  readonly neverStudied: boolean;
  /** What a learner would do next: the deck to open, or null when nothing is due. */
  readonly suggestedDeckId: DeckId | null;
}

export interface DeckDetail {
  readonly id: DeckId;
  readonly name: string;
  readonly description: string;
  readonly presetId: PresetId;
  readonly presetName: string;
  readonly preset: PresetSettings;
  /** How many decks share this preset. */
  readonly presetDeckCount: number;
}

/** What undo and redo would do now, in words ("Grade card"), or null. */
export interface UndoState {
  readonly undo: string | null;
  readonly redo: string | null;
}

export interface AppSettings {
  readonly theme: 'system' | 'light' | 'dark' | 'contrast';
  readonly cardFont: 'sans' | 'serif';
  readonly cardFontPixels: number;
  readonly showKeyHints: boolean;
  readonly playSoundAutomatically: boolean;
  /** Hour, local time, at which a new study day begins. */
  readonly dayStartsAtHour: number;
  /** Ask how certain the learner is before the feedback to a question with an objective answer. */
  readonly certaintyStep: boolean;
  /** Ask due cards of concept sets in the way that fits how firm they are; off: all by recall. */
  readonly adaptiveModes: boolean;
}

export const settingsPatch = z.strictObject({
  theme: z.enum(['system', 'light', 'dark', 'contrast']).optional(),
  cardFont: z.enum(['sans', 'serif']).optional(),
  cardFontPixels: z.int().min(14).max(48).optional(),
  showKeyHints: z.boolean().optional(),
  playSoundAutomatically: z.boolean().optional(),
  dayStartsAtHour: z.int().min(0).max(23).optional(),
  certaintyStep: z.boolean().optional(),
  adaptiveModes: z.boolean().optional(),
});

const steps = z.array(z.number().positive().max(1_000_000)).max(20);
export const presetSettings = z.strictObject({
  learningStepsMinutes: steps,
  relearningStepsMinutes: steps,
  desiredRetention: z.number().min(0.7).max(0.99),
  maximumIntervalDays: z.int().min(1).max(36500),
  newPerDay: z.int().min(0).max(9999),
  reviewsPerDay: z.int().min(0).max(9999),
  fuzz: z.boolean(),
  learnAheadMinutes: z.int().min(0).max(1440),
  newOrder: z.enum(['position', 'random']),
  reviewOrder: z.enum(['due-day', 'retrievability-ascending', 'random']),
  newAmongReviews: z.enum(['mixed', 'before', 'after']),
  buryNewSiblings: z.boolean(),
  buryReviewSiblings: z.boolean(),
  leechLapses: z.int().min(1).max(99),
  leechAction: z.enum(['tag', 'suspend']),
  staggerTwins: z.boolean().default(DEFAULT_PRESET.staggerTwins),
  staggerStabilityDays: z.number().positive().max(36500).default(DEFAULT_PRESET.staggerStabilityDays),
  fsrsWeights: z.array(z.number()).length(21).nullable(),
});

/** Where the library lies and what made it, for the About box. */
export interface AboutLibrary {
  readonly libraryDir: string;
  readonly schemaVersion: number;
  readonly appVersion: string;
}

export const libraryContract = {
  'library.overview': query<LibraryOverview>()(nothing),
  'library.about': query<AboutLibrary>()(nothing),
  'deck.get': query<DeckDetail>()(z.strictObject({ deckId })),
  /** Creates the deck and any missing level above it. Throws conflict when it exists. */
  'deck.create': command<{ deckId: DeckId }>()(z.strictObject({ name: deckName })),
  /** Gives the deck a new full path: renames or moves it with the decks below. Throws conflict when the name is taken or lies inside itself. */
  'deck.rename': command<{ name: string }>()(z.strictObject({ deckId, name: deckName })),
  /** Deletes the deck, the decks below it and their cards; notes left without cards go too. */
  'deck.delete': command<{ cardCount: number; noteCount: number }>()(z.strictObject({ deckId })),
  /** Changes the preset the deck uses; `forThisDeckOnly` gives it one of its own first when it is shared. */
  'preset.update': command<{ presetId: PresetId }>()(z.strictObject({ deckId, settings: presetSettings, forThisDeckOnly: z.boolean() })),
  'preset.assign': command<null>()(z.strictObject({ deckId, presetId })),
  'undo.state': query<UndoState>()(nothing),
  /** Takes the last command back and returns its label. Throws nothing-to-undo. */
  'undo.undo': command<{ label: string }>()(nothing),
  'undo.redo': command<{ label: string }>()(nothing),
  'settings.get': query<AppSettings>()(nothing),
  'settings.update': command<AppSettings>()(settingsPatch),
  'draft.get': query<{ body: unknown; savedAtMillis: number } | null>()(z.strictObject({ key: z.string().min(1).max(200) })),
  'draft.save': command<null>()(z.strictObject({ key: z.string().min(1).max(200), body: z.unknown() })),
  'draft.discard': command<null>()(z.strictObject({ key: z.string().min(1).max(200) })),
};
