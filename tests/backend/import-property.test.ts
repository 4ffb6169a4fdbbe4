/** Random collections, written as packages of every generation, come in whole, once, and go out again without a trace. */

import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BASIC, CLOZE, CREATED_AT_SECONDS } from '../fixtures/anki-collection.ts';
import type { FixtureCard, FixtureCollection, FixtureNote, FixtureReview } from '../fixtures/anki-collection.ts';
import { writeAnkiPackage } from '../fixtures/anki-package-writer.ts';
import type { FixtureMedia } from '../fixtures/anki-package-writer.ts';
import { openImportSession } from './import-session.ts';

const FIRST_NOTE_ID = 1_600_000_000_000;
const FIRST_CARD_ID = 1_650_000_000_000;
const FIRST_REVIEW_ID = 1_690_000_000_000;

const word = fc.string({ unit: fc.constantFrom(...'abcdeé日ا <>&"\'{}:'), maxLength: 12 }).map((text) => text.normalize('NFC'));
const tag = fc.string({ unit: fc.constantFrom(...'abcä:'), minLength: 1, maxLength: 5 });

interface RandomCard {
  readonly type: number;
  readonly queue: number;
  readonly due: number;
  readonly ivl: number;
  readonly factor: number;
  readonly reps: number;
  readonly lapses: number;
  readonly left: number;
  readonly flags: number;
  readonly data: string;
  readonly deck: number;
  readonly isVisitor: boolean;
  readonly reviews: readonly { readonly ease: number; readonly ivl: number; readonly type: number; readonly factor: number }[];
}

const randomCard: fc.Arbitrary<RandomCard> = fc.record({
  type: fc.integer({ min: 0, max: 3 }),
  queue: fc.integer({ min: -3, max: 4 }),
  due: fc.oneof(fc.integer({ min: -1000, max: 5000 }), fc.integer({ min: 1_690_000_000, max: 1_800_000_000 })),
  ivl: fc.integer({ min: -86_400, max: 4000 }),
  factor: fc.oneof(fc.constant(0), fc.integer({ min: 1300, max: 4000 })),
  reps: fc.nat(200),
  lapses: fc.nat(20),
  left: fc.nat(3003),
  flags: fc.nat(15),
  data: fc.constantFrom('', '{}', '{"s":3.5,"d":6.1}', '{"s":12,"d":2,"lrt":1700000000,"pos":7}', 'not json'),
  deck: fc.nat(2),
  isVisitor: fc.boolean(),
  reviews: fc.array(fc.record({ ease: fc.nat(4), ivl: fc.integer({ min: -6000, max: 300 }), type: fc.nat(5), factor: fc.constantFrom(0, 500, 2500) }), { maxLength: 4 }),
});

const randomNote = fc.record({
  isCloze: fc.boolean(),
  fields: fc.tuple(word, word),
  tags: fc.array(tag, { maxLength: 3 }),
  cards: fc.array(randomCard, { minLength: 1, maxLength: 3 }),
});

interface Deck {
  readonly collection: FixtureCollection;
  readonly media: readonly FixtureMedia[];
}

const randomDeck: fc.Arbitrary<Deck> = fc
  .record({
    notes: fc.array(randomNote, { minLength: 1, maxLength: 12 }),
    media: fc.uniqueArray(fc.record({ name: fc.constantFrom('a.png', 'b c.mp3', 'ä.jpg', '日.ogg'), bytes: fc.uint8Array({ maxLength: 50 }) }), { selector: (file) => file.name }),
  })
  .map(({ notes, media }) => {
    const cards: FixtureCard[] = [];
    const reviews: FixtureReview[] = [];
    const rows = notes.map((note, index): FixtureNote => {
      // Only cloze notes may have any number of cards; the basic type has one template.
      for (const [ord, { deck, isVisitor, reviews: log, ...card }] of note.cards.slice(0, note.isCloze ? 3 : 1).entries()) {
        const id = FIRST_CARD_ID + cards.length;
        const place = isVisitor ? { deckId: 9, odid: 2 + deck, odue: 5 } : { deckId: 2 + deck };
        cards.push({ ...card, ...place, id, noteId: FIRST_NOTE_ID + index, ord });
        for (const review of log) reviews.push({ ...review, id: FIRST_REVIEW_ID + reviews.length * 100_000, cardId: id });
      }
      return { id: FIRST_NOTE_ID + index, guid: `g${String(index)}`, noteTypeId: note.isCloze ? CLOZE.id : BASIC.id, fields: note.fields, tags: note.tags };
    });
    const decks = [{ id: 2, name: 'A' }, { id: 3, name: 'A::B' }, { id: 4, name: 'C' }, { id: 9, name: 'Visit', isFiltered: true }];
    return { collection: { createdAtSeconds: CREATED_AT_SECONDS, minutesWest: 0, noteTypes: [BASIC, CLOZE], decks, notes: rows, cards, reviews }, media };
  });

test('any collection comes in whole, changes nothing the second time, and is taken back by one undo', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomDeck, fc.constantFrom(1, 2, 3), async ({ collection, media }, generation) => {
      const session = openImportSession();
      try {
        const path = join(session.folder, 'random.apkg');
        await writeAnkiPackage(path, collection, { generation, media });
        const empty = session.dump();
        const report = await session.importFile(path);
        const notes = [...collection.notes];
        const cards = [...collection.cards];
        expect(report.notes).toEqual({ added: notes.length, updated: 0, unchanged: 0, skipped: 0 });
        expect(report.cards.added).toBe(cards.length);
        expect(report.reviews).toBe([...(collection.reviews ?? [])].length);
        expect(report.media.added).toBe(media.length);
        expect(session.query<{ fields: string }>('SELECT fields FROM notes ORDER BY id').map((row) => row.fields)).toEqual(notes.map((note) => note.fields.join('\u001f')));
        const homes = session.query<{ name: string }>('SELECT d.name FROM cards c JOIN decks d ON d.id = c.deck_id ORDER BY c.id').map((row) => row.name);
        expect(homes).toEqual(cards.map((card) => ['A', 'A::B', 'C'][(card.odid ?? card.deckId) - 2]));
        expect(session.query<{ flag: number }>('SELECT flag FROM cards ORDER BY id').map((row) => row.flag)).toEqual(cards.map((card) => (card.flags ?? 0) & 7));
        expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
        const full = session.dump();
        expect((await session.importFile(path)).notes).toEqual({ added: 0, updated: 0, unchanged: notes.length, skipped: 0 });
        expect(session.dump()).toEqual(full);
        await session.client.call('undo.undo', {});
        expect(session.dump()).toEqual(empty);
      } finally {
        await session.backend.close();
      }
    }),
    { numRuns: 12 },
  );
});
