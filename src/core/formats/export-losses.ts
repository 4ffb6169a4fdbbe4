/** What a format would lose of an export, in sentences: only losses that really occur are told. */

import { countWords } from './count-words.ts';
import type { ExportFacts } from './export-facts.ts';
import type { FormatLoss, KeptParts } from './format-writer.ts';

export interface LossOptions {
  /** What the learner leaves out by choice is no loss of the format. */
  readonly withSchedule: boolean;
  readonly withMedia: boolean;
}

interface Rule {
  readonly code: string;
  readonly applies: boolean;
  readonly count: number;
  /** After the format's name: “has no images: 14 cards lose theirs”. */
  readonly say: (count: number) => string;
}

/** `name`: the format's, for people. The sentences stand in the order of how much is lost. */
export function describeExportLosses(name: string, keeps: KeptParts, facts: ExportFacts, options: LossOptions): readonly FormatLoss[] {
  const losses = listRules(keeps, facts, options)
    .filter(({ applies, count }) => applies && count > 0)
    .map(({ code, count, say }) => ({ code, message: `${name} ${say(count)}.` }));
  return facts.missingMedia > 0 && (keeps.images || keeps.sounds) ? [...losses, describeMissing(facts.missingMedia)] : losses;
}

function listRules(keeps: KeptParts, facts: ExportFacts, { withSchedule, withMedia }: LossOptions): readonly Rule[] {
  return [
    { code: 'no-images', applies: withMedia && !keeps.images, count: facts.cardsWithImages, say: (count) => `has no images: ${cards(count)} ${lose(count)}` },
    { code: 'no-sounds', applies: withMedia && !keeps.sounds, count: facts.cardsWithSounds, say: (count) => `has no sounds: ${cards(count)} ${lose(count)}` },
    {
      code: 'two-fields',
      applies: keeps.fields === 'two',
      count: facts.wideNotes,
      say: (count) => `has two sides and no more: ${notes(count)} with more than two fields ${count === 1 ? 'is' : 'are'} put together from what ${count === 1 ? 'its' : 'their'} cards show`,
    },
    { code: 'no-clozes', applies: !keeps.clozes, count: facts.clozeNotes, say: (count) => `has no gaps: ${notes(count)} with gaps ${count === 1 ? 'is' : 'are'} written as plain questions and answers` },
    { code: 'no-formatting', applies: keeps.formatting === 'none', count: facts.formattedNotes, say: (count) => `has no formatting: ${notes(count)} ${lose(count)}` },
    {
      code: 'simple-formatting',
      applies: keeps.formatting === 'simple',
      count: facts.richNotes,
      say: (count) => `has bold, italic and lists only: ${notes(count)} ${count === 1 ? 'loses its' : 'lose their'} other formatting`,
    },
    { code: 'no-tags', applies: !keeps.tags, count: facts.taggedNotes, say: (count) => `has no tags: ${notes(count)} ${lose(count)}` },
    { code: 'no-decks', applies: !keeps.deckNames, count: facts.decks > 1 ? facts.decks : 0, say: (count) => `has no decks: the cards of ${countWords(count, 'deck')} come together in one` },
    {
      code: 'no-note-types',
      applies: !keeps.noteTypes,
      count: facts.noteTypes,
      say: (count) => `has no note types: the ${count === 1 ? 'look and card templates' : `looks and card templates of ${countWords(count, 'note type')}`} stay behind`,
    },
    { code: 'no-schedule', applies: withSchedule && keeps.schedule === 'none', count: facts.scheduledCards, say: (count) => `has no schedule: ${cards(count)} would begin anew` },
    {
      code: 'some-schedule',
      applies: withSchedule && keeps.schedule === 'some',
      count: facts.scheduledCards,
      say: (count) => `keeps when a card is due and its interval: what else is known of ${cards(count)} is lost`,
    },
    { code: 'no-reviews', applies: withSchedule && !keeps.reviews, count: facts.reviews, say: (count) => `has no review history: ${countWords(count, 'review')} ${count === 1 ? 'stays' : 'stay'} behind` },
    { code: 'no-flags', applies: withSchedule && !keeps.flags, count: facts.flaggedCards, say: (count) => `has no flags: ${cards(count)} ${lose(count)}` },
    { code: 'no-suspended', applies: withSchedule && !keeps.suspended, count: facts.suspendedCards, say: (count) => `knows no suspended cards: ${cards(count)} would be asked again` },
    { code: 'no-presets', applies: withSchedule && !keeps.presets, count: facts.ownPresets, say: (count) => `has no study options: ${countWords(count, 'set')} of them ${count === 1 ? 'stays' : 'stay'} behind` },
    {
      code: 'no-concept-sets',
      applies: !keeps.conceptSets,
      count: facts.conceptSets,
      say: (count) => `has no concept sets: ${countWords(count, 'set')} with ${count === 1 ? 'its' : 'their'} scenarios ${count === 1 ? 'stays' : 'stay'} behind; the notes go along`,
    },
    { code: 'no-guids', applies: !keeps.guids, count: facts.notes, say: (count) => `has no ids for notes: brought in again, ${notes(count)} can be known by ${count === 1 ? 'its' : 'their'} text alone` },
  ];
}

/** No fault of the format, but missed in the file all the same. */
function describeMissing(count: number): FormatLoss {
  return { code: 'media-missing', message: `${countWords(count, 'image or sound file')} of your library ${count === 1 ? 'is' : 'are'} damaged or gone, so ${count === 1 ? 'it cannot' : 'they cannot'} go along.` };
}

function cards(count: number): string {
  return countWords(count, 'card');
}

function notes(count: number): string {
  return countWords(count, 'note');
}

function lose(count: number): string {
  return count === 1 ? 'loses its own' : 'lose theirs';
}
