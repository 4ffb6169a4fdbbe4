/** Tells a sink the cards of a Mochi export: each is a note, of a type made from its template or of a built-in one. */

import { BUILT_IN_NOTE_TYPES } from '../../cards/built-in-note-types.ts';
import { listCardOrdinals } from '../../cards/card-ordinals.ts';
import { DECK_SEPARATOR, type NoteTypeDefinition } from '../../cards/model.ts';
import { stripMarkup } from '../../cards/strip-markup.ts';
import { deckNameOf } from '../deck-name.ts';
import { SCHEDULE_CONVERTED } from '../foreign-schedule.ts';
import type { ReaderContext } from '../format-reader.ts';
import type { ImportSink, SourceId } from '../import-sink.ts';
import { cleanTag } from '../tell-notes.ts';
import type { MochiCard, MochiDeck, MochiExport, MochiReview, MochiTemplate } from './mochi-data.ts';
import { hasGaps, renderGaps, renderMochi, renderSides, splitSides, takeTags } from './mochi-markdown.ts';
import { describeTemplate, fillTemplate } from './mochi-note-types.ts';
import { listReviews, scheduleOf } from './mochi-reviews.ts';

export interface MochiTelling {
  readonly fileName: string;
  readonly context: ReaderContext;
  readonly sink: ImportSink;
  /** Gives the HTML with the names of its media as they are handed on. */
  readonly takeMedia: (html: string) => string;
}

