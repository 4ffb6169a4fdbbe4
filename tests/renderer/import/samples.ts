/** Previews, reports and cards as a backend would send them. */

import type { ImportPreview, ImportReport, TextOptions } from '../../../src/contract/import.ts';
import type { RenderedCard } from '../../../src/contract/notes.ts';
import type { FileTicket } from '../../../src/core/ids.ts';

export function makeCard(question: string, answer: string): RenderedCard {
  return {
    question: { html: question, sounds: [] },
    answer: { html: answer, sounds: [] },
    css: '.card { font-size: 20px }',
    bodyClass: 'card card1',
    hasScripts: false,
    typedAnswer: null,
    missingMedia: [],
  };
}

export function makePreview(patch: Partial<ImportPreview> = {}): ImportPreview {
  return {
    ticket: 't' as FileTicket,
    fileName: 'spanish.apkg',
    sizeBytes: 12_345,
    format: 'apkg',
    generation: 3,
    summary: 'Anki package with 214 notes in 2 decks',
    noteCount: 214,
    cardCount: 428,
    reviewCount: 1200,
    mediaCount: 12,
    decks: [
      { name: 'Spanish::Verbs', cards: 200 },
      { name: 'Spanish::Nouns', cards: 228 },
    ],
    noteTypes: ['Basic'],
    samples: [makeCard('hablar', 'to speak')],
    warnings: [],
    fileCount: 1,
    formats: [],
    savedMapping: null,
    noteTypeMatches: [],
    text: null,
    ...patch,
  };
}

export const TEXT_OPTIONS: TextOptions = {
  encoding: 'utf-8',
  delimiter: ',',
  quote: '"',
  cardSeparator: null,
  hasHeaderRow: true,
  isHtml: false,
  noteTypeName: 'Basic',
  deckName: 'words',
  columns: [
    { role: 'field', field: 'Front' },
    { role: 'field', field: 'Back' },
    { role: 'tags' },
  ],
  tags: [],
};

export function makeTextPreview(patch: Partial<TextOptions> = {}, rows?: readonly (readonly string[])[]): ImportPreview {
  const options = { ...TEXT_OPTIONS, ...patch };
  return makePreview({
    fileName: 'words.csv',
    format: 'csv',
    generation: null,
    summary: 'Table with 2 rows and 3 columns',
    noteCount: 2,
    cardCount: 2,
    reviewCount: 0,
    mediaCount: 0,
    decks: [{ name: options.deckName, cards: 2 }],
    text: {
      options,
      rows: rows ?? [
        ['hablar', 'to speak', 'verb'],
        ['casa', 'house', 'noun'],
      ],
      rowCount: rows?.length ?? 2,
      fieldNames: ['Front', 'Back'],
      noteTypeNames: ['Basic', 'Cloze'],
      deckNames: ['words', 'Spanish'],
    },
  });
}

export function makeReport(patch: Partial<ImportReport> = {}): ImportReport {
  return {
    fileName: 'spanish.apkg',
    format: 'apkg',
    generation: 3,
    importId: 1,
    fates: { added: 210, updated: 2, merged: 0, unchanged: 1, kept: 0, conflict: 0, skipped: 1 },
    notes: { added: 210, updated: 2, unchanged: 1, skipped: 1 },
    skipped: [{ title: 'vacío', reason: 'Its first field is empty.' }],
    cards: { added: 420 },
    reviews: 1200,
    decks: [
      { name: 'Spanish::Verbs', cards: 200 },
      { name: 'Spanish::Nouns', cards: 220 },
    ],
    noteTypes: ['Basic'],
    media: { added: 10, reused: 1, missing: 1, rejected: 0 },
    warnings: [{ code: 'media-missing', message: 'One picture is not in the package.' }],
    durationMillis: 900,
    ...patch,
  };
}
