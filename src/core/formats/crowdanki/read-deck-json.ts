/** Tells a sink what the JSON of a CrowdAnki deck holds: note models and options stand on the root, and in some files below it; notes on each deck of the tree. */

import { listCardOrdinals } from '../../cards/card-ordinals.ts';
import { replaceMediaReferences } from '../../cards/media-references.ts';
import type { RenameMedia } from '../../cards/media-references.ts';
import { renameNoteTypeMedia } from '../../cards/note-type-media.ts';
import { DECK_SEPARATOR, type NoteTypeDefinition } from '../../cards/model.ts';
import { listOf, recordOf, textOf, type JsonRecord } from '../anki/json-value.ts';
import { makeRecoveredDefinition } from '../anki/note-type.ts';
import { readPresetJson } from '../anki/preset-settings.ts';
import { readNoteTypeJson } from '../anki/schema-json.ts';
import type { ImportSink, SourceId } from '../import-sink.ts';

/** Deeper decks are nobody's; what they hold stays in the last level. */
const DEEPEST_LEVEL = 100;
const NOTES_PER_REPORT = 500;

interface KnownType {
  readonly sourceId: SourceId;
  readonly definition: NoteTypeDefinition;
}

/** Of all decks of a file. */
interface Definitions {
  readonly typesByUuid: Map<string, readonly KnownType[]>;
  readonly presetsByUuid: Map<string, SourceId>;
  /** Null where all media keep their names. */
  readonly renameMedia: RenameMedia | null;
}

export interface DeckJsonReader {
  /** One file; several can be told to one sink. `renamedMedia`: other names for files that it refers to. Throws AppError cancelled alone. */
  readonly read: (json: unknown, renamedMedia?: ReadonlyMap<string, string>) => void;
  /** Told so far. */
  readonly countNotes: () => number;
}

/** CrowdAnki's decks have their own part of the name; some that are written by hand or by scripts have all of it. */
function addLevel(levels: readonly string[], name: string): readonly string[] {
  const above = levels.join(DECK_SEPARATOR) + DECK_SEPARATOR;
  return [...levels, levels.length > 0 && name.startsWith(above) ? name.slice(above.length) : name];
}

