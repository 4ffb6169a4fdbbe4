/** A random export of today, the same for the same seed: what Anki itself would never make. */

import fc from 'fast-check';
import { systemClock } from '../../src/backend/system-clock.ts';
import type { ExportedCard, ExportSource } from '../../src/core/formats/export-source.ts';
import { DAY_MILLIS } from '../../src/core/scheduling/study-day.ts';
import { arbitraryCard, arbitraryNotes } from '../fixtures/arbitrary-notes.ts';
import { makeExportSource, MOMENT } from '../fixtures/export-source.ts';
import { readMoment } from './versus-side.ts';

const CONTROLS = /[^\P{Cc}\n\t]/gu;

/** As Anki keeps text: composed (NFC), without control characters, lines ended by a line feed. */
function asAnkiKeepsIt(text: string): string {
  return text.normalize('NFC').replace(CONTROLS, '');
}


export function makeRandomSource(seed: number, count: number): ExportSource {
  const notes = fc.sample(arbitraryNotes({ minLength: count, maxLength: count }), { seed, numRuns: 1 })[0] ?? [];
  const cards = fc.sample(arbitraryCard, { seed, numRuns: count * 3 });
  const source = makeExportSource({
    notes: notes.map((note, index) => ({
      ...note,
      // Anki makes a card of a gap in any field, though its template shows none of it.
      fields: note.fields.map((field, ordinal) => asAnkiKeepsIt(ordinal === 0 ? field : field.replaceAll('{{c', '{c'))),
      cards: Object.fromEntries([0, 1, 2].map((ordinal) => [ordinal, cards[index * 3 + ordinal] ?? {}])),
    })),
    media: { 'a b.png': Buffer.from('a picture'), 'a.mp3': Buffer.alloc(2_000_000, 'a sound') },
  });
  return moveToToday(source);
}

/** The fixture's day is a fixed one; Anki knows only the machine's clock, and takes the log's word for when a card was last answered. */
function moveToToday(source: ExportSource): ExportSource {
  const moment = readMoment();
  const days = moment.today - MOMENT.today;
  const move = (millis: number): number => millis + days * DAY_MILLIS;
  const lastAnswers = new Map([...source.reviews()].map((review) => [review.cardId, review.reviewedAtMillis]));
  const moveCard = (card: ExportedCard): ExportedCard => ({
    ...card,
    schedule: {
      ...card.schedule,
      dueDay: card.schedule.dueDay === null ? null : card.schedule.dueDay + days,
      dueAtMillis: card.schedule.dueAtMillis === null ? null : move(card.schedule.dueAtMillis),
      lastReviewedAtMillis: card.schedule.state === 'new' ? null : move(lastAnswers.get(card.id) ?? card.schedule.lastReviewedAtMillis ?? 0),
    },
    buried: card.buried === null ? null : { ...card.buried, onDay: moment.today },
  });
  return {
    ...source,
    nowMillis: moment.nowMillis,
    moment,
    zoneOffsetMinutesAt: systemClock.zoneOffsetMinutesAt,
    notes: () => [...source.notes()].map((note) => ({ ...note, cards: note.cards.map(moveCard) })),
    reviews: () => [...source.reviews()].map((review) => ({ ...review, reviewedAtMillis: move(review.reviewedAtMillis) })),
  };
}
