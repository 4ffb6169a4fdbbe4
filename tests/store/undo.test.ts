import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CardId, DeckId, NoteId } from '../../src/core/ids.ts';
import { DEFAULT_PRESET } from '../../src/core/scheduling/model.ts';
import { buryCard, flagCard, suspendCard } from '../../src/store/cards.ts';
import { deleteDeck, ensureDeck, findDeck, renameDeck } from '../../src/store/decks.ts';
import { saveDraft } from '../../src/store/drafts.ts';
import type { Library, SliceProgress } from '../../src/store/library.ts';
import { nameMedia } from '../../src/store/media.ts';
import { addNote, deleteNotes, updateNote } from '../../src/store/notes.ts';
import { defaultPresetId, updatePreset } from '../../src/store/presets.ts';
import { writeSetting } from '../../src/store/settings.ts';
import { UNDO_STEPS_KEPT } from '../../src/store/write-path.ts';
import { addBasicNote, assertSearchIndexMatches, dumpLibrary, NOW_MILLIS, noteTypeIdOf, openTemporaryLibrary } from './temporary-library.ts';

type Command = (library: Library, index: number) => void | Promise<void>;

function pick<Id extends number>(library: Library, table: 'notes' | 'cards' | 'decks', choice: number): Id | null {
  const ids = library.database.prepare<[], Id>(`SELECT id FROM ${table} ORDER BY id`).pluck().all();
  return ids[choice % Math.max(ids.length, 1)] ?? null;
}

const deckName = fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 1, maxLength: 3 }).map((levels) => levels.join('::'));
const choice = fc.nat(50);
const text = fc.constantFrom('one', '<b>two</b>', 'three {{c1::gap}}', 'Käse', '漢字');

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.tuple(deckName, text, text, fc.constantFrom('Basic', 'Basic (and reversed)')).map(([deck, front, back, type]): Command => (library, index) => {
    library.write('add', () => {
      const deckId = ensureDeck(library.database, deck, NOW_MILLIS);
      addNote(library.database, { guid: `n${index}`, noteTypeId: noteTypeIdOf(library.database, type), deckId, fields: [front, back], tags: [deck] }, NOW_MILLIS);
    });
  }),
  fc.tuple(choice, text, text).map(([which, front, back]): Command => (library, index) => {
    const noteId = pick<NoteId>(library, 'notes', which);
    if (noteId !== null) library.write('edit', () => updateNote(library.database, { noteId, fields: [front, back], tags: [] }, NOW_MILLIS + index));
  }),
  fc.tuple(choice, choice).map(([first, second]): Command => (library) => {
    const ids = [pick<NoteId>(library, 'notes', first), pick<NoteId>(library, 'notes', second)].filter((id) => id !== null);
    library.write('delete notes', () => deleteNotes(library.database, ids));
  }),
  choice.map((which): Command => (library) => {
    const deckId = pick<DeckId>(library, 'decks', which);
    if (deckId !== null) library.write('delete deck', () => deleteDeck(library.database, deckId));
  }),
  fc.tuple(choice, deckName).map(([which, name]): Command => (library, index) => {
    const deckId = pick<DeckId>(library, 'decks', which);
    if (deckId === null || findDeck(library.database, name) !== null) return;
    try {
      library.write('rename deck', () => renameDeck(library.database, deckId, name, NOW_MILLIS + index));
    } catch {
      // A conflict leaves nothing behind, which is part of what is tested.
    }
  }),
  fc.tuple(choice, fc.nat(7)).map(([which, flag]): Command => (library, index) => {
    const cardId = pick<CardId>(library, 'cards', which);
    if (cardId === null) return;
    library.write('mark', () => {
      flagCard(library.database, cardId, flag as 0 | 1, NOW_MILLIS + index);
      suspendCard(library.database, cardId, flag % 2 === 0, NOW_MILLIS + index);
      buryCard(library.database, cardId, flag, NOW_MILLIS + index);
    });
  }),
  choice.map((which): Command => (library, index) => {
    const cardId = pick<CardId>(library, 'cards', which);
    if (cardId === null) return;
    library.write('grade', () => {
      const { database } = library;
      database
        .prepare('UPDATE cards SET state = 2, due_at_millis = NULL, due_day = ?, stability = 1.1 / 3, difficulty = 5.5 WHERE id = ?')
        .run(index, cardId);
      database
        .prepare(
          `INSERT INTO review_log (card_id, reviewed_at_millis, rating, kind, state_before, elapsed_days, interval_days, duration_millis)
           VALUES (?, ?, 3, 1, 0, 0.1, 1, 1000)`,
        )
        .run(cardId, NOW_MILLIS + index);
      database
        .prepare(
          `INSERT INTO study_days (deck_id, day, new_count) SELECT deck_id, 20000, 1 FROM cards WHERE id = ?
           ON CONFLICT DO UPDATE SET new_count = new_count + 1`,
        )
        .run(cardId);
    });
  }),
  choice.map((which): Command => (library, index) => {
    library.write('settle', () => {
      writeSetting(library.database, `setting${which % 3}`, index);
      updatePreset(library.database, defaultPresetId(library.database), { ...DEFAULT_PRESET, newPerDay: index }, NOW_MILLIS + index);
      nameMedia(library.database, { name: `picture${which % 3}.png`, sha256: String(which % 2).repeat(64), sizeBytes: which }, NOW_MILLIS + index);
    });
  }),
  choice.map((which): Command => (library, index) => {
    return library.writeBulkInSlices('import', function* (bulk) {
      const deckId = ensureDeck(library.database, 'Imported', NOW_MILLIS);
      const noteTypeId = noteTypeIdOf(library.database, 'Basic');
      const last = (table: 'notes' | 'cards'): number =>
        library.database.prepare<[string], number>('SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = ?').pluck().get(table) ?? 0;
      const before = { notes: last('notes'), cards: last('cards') };
      for (let count = 0; count <= which % 4; count += 1) {
        addNote(library.database, { guid: `b${index}.${count}`, noteTypeId, deckId, fields: [`bulk ${count}`], tags: [] }, NOW_MILLIS);
        yield { done: count, total: null };
      }
      const changed = pick<NoteId>(library, 'notes', which);
      if (changed !== null) updateNote(library.database, { noteId: changed, noteTypeId, fields: ['changed by import'], tags: [] }, NOW_MILLIS + index);
      bulk.recordInserted('notes', before.notes + 1, last('notes'));
      bulk.recordInserted('cards', before.cards + 1, last('cards'));
    }, () => Promise.resolve());
  }),
);

