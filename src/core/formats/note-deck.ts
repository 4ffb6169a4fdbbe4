/** For formats that keep a note, and not each of its cards, in a deck: which deck that is, and what is lost by it. */

import { countWords } from './count-words.ts';
import type { ExportedNote, ExportSource } from './export-source.ts';
import type { FormatLoss } from './format-writer.ts';

/** The full name of the deck of the note's first card. */
export function createDeckNamer(source: Pick<ExportSource, 'decks'>): (note: ExportedNote) => string {
  const names = new Map(source.decks.map(({ id, name }) => [id, name]));
  return ({ cards }) => (cards[0] === undefined ? undefined : names.get(cards[0].deckId)) ?? '';
}

/** Notes whose cards lie in several decks; `formatName` for people. */
export function describeScatteredNotes(formatName: string, source: ExportSource): readonly FormatLoss[] {
  let count = 0;
  for (const { cards } of source.notes()) if (cards.some(({ deckId }) => deckId !== cards[0]?.deckId)) count += 1;
  return describeScatter(formatName, count);
}

/** As describeScatteredNotes, of so many notes. */
export function describeScatter(formatName: string, count: number): readonly FormatLoss[] {
  if (count === 0) return [];
  const whose = `${countWords(count, 'note')} ${count === 1 ? 'has' : 'have'} cards in several decks, and they go`;
  return [{ code: 'one-deck-per-note', message: `${formatName} keeps all cards of a note in one deck: ${whose} to that of the first card.` }];
}