interface NoteContent {
  readonly noteType: NoteTypeDefinition;
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

const CARDS_PER_REPORT = 200;
const DEEPEST_LEVEL = 50;

function builtIn(name: 'Basic' | 'Basic (and reversed)' | 'Cloze'): NoteTypeDefinition {
  return BUILT_IN_NOTE_TYPES.find((noteType) => noteType.name === name) as NoteTypeDefinition;
}

/** The names of the decks above it, and its own; a deck that is above itself ends the line. */
function levelsOf(deck: MochiDeck, byId: ReadonlyMap<string, MochiDeck>): readonly MochiDeck[] {
  const levels: MochiDeck[] = [];
  for (let level: MochiDeck | undefined = deck; level !== undefined && !levels.includes(level) && levels.length < DEEPEST_LEVEL; ) {
    levels.unshift(level);
    level = level.parentId === '' ? undefined : byId.get(level.parentId);
  }
  return levels;
}

/** Says how many notes were told. */
export function tellDecks(data: MochiExport, { fileName, context, sink, takeMedia }: MochiTelling): number {
  const byId = new Map(data.decks.filter(({ id }) => id !== '').map((deck) => [deck.id, deck]));
  const types = new Map<NoteTypeDefinition, SourceId>();
  const readContent = createContentReader(data);
  let notes = 0;
  let cards = 0;
  let seen = 0;

  const typeOf = (definition: NoteTypeDefinition): SourceId => {
    const known = types.get(definition);
    if (known !== undefined) return known;
    const sourceId = types.size + 1;
    types.set(definition, sourceId);
    const templates = definition.templates.map((template) => ({
      ...template,
      questionFormat: takeMedia(template.questionFormat),
      answerFormat: takeMedia(template.answerFormat),
    }));
    sink.noteType({ sourceId, definition: { ...definition, templates } });
    return sourceId;
  };

  const tellCard = (card: MochiCard, deckSourceId: SourceId, deckName: string, isSuspended: boolean): void => {
    const { noteType, fields: rendered, tags } = readContent(card);
    const fields = rendered.map(takeMedia);
    const ordinals = listCardOrdinals(noteType, fields);
    if (ordinals.length === 0) {
      sink.skipped(card.name || stripMarkup(fields.join(' ')).slice(0, 200), 'There is nothing to ask on it.');
      return;
    }
    notes += 1;
    sink.note({
      sourceId: notes,
      guid: card.id === '' ? null : `mochi:${card.id}`,
      identity: `${deckName}\u001f${fields[0] ?? ''}`,
      noteTypeSourceId: typeOf(noteType),
      fields,
      tags,
      createdAtMillis: card.createdAtMillis,
      modifiedAtMillis: card.modifiedAtMillis,
    });
    let isSharedLogTold = false;
    for (const ordinal of ordinals) {
      cards += 1;
      const { reviews, isOwn } = reviewsOf(card, noteType, ordinal);
      const schedule = scheduleOf(reviews, context);
      if (schedule !== null) sink.warning(SCHEDULE_CONVERTED.code, SCHEDULE_CONVERTED.message);
      sink.card({ sourceId: cards, noteSourceId: notes, ordinal, deckSourceId, schedule, ...(isSuspended ? { suspended: true } : {}) });
      if (!context.withSchedule || (isSharedLogTold && !isOwn)) continue;
      listReviews(reviews, cards).forEach(sink.review);
      isSharedLogTold ||= !isOwn;
    }
  };

  data.decks.forEach((deck, index) => {
    const levels = levelsOf(deck, byId);
    const name = levels.map((level) => level.name.trim() || deckNameOf(fileName)).join(DECK_SEPARATOR);
    const deckSourceId = index + 1;
    sink.deck({ sourceId: deckSourceId, name, description: '', presetSourceId: null });
    for (const card of deck.cards) {
      if (seen % CARDS_PER_REPORT === 0) {
        sink.throwIfCancelled();
        sink.progress('reading-notes', seen, null);
      }
      seen += 1;
      if (card.isTrashed || levels.some(({ isTrashed }) => isTrashed)) {
        sink.skipped(card.name || card.content.slice(0, 200), 'It was in Mochi’s trash.');
        continue;
      }
      const isSuspended = card.isArchived || levels.some(({ isArchived }) => isArchived);
      if (isSuspended) sink.warning('archived-suspended', 'Cards that were archived in Mochi came in suspended.');
      tellCard(card, deckSourceId, name, isSuspended);
    }
  });
  sink.progress('reading-notes', seen, seen);
  return notes;
}

/** `isOwn`: of this way of asking alone; otherwise of all gaps that have none of their own. */
function reviewsOf(card: MochiCard, noteType: NoteTypeDefinition, ordinal: number): { readonly reviews: readonly MochiReview[]; readonly isOwn: boolean } {
  if (noteType.kind !== 'cloze') return { reviews: ordinal === 1 ? card.reverseReviews : card.reviews, isOwn: true };
  const number = ordinal + 1;
  const own = card.gapReviews.get(number);
  if (own !== undefined) return { reviews: own, isOwn: true };
  const isNotReviewed = card.gapReviews.size > 0 && card.gapNumbers.has(number);
  return { reviews: isNotReviewed ? [] : card.reviews, isOwn: false };
}

/** One note type for each template and way of asking. */
function createContentReader({ templates }: MochiExport): (card: MochiCard) => NoteContent {
  const described = new Map<string, NoteTypeDefinition>();
  const describe = (id: string, template: MochiTemplate, isReversed: boolean): NoteTypeDefinition => {
    const key = `${id}\u001f${String(isReversed)}`;
    const noteType = described.get(key) ?? describeTemplate(template, isReversed);
    described.set(key, noteType);
    return noteType;
  };
  return (card) => {
    const template = templates.get(card.templateId);
    const own = [...new Set(card.tags.map(cleanTag))].filter((tag) => tag !== '');
    // A field with gaps is only asked for them within the text that the template makes around it.
    if (template !== undefined && template.fields.length > 0 && ![...card.fields.values()].some(hasGaps) && card.fields.size > 0) {
      const fields = template.fields.map(({ id }) => renderMochi(card.fields.get(id) ?? ''));
      return { noteType: describe(card.templateId, template, card.isReversed), fields, tags: own };
    }
    return readPlainContent(card, contentOf(card, template), own);
  };
}

function contentOf(card: MochiCard, template: MochiTemplate | undefined): string {
  if (template !== undefined && card.fields.size > 0) return fillTemplate(template, card.fields);
  if (card.content.trim() !== '') return card.content;
  // Without its template a card still has what was typed in, and never less than its name.
  return [...card.fields.values()].filter((value) => value.trim() !== '').join('\n---\n') || card.name;
}

function readPlainContent(card: MochiCard, written: string, own: readonly string[]): NoteContent {
  const { content, tags: inText } = takeTags(written);
  const tags = [...new Set([...own, ...inText.map(cleanTag)])];
  const sides = splitSides(content);
  const [front = '', ...back] = sides;
  if (hasGaps(front)) return { noteType: builtIn('Cloze'), fields: [renderGaps(front), renderSides(back)], tags };
  // Gaps that stand on a later side are read together with what comes before them.
  if (hasGaps(content)) return { noteType: builtIn('Cloze'), fields: [renderGaps(sides.join('\n\n***\n\n')), ''], tags };
  return { noteType: builtIn(card.isReversed ? 'Basic (and reversed)' : 'Basic'), fields: [renderMochi(front), renderSides(back)], tags };
}