/** Which notes and decks there are, and in which deck each card is. */
function membershipOf(dump: ReturnType<typeof dumpLibrary> | undefined): string {
  const cards = (dump?.['cards'] ?? []) as readonly { id: number; deck_id: number }[];
  const idsOf = (table: string): unknown[] => ((dump?.[table] ?? []) as readonly { id: number }[]).map(({ id }) => id);
  return JSON.stringify([idsOf('notes'), idsOf('decks'), cards.map(({ id, deck_id }) => [id, deck_id])]);
}

test('any sequence of commands, undone entirely, gives the library as it was, and redone gives it as it had become', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 25 }), async (commands) => {
      const library = openTemporaryLibrary();
      const states = [dumpLibrary(library.database)];
      for (const [index, run] of commands.entries()) {
        const before = library.undoState().undo;
        const membershipBefore = library.membershipCount();
        const dumpBefore = dumpLibrary(library.database);
        await run(library, index + 1);
        const dumpAfter = dumpLibrary(library.database);
        if (JSON.stringify(dumpAfter) !== JSON.stringify(dumpBefore)) states.push(dumpAfter);
        else expect(library.undoState().undo).toBe(before);
        if (membershipOf(dumpAfter) !== membershipOf(dumpBefore)) expect(library.membershipCount()).not.toBe(membershipBefore);
      }
      for (const [index, state] of [...states.slice(0, -1).entries()].reverse()) {
        const membershipBefore = library.membershipCount();
        library.undo();
        expect(dumpLibrary(library.database)).toEqual(state);
        if (membershipOf(state) !== membershipOf(states[index + 1])) expect(library.membershipCount()).not.toBe(membershipBefore);
      }
      expect(library.undoState().undo).toBeNull();
      assertSearchIndexMatches(library.database);
      for (const state of states.slice(1)) {
        library.redo();
        expect(dumpLibrary(library.database)).toEqual(state);
      }
      expect(library.undoState().redo).toBeNull();
      assertSearchIndexMatches(library.database);
      library.close();
    }),
    { numRuns: 40 },
  );
}, 120_000);

test('a hundred steps can be taken back, and the ones before stay', () => {
  const library = openTemporaryLibrary();
  for (let count = 1; count <= UNDO_STEPS_KEPT + 5; count += 1) addBasicNote(library, 'Deck', `note ${count}`);
  for (let count = 0; count < UNDO_STEPS_KEPT; count += 1) library.undo();
  expect(library.undoState()).toEqual({ undo: null, redo: 'Add note' });
  expect(library.database.prepare('SELECT count(*) FROM notes').pluck().get()).toBe(5);
  expect(() => library.undo()).toThrow('There is nothing to undo.');
});

