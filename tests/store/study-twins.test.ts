import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mayIntroduce } from '../../src/core/contrast/staggered-twins.ts';
import type { CardId, DeckId, NoteId } from '../../src/core/ids.ts';
import { DEFAULT_PRESET, type PresetSettings } from '../../src/core/scheduling/model.ts';
import { readStudyMoment } from '../../src/core/scheduling/study-day.ts';
import { ensureDeck } from '../../src/store/decks.ts';
import type { Library } from '../../src/store/library.ts';
import { findNoteType } from '../../src/store/note-types.ts';
import { addNote } from '../../src/store/notes.ts';
import { openLibrary } from '../../src/store/open-library.ts';
import { getPreset, updatePreset } from '../../src/store/presets.ts';
import { cardStateOf } from '../../src/store/study-codes.ts';
import { countDue } from '../../src/store/study-counts.ts';
import { indexesWithDescendants, indexOfDeck, listStudyDecks } from '../../src/store/study-decks.ts';
import { gatherQueue } from '../../src/store/study-queue.ts';
import { findStaggeredDecks, listHeldBackCards } from '../../src/store/study-twins.ts';
import { createHandClock, makeTestFolder } from '../fixtures/study-learner.ts';

const clock = createHandClock();
const moment = readStudyMoment(clock, 4);

interface TwinState {
  readonly state: number;
  readonly stability: number;
  readonly suspended: boolean;
}

const twin: fc.Arbitrary<TwinState> = fc.record({
  state: fc.constantFrom(0, 0, 0, 1, 2, 2, 3),
  stability: fc.constantFrom(0.5, 2, 2.01, 30),
  suspended: fc.constantFrom(false, false, false, true),
});
const notes = fc.array(fc.tuple(twin, twin, twin, twin), { minLength: 1, maxLength: 4 });

function makeLibrary(noteTypeName: string, noteCount: number, preset: Partial<PresetSettings>): { library: Library; deckId: DeckId } {
  const library = openLibrary({ dir: makeTestFolder(), clock });
  onTestFinished(() => library.close());
  return library.write(null, () => {
    const { database } = library;
    const deckId = ensureDeck(database, 'Deck', clock.now);
    const type = findNoteType(database, noteTypeName);
    if (type === null) throw new Error('no note type');
    for (let number = 1; number <= noteCount; number += 1) {
      const fields = type.fields.map(({ name }) => `${name} ${number}`);
      addNote(database, { guid: `note-${number}`, noteTypeId: type.id, deckId, fields, tags: [] }, clock.now);
    }
    updatePreset(database, 1 as Parameters<typeof updatePreset>[1], { ...DEFAULT_PRESET, newPerDay: 500, ...preset }, clock.now);
    return { library, deckId };
  });
}

function setStates(library: Library, states: readonly (readonly TwinState[])[]): void {
  const set = library.database.prepare(
    `UPDATE cards SET state = @state, suspended = @suspended, due_at_millis = iif(@state IN (1, 3), 1, NULL), due_day = iif(@state = 2, 1, NULL),
       stability = iif(@state = 0, NULL, @stability), difficulty = iif(@state = 0, NULL, 5) WHERE note_id = @noteId AND ordinal = @ordinal`,
  );
  library.write(null, () => {
    for (const [index, cards] of states.entries()) {
      for (const [ordinal, card] of cards.entries()) set.run({ ...card, suspended: Number(card.suspended), noteId: index + 1, ordinal });
    }
  });
}

const sideOf = (ordinal: number): string => (ordinal === 1 || ordinal === 2 ? 'A' : 'B');

/** Which new cards of a note have to wait, in the words of the rule. */
function expectHeldBack(cards: readonly TwinState[]): readonly number[] {
  const heldByBegun = (ordinal: number): boolean => {
    const twins = cards.filter((other, place) => sideOf(place) !== sideOf(ordinal) && !other.suspended);
    return !mayIntroduce(twins.map(({ state, stability }) => ({ state: cardStateOf(state), stability: state === 0 ? null : stability })), 2);
  };
  const fresh = [...cards.keys()].filter((ordinal) => cards[ordinal]?.state === 0);
  const firstInLine = fresh.find((ordinal) => cards[ordinal]?.suspended === false && !heldByBegun(ordinal));
  return fresh.filter((ordinal) => heldByBegun(ordinal) || (firstInLine !== undefined && sideOf(firstInLine) !== sideOf(ordinal)));
}

