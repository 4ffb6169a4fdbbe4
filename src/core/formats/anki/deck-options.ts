/** Limits and retention that one deck of Anki may have in place of its preset's: here, a preset of its own. */

import { DEFAULT_PRESET } from '../../scheduling/model.ts';
import type { AnkiDeck, AnkiPreset } from './collection.ts';
import { cleanDailyLimit, cleanRetention } from './preset-settings.ts';

/** Null where the preset's holds. */
export interface AnkiDeckOptions {
  readonly newPerDay: number | null;
  readonly reviewsPerDay: number | null;
  /** 0 to 1. */
  readonly desiredRetention: number | null;
}

export const NO_DECK_OPTIONS: AnkiDeckOptions = { newPerDay: null, reviewsPerDay: null, desiredRetention: null };

export interface SettledPresets {
  /** Those that decks have for themselves have negative ids, which Anki gives to none. */
  readonly presets: readonly AnkiPreset[];
  readonly presetIdOf: (deck: AnkiDeck) => number | null;
}

/** The presets of a collection, and one for each deck that has options of its own. */
export function settlePresets(decks: readonly AnkiDeck[], presets: readonly AnkiPreset[]): SettledPresets {
  const byId = new Map(presets.map((preset) => [preset.id, preset]));
  const own = new Map<AnkiDeck, AnkiPreset>();
  for (const deck of decks) {
    const { newPerDay, reviewsPerDay, desiredRetention } = deck.options;
    if (newPerDay === null && reviewsPerDay === null && desiredRetention === null) continue;
    const { name, settings } = byId.get(deck.presetId ?? 0) ?? { name: 'Default', settings: DEFAULT_PRESET };
    own.set(deck, {
      id: -(own.size + 1),
      name: `${name} (${deck.name})`,
      settings: {
        ...settings,
        newPerDay: cleanDailyLimit(newPerDay, settings.newPerDay),
        reviewsPerDay: cleanDailyLimit(reviewsPerDay, settings.reviewsPerDay),
        desiredRetention: desiredRetention === null ? settings.desiredRetention : cleanRetention(desiredRetention),
      },
    });
  }
  return { presets: [...presets, ...own.values()], presetIdOf: (deck) => own.get(deck)?.id ?? deck.presetId };
}