test('a new command ends what could be redone', () => {
  const library = openTemporaryLibrary();
  addBasicNote(library, 'Deck', 'one');
  library.undo();
  expect(library.undoState().redo).toBe('Add note');
  addBasicNote(library, 'Deck', 'two');
  expect(library.undoState()).toEqual({ undo: 'Add note', redo: null });
  expect(() => library.redo()).toThrow('There is nothing to redo.');
});

test('a write without a label and the place of the window are no steps', () => {
  const library = openTemporaryLibrary();
  library.write(null, () => writeSetting(library.database, 'anything', 1));
  library.write('Move window', () => writeSetting(library.database, 'window.bounds', [1, 2, 3, 4]));
  expect(library.undoState()).toEqual({ undo: null, redo: null });
});

test('a write that throws leaves no row and no step', async () => {
  const library = openTemporaryLibrary();
  const before = dumpLibrary(library.database);
  const failing = (): never => {
    ensureDeck(library.database, 'A::B', NOW_MILLIS);
    throw new Error('in the middle');
  };
  expect(() => library.write('Fail', failing)).toThrow('in the middle');
  const failingInSlices = function* (): Generator<SliceProgress, never> {
    yield { done: 0, total: null };
    failing();
    throw new Error('never reached');
  };
  await expect(library.writeBulkInSlices('Fail', failingInSlices, () => Promise.resolve())).rejects.toThrow('in the middle');
  expect(dumpLibrary(library.database)).toEqual(before);
  expect(library.undoState().undo).toBeNull();
  // Recording of single rows goes on as before the bulk write that failed.
  addBasicNote(library, 'Deck', 'one');
  library.undo();
  expect(dumpLibrary(library.database)).toEqual(before);
});

test('writes do not nest and do not wait', () => {
  const library = openTemporaryLibrary();
  expect(() => library.write('Outer', () => library.write('Inner', () => 1))).toThrow('inside another write');
  expect(() => library.write('Later', () => Promise.resolve(1))).toThrow('finished when its function returns');
  expect(library.database.inTransaction).toBe(false);
});

test('a step whose place was taken outside undo is refused in words and changes nothing', () => {
  const library = openTemporaryLibrary();
  const deckId = library.write('Add', () => ensureDeck(library.database, 'Deck', NOW_MILLIS));
  library.write('Delete', () => deleteDeck(library.database, deckId));
  library.write(null, () => ensureDeck(library.database, 'Deck', NOW_MILLIS));
  const before = dumpLibrary(library.database);
  expect(() => library.undo()).toThrow('can no longer be taken back');
  expect(dumpLibrary(library.database)).toEqual(before);
});

test('grading and marking cards leave the count of members as it is; moving a card raises it', () => {
  const library = openTemporaryLibrary();
  const { noteId } = addBasicNote(library, 'Deck', 'one');
  const count = library.membershipCount();
  library.write('Mark', () => library.database.exec('UPDATE cards SET flag = 3, lapse_count = 2; INSERT INTO study_days (deck_id, day) VALUES (1, 5)'));
  library.write('Rename', () => renameDeck(library.database, 1 as DeckId, 'Other name', NOW_MILLIS));
  expect(library.membershipCount()).toBe(count);
  library.write('Move', () => updateNote(library.database, { noteId, deckId: ensureDeck(library.database, 'New', NOW_MILLIS), fields: ['one'], tags: [] }, NOW_MILLIS));
  expect(library.membershipCount()).toBe(count + 1);
});

test('the change count rises with every write that changed something, undo and redo, and not with drafts', () => {
  const library = openTemporaryLibrary();
  const counts = [library.changeCount()];
  addBasicNote(library, 'Deck', 'one');
  counts.push(library.changeCount());
  library.undo();
  counts.push(library.changeCount());
  library.redo();
  counts.push(library.changeCount());
  expect(new Set(counts).size).toBe(4);
  library.write(null, () => saveDraft(library.database, 'note', { fields: [] }, NOW_MILLIS));
  library.write('Nothing', () => deleteNotes(library.database, []));
  expect(library.changeCount()).toBe(counts.at(-1));
  library.write(null, () => writeSetting(library.database, 'a', 1));
  expect(library.changeCount()).not.toBe(counts.at(-1));
});
