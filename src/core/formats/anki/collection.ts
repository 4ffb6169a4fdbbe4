/** What a collection of Anki says about itself besides its notes: note types, decks and presets, whatever its schema. */

import type { NoteTypeDefinition } from '../../cards/model.ts';
import type { PresetSettings } from '../../scheduling/model.ts';

export interface AnkiDeck {
  readonly id: number;
  /** Levels joined by `::`. */
  readonly name: string;
  readonly description: string;
  /** Cards of a filtered deck are there on a visit: their home is elsewhere. */
  readonly isFiltered: boolean;
  readonly presetId: number | null;
}

export interface AnkiNoteType {
  readonly id: number;
  readonly definition: NoteTypeDefinition;
}

export interface AnkiPreset {
  readonly id: number;
  readonly name: string;
  readonly settings: PresetSettings;
}

/** When day 0 of the collection was: what due days count from. */
export interface AnkiCreation {
  readonly createdAtSeconds: number;
  /** Minutes west of UTC where it was made; null in older collections. */
  readonly minutesWest: number | null;
}

export interface AnkiCollection {
  readonly creation: AnkiCreation;
  readonly noteTypes: readonly AnkiNoteType[];
  readonly decks: readonly AnkiDeck[];
  readonly presets: readonly AnkiPreset[];
}

const NAME_LENGTH_LIMIT = 1000;

/** Trims each level, names empty ones, and cuts what is absurdly long. */
export function cleanDeckName(name: string): string {
  const levels = name.split('::').map((level) => {
    const trimmed = level.trim();
    return trimmed === '' ? 'blank' : trimmed;
  });
  return levels.join('::').normalize('NFC').slice(0, NAME_LENGTH_LIMIT);
}
