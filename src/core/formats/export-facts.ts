/** What an export consists of, counted, so that what a format would lose of it can be told. */

import type { ExportedNote, ExportedNoteType } from './export-source.ts';

export interface ExportFacts {
  readonly notes: number;
  readonly cards: number;
  readonly reviews: number;
  readonly cardsWithImages: number;
  readonly cardsWithSounds: number;
  /** Notes with markup that plain text has no place for: anything beyond line breaks and media. */
  readonly formattedNotes: number;
  /** Of those, notes with more than bold, italic, lists and line breaks. */
  readonly richNotes: number;
  readonly clozeNotes: number;
  /** Notes without gaps that have text in more than two fields. */
  readonly wideNotes: number;
  readonly taggedNotes: number;
  readonly scheduledCards: number;
  readonly flaggedCards: number;
  readonly suspendedCards: number;
  readonly noteTypes: number;
  /** Decks that cards are in. */
  readonly decks: number;
  /** Presets that are not as every library begins with. */
  readonly ownPresets: number;
  readonly conceptSets: number;
  /** Files whose names are known but whose bytes the library has lost. */
  readonly missingMedia: number;
}

export type NoteFacts = Pick<
  ExportFacts,
  'notes' | 'cards' | 'cardsWithImages' | 'cardsWithSounds' | 'formattedNotes' | 'richNotes' | 'clozeNotes' | 'wideNotes' | 'taggedNotes' | 'scheduledCards' | 'flaggedCards' | 'suspendedCards' | 'decks'
>;

export interface NoteCounter {
  readonly look: (note: ExportedNote) => void;
  readonly facts: () => NoteFacts;
}

const IMAGE = /<(?:img|svg|image|picture)\b/i;
const SOUND = /\[sound:|<(?:audio|video|source)\b/i;
const TAG = /<\/?([a-z][a-z0-9-]*)([^<>]*)>/gi;
const BREAKS = new Set(['br', 'div', 'p', 'img', 'picture', 'audio', 'video', 'source']);
const SIMPLE = new Set(['b', 'strong', 'i', 'em', 'ul', 'ol', 'li']);
const CLOZE = /\{\{c\d+(?:,\d+)*::/i;

/** Counts note by note; `noteTypes` are those of the export. */
export function createNoteCounter(noteTypes: readonly ExportedNoteType[]): NoteCounter {
  const clozeTypes = new Set(noteTypes.filter(({ kind }) => kind === 'cloze').map(({ id }) => id));
  const decks = new Set<number>();
  const counts = { notes: 0, cards: 0, cardsWithImages: 0, cardsWithSounds: 0, formattedNotes: 0, richNotes: 0, clozeNotes: 0, wideNotes: 0, taggedNotes: 0, scheduledCards: 0, flaggedCards: 0, suspendedCards: 0 };
  return {
    look: ({ noteTypeId, fields, tags, cards }) => {
      const html = fields.join('\n');
      const markup = html.includes('<') ? judgeMarkup(html) : 'none';
      counts.notes += 1;
      counts.cards += cards.length;
      if (IMAGE.test(html)) counts.cardsWithImages += cards.length;
      if (SOUND.test(html)) counts.cardsWithSounds += cards.length;
      if (markup !== 'none') counts.formattedNotes += 1;
      if (markup === 'rich') counts.richNotes += 1;
      if (clozeTypes.has(noteTypeId) && CLOZE.test(html)) counts.clozeNotes += 1;
      else if (fields.filter((field) => field.trim() !== '').length > 2) counts.wideNotes += 1;
      if (tags.length > 0) counts.taggedNotes += 1;
      for (const { deckId, schedule, flag, suspended } of cards) {
        decks.add(deckId);
        if (schedule.state !== 'new' || schedule.reviewCount > 0) counts.scheduledCards += 1;
        if (flag !== 0) counts.flaggedCards += 1;
        if (suspended) counts.suspendedCards += 1;
      }
    },
    facts: () => ({ ...counts, decks: decks.size }),
  };
}

function judgeMarkup(html: string): 'none' | 'simple' | 'rich' {
  let found: 'none' | 'simple' = 'none';
  for (const [, name = '', attributes = ''] of html.matchAll(TAG)) {
    const element = name.toLowerCase();
    if (BREAKS.has(element)) {
      if (/\b(?:style|class|align|dir)\s*=/i.test(attributes) && element !== 'br' && element !== 'img') return 'rich';
      continue;
    }
    if (!SIMPLE.has(element) || attributes.trim().length > 0) return 'rich';
    found = 'simple';
  }
  return found;
}
