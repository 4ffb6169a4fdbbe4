/** What a collection of Anki says about itself besides its notes: note types, decks and presets, whatever its schema. */

import type { RevisedNoteType } from '../../cards/adopt-looks.ts';
import type { PresetSettings } from '../../scheduling/model.ts';
import type { AnkiDeckOptions } from './deck-options.ts';

export interface AnkiDeck {
  readonly id: number;
  /** Levels joined by `::`. */
  readonly name: string;
  readonly description: string;
  /** Cards of a filtered deck are there on a visit: their home is elsewhere. */
  readonly isFiltered: boolean;
  readonly presetId: number | null;
  readonly options: AnkiDeckOptions;
}

export interface AnkiNoteType {
  readonly id: number;
  readonly definition: RevisedNoteType;
}

export interface AnkiPreset {
  readonly id: number;
  readonly name: string;
  readonly settings: PresetSettings;
}

/** What `col.conf`, or the table `config` of later schemas, says. */
export interface AnkiSettings {
  /** Minutes west of UTC where the collection was made; null in older ones. */
  readonly minutesWest: number | null;
  /** 1: the scheduler of Anki 2.0, which offered three answers while learning. */
  readonly schedulerVersion: number;
  /** Day of the collection on which buried cards last came back; null in packages of decks. */
  readonly lastUnburiedDay: number | null;
}

export interface AnkiCollection {
  /** When day 0 was, which due days count from. */
  readonly createdAtSeconds: number;
  readonly settings: AnkiSettings;
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
