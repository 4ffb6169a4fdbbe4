/** The concept sets that meet in a study session; the rows of each are read when they are first needed. */

import type { ConceptSet, ContrastRow } from '../../core/contrast/model.ts';
import type { ConceptSetId, NoteId } from '../../core/ids.ts';
import type { NoteWithLures } from '../../core/quiz/ask-by-lures.ts';
import { listConceptSets, type StoredConceptSet, toPlainSet } from '../../store/concept-sets.ts';
import { foldLabel, readConceptLabels, type SetNote } from '../../store/contrast-notes.ts';
import { loadRowsOfNotes } from '../../store/contrast-rows.ts';
import { isPlainArm } from '../../store/experiment.ts';
import type { Database } from '../../store/library.ts';
import { readOwnLures } from '../../store/own-lures.ts';
import { readSetting } from '../../store/settings.ts';
import { indexesWithDescendants, type StudyDeck } from '../../store/study-decks.ts';

export interface SetInSession {
  readonly set: ConceptSet;
  readonly rows: () => readonly ContrastRow[];
  /** All notes of the rows; each note's own row is made of it alone. */
  readonly notes: () => ReadonlyMap<NoteId, SetNote>;
  /** The rows that the note has no part in. */
  readonly rowsWithout: (noteId: NoteId) => readonly ContrastRow[];
  /** Whether the personal experiment gave the dimension to plain study. */
  readonly isPlainArm: (dimension: string) => boolean;
}

export interface SessionSets {
  /** Whether due cards are asked in the mode that fits them. */
  readonly adaptive: boolean;
  /** Of the session's deck, those below it and those above it. */
  readonly all: ReadonlyMap<ConceptSetId, SetInSession>;
  /** The set of the note among those of the deck and the decks above it, the nearest first. */
  readonly ofNote: (noteId: NoteId, deckId: StudyDeck['id']) => { readonly found: SetInSession; readonly note: SetNote } | null;
  /** What a note of no set brings along to choose between. */
  readonly luresOf: (noteId: NoteId) => NoteWithLures | null;
}

export function createSessionSets(database: Database, decks: readonly StudyDeck[], deckIndex: number): SessionSets {
  const indexOf = new Map(decks.map((deck, index) => [deck.id, index]));
  const above = (from: number): readonly number[] => {
    const places: number[] = [];
    for (let index: number | null = from; index !== null; index = decks[index]?.parent ?? null) places.push(index);
    return places;
  };
  const within = new Set([...above(deckIndex), ...indexesWithDescendants(decks, deckIndex)]);
  const placed = listConceptSets(database, null).flatMap((stored) => {
    const place = indexOf.get(stored.deckId);
    return place === undefined || !within.has(place) ? [] : [{ place, labels: new Set(stored.concepts.map(({ label }) => foldLabel(label))), found: toSetInSession(database, stored) }];
  });

  return {
    adaptive: readSetting(database, 'adaptiveModes') !== false,
    all: new Map(placed.map(({ found }) => [found.set.id, found])),
    ofNote: (noteId, deckId) => {
      const place = indexOf.get(deckId);
      const labels = placed.length === 0 || place === undefined ? null : readConceptLabels(database, noteId);
      if (labels === null || place === undefined) return null;
      for (const index of above(place)) {
        for (const candidate of placed) {
          if (candidate.place !== index || !labels.every((label) => candidate.labels.has(label))) continue;
          const note = candidate.found.notes().get(noteId);
          if (note !== undefined) return { found: candidate.found, note };
        }
      }
      return null;
    },
    luresOf: (noteId) => readOwnLures(database, noteId),
  };
}

function toSetInSession(database: Database, stored: StoredConceptSet): SetInSession {
  const loaded = once(() => loadRowsOfNotes(database, stored));
  const rows = once(() => loaded().map(({ row }) => row));
  const notes = once(() => new Map(loaded().flatMap((row) => row.notes.map((note) => [note.noteId, note] as const))));
  return {
    set: toPlainSet(stored),
    rows,
    notes,
    rowsWithout: (noteId) => loaded().flatMap((one) => (one.notes.some((note) => note.noteId === noteId) ? [] : [one.row])),
    isPlainArm: (dimension) => isPlainArm(database, stored.id, dimension),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}
