/** What programs too old for the newest packages open in their place: one note that says so. */

import type { CardId, DeckId, NoteId, NoteTypeId, PresetId } from '../../ids.ts';
import { DEFAULT_PRESET } from '../../scheduling/model.ts';
import { newSchedule } from '../../scheduling/new-schedule.ts';
import type { ExportedNote, ExportSource } from '../export-source.ts';
import type { OutlineSource } from './collection-outline.ts';

export type StubSource = OutlineSource & Pick<ExportSource, 'notes' | 'reviews' | 'counts' | 'progress' | 'throwIfCancelled'>;

const MESSAGE = 'This deck was saved in Anki’s newest format. Update Anki and import the file again, or export it anew for older Anki versions.';

/** Of the same moment and zone as the export. */
export function makeStubSource({ nowMillis, moment, zoneOffsetMinutesAt }: OutlineSource): StubSource {
  const deckId = 1 as DeckId;
  const noteTypeId = 1 as NoteTypeId;
  const presetId = 1 as PresetId;
  const noteId = 1 as NoteId;
  const schedule = newSchedule(1);
  const note: ExportedNote = {
    id: noteId,
    guid: 'versus-stub',
    noteTypeId,
    fields: [MESSAGE, ''],
    tags: [],
    createdAtMillis: nowMillis,
    modifiedAtMillis: nowMillis,
    cards: [{ id: 1 as CardId, noteId, ordinal: 0, deckId, schedule, suspended: false, buried: null, flag: 0, modifiedAtMillis: nowMillis }],
  };
  return {
    nowMillis,
    moment,
    zoneOffsetMinutesAt,
    withSchedule: true,
    decks: [{ id: deckId, name: 'Default', description: '', presetId }],
    presets: [{ id: presetId, name: 'Default', settings: DEFAULT_PRESET }],
    noteTypes: [
      {
        id: noteTypeId,
        name: 'Basic',
        kind: 'basic',
        fields: [
          { name: 'Front', rightToLeft: false },
          { name: 'Back', rightToLeft: false },
        ],
        templates: [{ name: 'Card 1', questionFormat: '{{Front}}', answerFormat: '{{FrontSide}}<hr id=answer>{{Back}}' }],
        css: '',
        latexPre: '',
        latexPost: '',
      },
    ],
    counts: { notes: 1, cards: 1, reviews: 0, media: 0, mediaBytes: 0 },
    notes: () => [note],
    reviews: () => [],
    progress: () => undefined,
    throwIfCancelled: () => undefined,
  };
}
