/** Note types, decks and presets of schema 11, which keeps them as JSON in the columns of its one `col` row. */

import type { RevisedNoteType } from '../../cards/adopt-looks.ts';
import type { CardTemplate, NoteField } from '../../cards/model.ts';
import { cleanDeckName } from './collection.ts';
import type { AnkiDeck, AnkiNoteType, AnkiPreset, AnkiSettings } from './collection.ts';
import { NO_DECK_OPTIONS } from './deck-options.ts';
import type { AnkiDeckOptions } from './deck-options.ts';
import { listOf, numberOf, parseJson, recordOf, textOf } from './json-value.ts';
import type { JsonRecord } from './json-value.ts';
import { makeDefinition } from './note-type.ts';
import { readPresetJson } from './preset-settings.ts';

function byOrdinal(items: readonly unknown[]): readonly JsonRecord[] {
  return items.map(recordOf).sort((left, right) => (numberOf(left['ord']) ?? 0) - (numberOf(right['ord']) ?? 0));
}

/** From an entry of `col.models`, or a note model of CrowdAnki. */
export function readNoteTypeJson(value: unknown): RevisedNoteType {
  const model = recordOf(value);
  const fields = byOrdinal(listOf(model['flds'])).map((field): NoteField => ({ name: textOf(field['name']), rightToLeft: field['rtl'] === true }));
  const templates = byOrdinal(listOf(model['tmpls'])).map(
    (template): CardTemplate => ({
      name: textOf(template['name']),
      questionFormat: textOf(template['qfmt']),
      answerFormat: textOf(template['afmt']),
    }),
  );
  const definition = makeDefinition({
    name: textOf(model['name']),
    isCloze: numberOf(model['type']) === 1,
    fields,
    templates,
    css: textOf(model['css']),
    latexPre: textOf(model['latexPre']),
    latexPost: textOf(model['latexPost']),
    own: recordOf(model['versus']),
  });
  return { ...definition, revisedAtMillis: toRevision(numberOf(model['mod'])) };
}

/** `mod` of a note type in seconds; null where it is not told. */
export function toRevision(seconds: number | null): number | null {
  return seconds === null || seconds <= 0 ? null : seconds * 1000;
}

/** From `col.models`. Throws nothing: what is no JSON holds no note types. */
export function readModelsJson(text: string): readonly AnkiNoteType[] {
  return Object.entries(recordOf(parseJson(text))).map(([key, value]) => ({ id: Number(key), definition: readNoteTypeJson(value) }));
}

/** From `col.decks`. */
export function readDecksJson(text: string): readonly AnkiDeck[] {
  return Object.entries(recordOf(parseJson(text))).map(([key, value]) => {
    const deck = recordOf(value);
    const isFiltered = (numberOf(deck['dyn']) ?? 0) !== 0;
    return {
      id: Number(key),
      name: cleanDeckName(textOf(deck['name'])),
      description: textOf(deck['desc']),
      isFiltered,
      presetId: isFiltered ? null : numberOf(deck['conf']),
      options: isFiltered ? NO_DECK_OPTIONS : readDeckOptions(deck),
    };
  });
}

function readDeckOptions(deck: JsonRecord): AnkiDeckOptions {
  const percent = numberOf(deck['desiredRetention']);
  return { newPerDay: numberOf(deck['newLimit']), reviewsPerDay: numberOf(deck['reviewLimit']), desiredRetention: percent === null ? null : percent / 100 };
}

/** From `col.dconf`. */
export function readPresetsJson(text: string): readonly AnkiPreset[] {
  return Object.entries(recordOf(parseJson(text))).map(([key, value]) => ({
    id: Number(key),
    name: textOf(recordOf(value)['name']).trim() || 'Preset',
    settings: readPresetJson(value),
  }));
}

/** From `col.conf`. */
export function readSettingsJson(text: string): AnkiSettings {
  return readSettings(recordOf(parseJson(text)));
}

/** From the settings by Anki's names for them. Collections that name no scheduler are from before there was a second one. */
export function readSettings(settings: JsonRecord): AnkiSettings {
  return {
    minutesWest: numberOf(settings['creationOffset']),
    schedulerVersion: numberOf(settings['schedVer']) ?? 1,
    lastUnburiedDay: numberOf(settings['lastUnburied']),
  };
}