export function createDeckJsonReader(sink: ImportSink): DeckJsonReader {
  const next = { preset: 1, noteType: 1, deck: 1, note: 1, card: 1 };
  /** By guid: the fields of notes told already, several where a guid was used for several notes. */
  const known = new Map<string, (readonly string[])[]>();
  const recovered = new Map<number, KnownType>();

  const tellType = (definition: NoteTypeDefinition): KnownType => {
    const type = { sourceId: next.noteType, definition };
    next.noteType += 1;
    sink.noteType(type);
    return type;
  };

  /** What the decks above have defined stays as it is. */
  const readDefinitions = (deck: JsonRecord, { typesByUuid, presetsByUuid, renameMedia }: Definitions): void => {
    for (const config of listOf(deck['deck_configurations']).map(recordOf)) {
      const uuid = textOf(config['crowdanki_uuid']);
      if (presetsByUuid.has(uuid)) continue;
      presetsByUuid.set(uuid, next.preset);
      sink.preset({ sourceId: next.preset, name: textOf(config['name']).trim() || 'Preset', settings: readPresetJson(config) });
      next.preset += 1;
    }
    const above = new Set(typesByUuid.keys());
    for (const model of listOf(deck['note_models'])) {
      const uuid = textOf(recordOf(model)['crowdanki_uuid']);
      if (above.has(uuid)) continue;
      const written = readNoteTypeJson(model);
      const type = tellType(renameMedia === null ? written : renameNoteTypeMedia(written, renameMedia));
      typesByUuid.set(uuid, [...(typesByUuid.get(uuid) ?? []), type]);
    }
  };

  /** The last of those that share an id, as CrowdAnki takes it, but one that has a place for each field where there is one. */
  const chooseType = ({ typesByUuid }: Definitions, uuid: string, fieldCount: number): KnownType => {
    const types = typesByUuid.get(uuid) ?? [];
    const type = types.findLast(({ definition }) => definition.fields.length === fieldCount) ?? types.at(-1) ?? recovered.get(fieldCount);
    if (type !== undefined) return type;
    sink.warning('note-type-missing', 'Some notes are of a note type that the file does not have. A plain one with all their fields was made for them.');
    const made = tellType(makeRecoveredDefinition(fieldCount));
    recovered.set(fieldCount, made);
    return made;
  };

  /** True when the note stands in the file once more, as it does in every deck that has a card of it. */
  const isRepeated = (guid: string, fields: readonly string[]): boolean => {
    if (guid === '') return false;
    const before = known.get(guid);
    if (before === undefined) {
      known.set(guid, [fields]);
      return false;
    }
    if (!before.some((others) => others.length === fields.length && others.every((field, index) => field === fields[index]))) {
      before.push(fields);
      return false;
    }
    sink.warning('note-in-several-decks', 'Some notes stand in several decks of the file. Their cards are in the first of these decks.');
    return true;
  };

  const readNote = (value: unknown, deckName: string, deckSourceId: SourceId, definitions: Definitions): void => {
    const note = recordOf(value);
    const { renameMedia } = definitions;
    const fields = listOf(note['fields']).map((field) => (renameMedia === null ? textOf(field) : replaceMediaReferences(textOf(field), renameMedia)));
    const guid = textOf(note['guid']);
    if (isRepeated(guid, fields)) return;
    const type = chooseType(definitions, textOf(note['note_model_uuid']), fields.length);
    const ordinals = listCardOrdinals(type.definition, fields);
    if (ordinals.length === 0) {
      sink.skipped(fields.find((field) => field !== '') ?? guid, `It gives no card of the note type “${type.definition.name}”, because what would be asked is empty.`);
      return;
    }
    const sourceId = next.note;
    next.note += 1;
    sink.note({
      sourceId,
      guid: guid === '' ? null : guid,
      identity: [deckName, fields[0] ?? ''].join('\u001f'),
      noteTypeSourceId: type.sourceId,
      fields,
      tags: listOf(note['tags']).map(textOf).filter((tag) => tag.trim() !== ''),
      createdAtMillis: null,
      modifiedAtMillis: null,
    });
    for (const ordinal of ordinals) {
      sink.card({ sourceId: next.card, noteSourceId: sourceId, ordinal, deckSourceId, schedule: null });
      next.card += 1;
    }
  };

  return {
    read: (json, renamedMedia = new Map()) => {
      const renameMedia: RenameMedia = (names) => names.map((name) => renamedMedia.get(name)).find((name) => name !== undefined) ?? null;
      const definitions: Definitions = { typesByUuid: new Map(), presetsByUuid: new Map(), renameMedia: renamedMedia.size === 0 ? null : renameMedia };
      // A stack in place of recursion: a file can nest decks as deep as it likes.
      const waiting: { readonly json: unknown; readonly levels: readonly string[] }[] = [{ json, levels: [] }];
      let done = 0;
      for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
        const deck = recordOf(entry.json);
        const levels = entry.levels.length >= DEEPEST_LEVEL ? entry.levels : addLevel(entry.levels, textOf(deck['name']));
        const name = levels.join(DECK_SEPARATOR);
        readDefinitions(deck, definitions);
        const deckSourceId = next.deck;
        next.deck += 1;
        const presetSourceId = definitions.presetsByUuid.get(textOf(deck['deck_config_uuid'])) ?? null;
        sink.deck({ sourceId: deckSourceId, name, description: textOf(deck['desc']), presetSourceId });
        for (const note of listOf(deck['notes'])) {
          if (done % NOTES_PER_REPORT === 0) {
            sink.throwIfCancelled();
            sink.progress('reading-notes', done, null);
          }
          done += 1;
          readNote(note, name, deckSourceId, definitions);
        }
        // The last goes on the stack first, so that decks are told in the order of the file.
        for (const child of listOf(deck['children']).toReversed()) waiting.push({ json: child, levels });
      }
      sink.progress('reading-notes', done, done);
    },
    countNotes: () => next.note - 1,
  };
}
