/** Note types, decks and presets of schemas 14 to 18, which keep them in tables with protobuf blobs. */

import type { CardTemplate, NoteField } from '../../cards/model.ts';
import { cleanDeckName } from './collection.ts';
import type { AnkiDeck, AnkiNoteType, AnkiPreset } from './collection.ts';
import { parseJson, recordOf } from './json-value.ts';
import { makeDefinition } from './note-type.ts';
import { readPresetBlob } from './preset-settings.ts';
import { readProtoMessage } from './proto-message.ts';
import { toRevision } from './schema-json.ts';

const LEVEL_SEPARATOR = '\u001f';

export interface NoteTypeRow {
  readonly id: number;
  readonly name: string;
  readonly revisedAtSeconds: number;
  readonly config: Uint8Array;
}

export interface PartRow {
  readonly noteTypeId: number;
  readonly ordinal: number;
  readonly name: string;
  readonly config: Uint8Array;
}

function partsOf(rows: readonly PartRow[], noteTypeId: number): readonly PartRow[] {
  return rows.filter((row) => row.noteTypeId === noteTypeId).sort((left, right) => left.ordinal - right.ordinal);
}

/** Rows of `notetypes`, `fields` and `templates`; parts of note types that are absent are passed over. Messages Notetype.Config, .Field.Config, .Template.Config. */
export function readNoteTypeRows(types: readonly NoteTypeRow[], fieldRows: readonly PartRow[], templateRows: readonly PartRow[]): readonly AnkiNoteType[] {
  return types.map((row) => {
    const config = readProtoMessage(row.config);
    const fields = partsOf(fieldRows, row.id).map((field): NoteField => ({ name: field.name, rightToLeft: readProtoMessage(field.config).int(2) !== 0 }));
    const templates = partsOf(templateRows, row.id).map((template): CardTemplate => {
      const formats = readProtoMessage(template.config);
      return { name: template.name, questionFormat: formats.text(1), answerFormat: formats.text(2) };
    });
    const definition = makeDefinition({
      name: row.name,
      isCloze: config.int(1) === 1,
      fields,
      templates,
      css: config.text(3),
      latexPre: config.text(5),
      latexPost: config.text(6),
      own: recordOf(recordOf(parseJson(config.text(255)))['versus']),
    });
    return { id: row.id, definition: { ...definition, revisedAtMillis: toRevision(row.revisedAtSeconds) } };
  });
}

/** A row of `decks`: `kind` is Deck.KindContainer { normal = 1 {config_id = 1, description = 4, review_limit = 6, new_limit = 7, desired_retention = 10}, filtered = 2 }. */
export function readDeckRow(row: { readonly id: number; readonly name: string; readonly kind: Uint8Array }): AnkiDeck {
  const kind = readProtoMessage(row.kind);
  const normal = readProtoMessage(kind.bytes(1));
  const isFiltered = kind.has(2);
  return {
    id: row.id,
    name: cleanDeckName(row.name.split(LEVEL_SEPARATOR).join('::')),
    description: normal.text(4),
    isFiltered,
    presetId: isFiltered ? null : normal.int(1),
    options: {
      newPerDay: normal.has(7) ? normal.int(7) : null,
      reviewsPerDay: normal.has(6) ? normal.int(6) : null,
      desiredRetention: normal.has(10) ? normal.float(10) : null,
    },
  };
}

/** A row of `deck_config`. */
export function readPresetRow(row: { readonly id: number; readonly name: string; readonly config: Uint8Array }): AnkiPreset {
  return { id: row.id, name: row.name.trim() || 'Preset', settings: readPresetBlob(row.config) };
}
