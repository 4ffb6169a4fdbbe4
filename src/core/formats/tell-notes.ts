/** Hands questions and answers on to a sink as notes of the built-in types: what every reader of plain texts ends in. */

import { BUILT_IN_NOTE_TYPES } from '../cards/built-in-note-types.ts';
import { listCardOrdinals } from '../cards/card-ordinals.ts';
import { stripMarkup } from '../cards/strip-markup.ts';
import type { NoteTypeDefinition } from '../cards/model.ts';
import type { CardSchedule } from '../scheduling/model.ts';
import type { ImportSink, SourceId } from './import-sink.ts';
import { tellDecks } from './tell-once.ts';

export type BuiltInType = 'Basic' | 'Basic (and reversed)' | 'Cloze';

export interface ToldNote {
  /** Full name, levels joined by `::`. */
  readonly deckName: string;
  /** A built-in type, or one of the format's own. */
  readonly type: BuiltInType | NoteTypeDefinition;
  /** HTML, in the type's order. */
  readonly fields: readonly string[];
  readonly tags: readonly string[];
  /** By the card's ordinal; left out or null: new. */
  readonly schedules?: readonly (CardSchedule | null)[];
  /** The program's own id of the note, when it has one. */
  readonly guid?: string | null;
  readonly suspended?: boolean;
}

export interface NoteTeller {
  /** False when the note has nothing to ask and was skipped. */
  readonly tell: (note: ToldNote) => boolean;
  /** How many notes were told. */
  readonly count: () => number;
}

const TYPES = new Map(BUILT_IN_NOTE_TYPES.map((definition) => [definition.name, definition]));
/** How often the sink is asked whether to go on. */
const CHECK_EVERY = 200;

export function createNoteTeller(sink: ImportSink): NoteTeller {
  const types = new Map<string, SourceId>();
  let notes = 0;
  let cards = 0;

  const deckOf = tellDecks(sink);

  const typeOf = (definition: NoteTypeDefinition): SourceId => {
    const known = types.get(definition.name);
    if (known !== undefined) return known;
    const sourceId = types.size + 1;
    types.set(definition.name, sourceId);
    sink.noteType({ sourceId, definition });
    return sourceId;
  };

  return {
    tell: ({ deckName, type, fields, tags, schedules = [], guid = null, suspended = false }) => {
      const definition = typeof type === 'string' ? TYPES.get(type) : type;
      const ordinals = definition === undefined ? [] : listCardOrdinals(definition, fields);
      if (definition === undefined || ordinals.length === 0) {
        sink.skipped(stripMarkup(fields.join(' ')).slice(0, 200), type === 'Cloze' ? 'Nothing in it is hidden.' : 'It has no question.');
        return false;
      }
      const name = cleanDeckName(deckName);
      const deckSourceId = deckOf(name);
      notes += 1;
      if (notes % CHECK_EVERY === 0) {
        sink.throwIfCancelled();
        sink.progress('reading-notes', notes, null);
      }
      sink.note({
        sourceId: notes,
        guid,
        identity: `${name}\u001f${fields.find((field) => field !== '') ?? ''}`,
        noteTypeSourceId: typeOf(definition),
        fields,
        tags: [...new Set(tags)],
        createdAtMillis: null,
        modifiedAtMillis: null,
      });
      for (const ordinal of ordinals) {
        cards += 1;
        sink.card({ sourceId: cards, noteSourceId: notes, ordinal, deckSourceId, schedule: schedules[ordinal] ?? null, ...(suspended ? { suspended } : {}) });
      }
      return true;
    },
    count: () => notes,
  };
}

function cleanDeckName(name: string): string {
  const levels = name
    .split('::')
    .map((level) => level.trim())
    .filter((level) => level !== '');
  return levels.length === 0 ? 'Imported' : levels.join('::');
}

/** A tag of another program as one of ours: no white space, levels joined by `::`. */
export function cleanTag(tag: string): string {
  return tag.trim().replace(/\s+/g, '_').replace(/\/+/g, '::');
}
