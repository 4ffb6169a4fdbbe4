/** Hands the records of an archive to a sink. A record that contradicts itself or points at nothing makes the archive damaged. */

import type { Flag, NoteField, NoteKind, CardTemplate } from '../../cards/model.ts';
import { CONCEPT_COLOURS, CONCEPT_SHAPES } from '../../contrast/model.ts';
import { AppError } from '../../errors.ts';
import type { CardSchedule, CardState, ReviewKind } from '../../scheduling/model.ts';
import type { ImportSink } from '../import-sink.ts';
import type { ArchivePart, ArchiveRecord } from './parts.ts';
import { readPresetSettings } from './preset-settings.ts';

const NOTE_KINDS: readonly string[] = ['basic', 'cloze', 'contrast'] satisfies readonly NoteKind[];
const STATES: readonly string[] = ['new', 'learning', 'review', 'relearning'] satisfies readonly CardState[];
const KINDS: readonly string[] = ['learning', 'review', 'relearning', 'filtered', 'manual', 'rescheduled'] satisfies readonly ReviewKind[];

export interface TellOptions {
  /** False: cards come as new ones, and nothing of what was studied. */
  readonly withSchedule: boolean;
}

/** Parts that are history: left out where the learner wants none. */
const HISTORY: ReadonlySet<ArchivePart> = new Set(['reviews', 'practice', 'study-days', 'pair-memories', 'trials', 'proposals', 'experiments', 'exam-reports', 'note-origins', 'conflicts']);

export interface ArchiveTeller {
  /** Throws AppError file-damaged. */
  readonly tell: <Part extends ArchivePart>(part: Part, record: ArchiveRecord<Part>) => void;
}

/** Records must come part by part in the order of the format. */
export function createArchiveTeller(sink: ImportSink, options: TellOptions): ArchiveTeller {
  const known = { preset: new Set<number>(), deck: new Set<number>(), noteType: new Set<number>(), note: new Set<number>() };
  const need = (sort: keyof typeof known, id: number): void => {
    if (!known[sort].has(id)) throw damaged();
  };
  const tellers: { readonly [Part in ArchivePart]?: (record: ArchiveRecord<Part>) => void } = {
    presets: ({ id, name, settings }) => {
      known.preset.add(id);
      sink.preset({ sourceId: id, name, settings: readPresetSettings(settings) });
    },
    decks: ({ id, name, description, preset }) => {
      need('preset', preset);
      known.deck.add(id);
      sink.deck({ sourceId: id, name, description, presetSourceId: preset });
    },
    'note-types': (record) => {
      const { id, name, css, latexPre, latexPost } = record;
      if (!NOTE_KINDS.includes(record.kind) || !isFields(record.fields) || !isTemplates(record.templates)) throw damaged();
      known.noteType.add(id);
      const definition = { name, kind: record.kind as NoteKind, fields: record.fields, templates: record.templates, css, latexPre, latexPost };
      sink.noteType({ sourceId: id, definition });
    },
    notes: ({ id, guid, noteType, fields, tags, createdAtMillis, modifiedAtMillis }) => {
      need('noteType', noteType);
      known.note.add(id);
      sink.note({ sourceId: id, guid, noteTypeSourceId: noteType, fields, tags, createdAtMillis, modifiedAtMillis });
    },
    cards: (record) => {
      need('note', record.note);
      need('deck', record.deck);
      const { id, note, ordinal, deck, suspended, buriedOnDay, buriedBy, flag, modifiedAtMillis } = record;
      const identity = { sourceId: id, noteSourceId: note, ordinal, deckSourceId: deck };
      if (flag < 0 || flag > 7) throw damaged();
      if (!options.withSchedule) {
        sink.card({ ...identity, schedule: null });
        return;
      }
      sink.card({
        ...identity,
        schedule: readSchedule(record),
        suspended,
        buried: buriedOnDay === null ? null : { onDay: buriedOnDay, by: buriedBy === 1 ? 'siblings' : 'hand' },
        flag: flag as Flag,
        modifiedAtMillis,
      });
    },
    reviews: ({ rating, kind, stateBefore }) => {
      if (rating < 0 || rating > 4 || !KINDS.includes(kind) || !STATES.includes(stateBefore)) throw damaged();
    },
    concepts: ({ colour, shape }) => {
      if (!includes(CONCEPT_COLOURS, colour) || !includes(CONCEPT_SHAPES, shape)) throw damaged();
    },
    proposals: ({ status }) => {
      if (!['proposed', 'accepted', 'dismissed'].includes(status)) throw damaged();
    },
    experiments: ({ arm }) => {
      if (arm !== 'contrast' && arm !== 'plain') throw damaged();
    },
  };
  return {
    tell: (part, record) => {
      if (!options.withSchedule && HISTORY.has(part)) return;
      tellers[part]?.(record);
      if (part !== 'notes' && part !== 'cards' && part !== 'media') sink.extra?.(part, record);
    },
  };
}

export function damaged(): AppError {
  return new AppError('file-damaged', 'This Versus archive is damaged: what it says of a record cannot be right. Nothing was imported. Use another copy of it, or export it again.');
}

function includes(values: readonly string[], value: string): boolean {
  return values.includes(value);
}

function isFields(value: unknown): value is readonly NoteField[] {
  return Array.isArray(value) && value.length > 0 && value.every((field) => has(field, 'name', 'string') && has(field, 'rightToLeft', 'boolean'));
}

function isTemplates(value: unknown): value is readonly CardTemplate[] {
  return Array.isArray(value) && value.length > 0 && value.every((template) => ['name', 'questionFormat', 'answerFormat'].every((name) => has(template, name, 'string')));
}

function has(value: unknown, name: string, type: 'string' | 'boolean'): boolean {
  return typeof value === 'object' && value !== null && typeof (value as Readonly<Record<string, unknown>>)[name] === type;
}

/** States, due times and memories belong together: a learning card is due at a moment, a review card on a day. */
function readSchedule(record: ArchiveRecord<'cards'>): CardSchedule {
  const { state, position, dueAtMillis, dueDay, stability, difficulty, lastReviewedAtMillis, intervalDays, step, reviewCount, lapseCount } = record;
  const isLearning = state === 'learning' || state === 'relearning';
  const fits = STATES.includes(state) && isLearning === (dueAtMillis !== null) && (state === 'review') === (dueDay !== null) && (stability === null) === (difficulty === null);
  if (!fits) throw damaged();
  return {
    state: state as CardState,
    position,
    dueAtMillis,
    dueDay,
    memory: stability === null || difficulty === null ? null : { stability, difficulty },
    lastReviewedAtMillis,
    intervalDays,
    step,
    reviewCount,
    lapseCount,
  };
}
