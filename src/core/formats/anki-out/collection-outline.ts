/** All of a collection but its notes: decks, presets and note types with the ids that Anki will know them by. */

import { DECK_SEPARATOR } from '../../cards/model.ts';
import type { RenameMedia } from '../../cards/media-references.ts';
import { renameNoteTypeMedia } from '../../cards/note-type-media.ts';
import type { DeckId, NoteTypeId } from '../../ids.ts';
import { DEFAULT_PRESET } from '../../scheduling/model.ts';
import type { PresetSettings } from '../../scheduling/model.ts';
import type { ExportSource } from '../export-source.ts';
import { makeAnkiCalendar } from './anki-calendar.ts';
import type { AnkiCalendar } from './anki-calendar.ts';
import { idOfName } from './anki-ids.ts';
import { foldName } from './folded-name.ts';
import type { AnkiNoteTypeOut } from './note-type-out.ts';
import type { AnkiPresetOut } from './preset-out.ts';

export interface AnkiDeckOut {
  readonly id: number;
  /** Levels joined by `::`. */
  readonly name: string;
  readonly description: string;
  readonly presetId: number;
}

export interface CollectionOutline {
  readonly calendar: AnkiCalendar;
  readonly nowMillis: number;
  readonly decks: readonly AnkiDeckOut[];
  readonly presets: readonly AnkiPresetOut[];
  readonly noteTypes: readonly AnkiNoteTypeOut[];
  readonly deckIdOf: (deckId: DeckId) => number;
  /** The settings that a deck’s cards go by. */
  readonly presetOf: (deckId: DeckId) => PresetSettings;
  readonly noteTypeIdOf: (noteTypeId: NoteTypeId) => number;
  readonly learnAheadMinutes: number;
  /** How references to files are rewritten, or null when none has to be. */
  readonly renameMedia: RenameMedia | null;
}

/** Every collection has these two, of this id and name. */
const DEFAULT_ID = 1;
const DEFAULT_NAME = 'Default';

/** What of an export is told here. */
export type OutlineSource = Pick<ExportSource, 'nowMillis' | 'moment' | 'zoneOffsetMinutesAt' | 'withSchedule' | 'decks' | 'presets' | 'noteTypes'>;

/** `mediaRenames`: names of files that Anki would not take as they are, old to new. */
export function outlineCollection(source: OutlineSource, mediaRenames: ReadonlyMap<string, string>): CollectionOutline {
  const presets = outlinePresets(source);
  const decks = outlineDecks(source, presets.idOf);
  const renameMedia: RenameMedia | null = mediaRenames.size === 0 ? null : (names) => names.map((name) => mediaRenames.get(name)).find((name) => name !== undefined) ?? null;
  const noteTypes = outlineNoteTypes(source, renameMedia);
  const settings = new Map(source.presets.map((preset) => [preset.id, preset.settings]));
  const presetByDeck = new Map(source.decks.map((deck) => [deck.id, settings.get(deck.presetId) ?? DEFAULT_PRESET]));
  return {
    calendar: makeAnkiCalendar(source.moment, source.zoneOffsetMinutesAt),
    nowMillis: source.nowMillis,
    decks: decks.rows,
    presets: presets.rows,
    noteTypes: noteTypes.rows,
    deckIdOf: (deckId) => decks.ids.get(deckId) ?? DEFAULT_ID,
    presetOf: (deckId) => presetByDeck.get(deckId) ?? DEFAULT_PRESET,
    noteTypeIdOf: (noteTypeId) => noteTypes.ids.get(noteTypeId) ?? 0,
    learnAheadMinutes: source.presets[0]?.settings.learnAheadMinutes ?? DEFAULT_PRESET.learnAheadMinutes,
    renameMedia,
  };
}

/** Without a schedule, options stay at home as well: who takes in a shared deck goes by their own. */
function outlinePresets(source: OutlineSource): { rows: readonly AnkiPresetOut[]; idOf: (presetId: number) => number } {
  const taken = new Set([DEFAULT_ID]);
  const given = source.withSchedule ? source.presets : [];
  const rows = given.map((preset) => ({
    ...preset,
    id: preset.name === DEFAULT_NAME ? DEFAULT_ID : idOfName('preset', preset.name, taken),
    sourceId: preset.id,
  }));
  const ids = new Map<number, number>(rows.map((row) => [row.sourceId, row.id]));
  const withDefault = rows.some((row) => row.id === DEFAULT_ID) ? rows : [{ id: DEFAULT_ID, name: DEFAULT_NAME, settings: DEFAULT_PRESET }, ...rows];
  return { rows: withDefault.map(({ id, name, settings }) => ({ id, name, settings })), idOf: (presetId) => ids.get(presetId) ?? DEFAULT_ID };
}

/** Decks whose names differ in case alone are one deck to Anki: the first spelling stays, and the cards come together. */
function outlineDecks(source: OutlineSource, presetIdOf: (presetId: number) => number): { rows: readonly AnkiDeckOut[]; ids: ReadonlyMap<DeckId, number> } {
  const taken = new Set([DEFAULT_ID]);
  const rows = new Map<string, AnkiDeckOut>();
  const ids = new Map<DeckId, number>();
  const byDepth = [...source.decks].sort((left, right) => depthOf(left.name) - depthOf(right.name) || (left.name < right.name ? -1 : 1));
  for (const deck of byDepth) {
    const key = foldName(deck.name);
    const known = rows.get(key);
    if (known !== undefined) {
      ids.set(deck.id, known.id);
      continue;
    }
    const cut = deck.name.lastIndexOf(DECK_SEPARATOR);
    const parent = cut === -1 ? null : rows.get(foldName(deck.name.slice(0, cut)));
    const name = parent === null || parent === undefined ? deck.name : parent.name + deck.name.slice(cut);
    const id = key === foldName(DEFAULT_NAME) ? DEFAULT_ID : idOfName('deck', key, taken);
    rows.set(key, { id, name, description: deck.description, presetId: presetIdOf(deck.presetId) });
    ids.set(deck.id, id);
  }
  const key = foldName(DEFAULT_NAME);
  if (!rows.has(key)) rows.set(key, { id: DEFAULT_ID, name: DEFAULT_NAME, description: '', presetId: DEFAULT_ID });
  return { rows: [...rows.values()], ids };
}

function depthOf(name: string): number {
  return name.split(DECK_SEPARATOR).length;
}

function outlineNoteTypes(source: OutlineSource, renameMedia: RenameMedia | null): { rows: readonly AnkiNoteTypeOut[]; ids: ReadonlyMap<NoteTypeId, number> } {
  const taken = new Set<number>();
  const names = new Set<string>();
  const ids = new Map<NoteTypeId, number>();
  const rows = source.noteTypes.map((noteType) => {
    const id = idOfName('note-type', noteType.name, taken);
    ids.set(noteType.id, id);
    let { name } = noteType;
    while (names.has(foldName(name))) name += '+';
    names.add(foldName(name));
    const definition = { ...(renameMedia === null ? noteType : renameNoteTypeMedia(noteType, renameMedia)), name };
    return { id, definition, modifiedAtSeconds: Math.floor((noteType.modifiedAtMillis ?? source.nowMillis) / 1000) };
  });
  return { rows, ids };
}
