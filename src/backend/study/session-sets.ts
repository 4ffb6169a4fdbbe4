/** The concept sets that meet in a study session, each with its rows; read when they are first needed. */

import type { ConceptSet, ContrastRow } from '../../core/contrast/model.ts';
import type { NoteId } from '../../core/ids.ts';
import { listConceptSets, type StoredConceptSet, toPlainSet } from '../../store/concept-sets.ts';
import type { SetNote } from '../../store/contrast-notes.ts';
import { loadRowsOfNotes, type RowOfNotes } from '../../store/contrast-rows.ts';
import { isPlainArm } from '../../store/experiment.ts';
import type { Database } from '../../store/library.ts';
import { readSetting } from '../../store/settings.ts';
import { indexesWithDescendants, type StudyDeck } from '../../store/study-decks.ts';

export interface SetInSession {
  readonly set: ConceptSet;
  readonly rows: readonly ContrastRow[];
  /** All notes of the rows; each note's own row is made of it alone. */
  readonly notes: ReadonlyMap<NoteId, SetNote>;
  /** Whether the personal experiment gave the dimension to plain study. */
  readonly isPlainArm: (dimension: string) => boolean;
  /** The rows that the note has no part in. */
  readonly rowsWithout: (noteId: NoteId) => readonly ContrastRow[];
}

export interface SessionSets {
  /** Whether due cards are asked in the mode that fits them. */
  readonly adaptive: boolean;
  /** Of the session's deck, those below it and those above it. */
  readonly all: () => readonly SetInSession[];
  /** The set of the note among those of the deck and the decks above it, the nearest first. */
  readonly ofNote: (noteId: NoteId, deckId: StudyDeck['id']) => { readonly found: SetInSession; readonly note: SetNote } | null;
}

export function createSessionSets(database: Database, decks: readonly StudyDeck[], deckIndex: number): SessionSets {
  const stored = listConceptSets(database, null);
  const indexOf = new Map(decks.map((deck, index) => [deck.id, index]));
  const loaded = new Map<StoredConceptSet, SetInSession>();
  const load = (set: StoredConceptSet): SetInSession => {
    const known = loaded.get(set);
    if (known !== undefined) return known;
    const made = toSetInSession(database, set, loadRowsOfNotes(database, set));
    loaded.set(set, made);
    return made;
  };
  const above = (from: number): readonly number[] => {
    const places: number[] = [];
    for (let index: number | null = from; index !== null; index = decks[index]?.parent ?? null) places.push(index);
    return places;
  };
  const setsAt = (places: readonly number[]): readonly StoredConceptSet[] => places.flatMap((place) => stored.filter(({ deckId }) => indexOf.get(deckId) === place));
  const within = new Set([...above(deckIndex), ...indexesWithDescendants(decks, deckIndex)]);

  return {
    adaptive: readSetting(database, 'adaptiveModes') !== false,
    all: () => setsAt([...within]).map(load),
    ofNote: (noteId, deckId) => {
      const place = indexOf.get(deckId);
      if (place === undefined || stored.length === 0) return null;
      for (const set of setsAt(above(place))) {
        const found = load(set);
        const note = found.notes.get(noteId);
        if (note !== undefined) return { found, note };
      }
      return null;
    },
  };
}

function toSetInSession(database: Database, set: StoredConceptSet, rowsOfNotes: readonly RowOfNotes[]): SetInSession {
  return {
    set: toPlainSet(set),
    rows: rowsOfNotes.map(({ row }) => row),
    notes: new Map(rowsOfNotes.flatMap(({ notes }) => notes.map((note) => [note.noteId, note]))),
    isPlainArm: (dimension) => isPlainArm(database, set.id, dimension),
    rowsWithout: (noteId) => rowsOfNotes.flatMap(({ row, notes }) => (notes.some((note) => note.noteId === noteId) ? [] : [row])),
  };
}