describe('new cards of a Contrast note', () => {
  it('wait exactly where the rule says so, in the queue and in the counts, with and without burying', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(notes, fc.boolean(), fc.constantFrom('position', 'random'), (states, buryNewSiblings, newOrder) => {
        const { library, deckId } = makeLibrary('Contrast', states.length, { buryNewSiblings, newOrder });
        setStates(library, states);
        const { database } = library;
        const cardIdOf = database.prepare<[number, number], CardId>('SELECT id FROM cards WHERE note_id = ? AND ordinal = ?').pluck();
        const free: number[] = [];
        let freeNotes = 0;
        for (const [index, cards] of states.entries()) {
          const held = expectHeldBack(cards);
          const isAskable = (ordinal: number): boolean => cards[ordinal]?.suspended === false;
          const heldIds = held.filter(isAskable).map((ordinal) => cardIdOf.get(index + 1, ordinal));
          const found = listHeldBackCards(database, (index + 1) as NoteId, moment.today, 2);
          expect(found.filter((id) => cards.some((_, ordinal) => isAskable(ordinal) && cardIdOf.get(index + 1, ordinal) === id))).toEqual(heldIds);
          const freeHere = [...cards.keys()].filter((ordinal) => cards[ordinal]?.state === 0 && isAskable(ordinal) && !held.includes(ordinal));
          for (const ordinal of freeHere) free.push(Number(cardIdOf.get(index + 1, ordinal)));
          freeNotes += Number(freeHere.length > 0);
        }
        const decks = listStudyDecks(database, moment.today);
        const chosen = indexesWithDescendants(decks, indexOfDeck(decks, deckId));
        const queued = gatherQueue(database, { decks, chosen, moment, seed: 7 }).main.filter(({ kind }) => kind === 'new').map(({ cardId }) => Number(cardId));
        const counted = countDue(database, moment).get(deckId)?.new;
        if (buryNewSiblings) {
          expect(counted).toBe(freeNotes);
          expect(queued.every((id) => free.includes(id))).toBe(true);
        } else {
          expect([...queued].sort((one, other) => one - other)).toEqual(free);
          expect(counted).toBe(free.length);
        }
        library.close();
      }),
      { numRuns: 40 },
    );
  });

  it('all come where the options let twins come together', () => {
    const { library, deckId } = makeLibrary('Contrast', 2, { buryNewSiblings: false, staggerTwins: false });
    expect(countDue(library.database, moment).get(deckId)?.new).toBe(8);
  });

  it('are the only ones that wait: other notes with two cards are not twins', () => {
    const { library, deckId } = makeLibrary('Basic (and reversed)', 2, { buryNewSiblings: false });
    setStates(library, [[{ state: 1, stability: 0.5, suspended: false }], []]);
    expect(countDue(library.database, moment).get(deckId)?.new).toBe(3);
    expect(findStaggeredDecks(library.database)({ id: deckId, preset: DEFAULT_PRESET })).toBe(false);
  });

  it('wait by the default options where a library was made before there were such options', () => {
    const { library, deckId } = makeLibrary('Contrast', 1, { buryNewSiblings: false });
    library.database.prepare("UPDATE presets SET settings = json_remove(settings, '$.staggerTwins', '$.staggerStabilityDays')").run();
    expect(getPreset(library.database, 1 as Parameters<typeof getPreset>[1]).settings).toMatchObject({ staggerTwins: true, staggerStabilityDays: 2 });
    expect(countDue(library.database, moment).get(deckId)?.new).toBe(2);
  });

  it('make only their own decks look for twins', () => {
    const { library, deckId } = makeLibrary('Contrast', 1, {});
    const other = library.write(null, () => ensureDeck(library.database, 'Other', clock.now));
    const isStaggered = findStaggeredDecks(library.database);
    expect(isStaggered({ id: deckId, preset: DEFAULT_PRESET })).toBe(true);
    expect(isStaggered({ id: other, preset: DEFAULT_PRESET })).toBe(false);
    expect(isStaggered({ id: deckId, preset: { ...DEFAULT_PRESET, staggerTwins: false } })).toBe(false);
  });
});
