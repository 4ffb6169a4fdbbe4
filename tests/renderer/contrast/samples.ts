/** Concept sets as a backend would send them, and a backend that keeps one of them. */

import type { ConceptSetDetail, PairProposal } from '../../../src/contract/contrast.ts';
import type { Concept, ContrastRow } from '../../../src/core/contrast/model.ts';
import { splitSynonyms } from '../../../src/core/contrast/synonyms.ts';
import type { ConceptId, ConceptSetId, DeckId, NoteId } from '../../../src/core/ids.ts';
import { createFakeBackend, type Answers, type FakeBackend } from '../edit/fake-backend.ts';
import { OVERVIEW } from '../edit/samples.ts';

export const MANAGER: Concept = { id: 1 as ConceptId, label: 'manager', colour: 'slate', shape: 'square', key: 'm' };
export const LEADER: Concept = { id: 2 as ConceptId, label: 'leader', colour: 'amber', shape: 'circle', key: 'l' };
const CONCEPTS = [MANAGER, LEADER];

export function makeRow(noteId: number, dimension: string, ...sides: readonly string[]): ContrastRow {
  return {
    noteId: noteId as NoteId,
    dimension,
    statements: CONCEPTS.flatMap(({ id }, index) => {
      const text = sides[index] ?? '';
      return text === '' ? [] : [{ side: id, ...splitSynonyms(text) }];
    }),
    why: '',
    sources: '',
  };
}

export function makeSet(changes: Partial<ConceptSetDetail> = {}): ConceptSetDetail {
  return {
    id: 1 as ConceptSetId,
    name: 'manager vs leader',
    concepts: CONCEPTS,
    allowsBoth: false,
    allowsNeither: false,
    deckId: 1 as DeckId,
    deckName: 'Spanish',
    rows: [makeRow(11, 'Risk', 'keeps it small / avoids it', 'takes it'), makeRow(12, 'Time', 'this quarter', 'the years ahead')],
    scenarioCount: 0,
    recentConfusions: 0,
    ...changes,
  };
}

export function makeProposal(id: number, first: string, second: string): PairProposal {
  return {
    id,
    deckId: 1 as DeckId,
    first: { noteId: (id * 10) as NoteId, label: first, front: `What is ${first}?`, back: `the ${first}` },
    second: { noteId: (id * 10 + 1) as NoteId, label: second, front: `What is ${second}?`, back: `the ${second}` },
    reasons: [{ kind: 'minimal-difference', sentence: `Their fronts differ in one word: ${first}, ${second}.` }],
    score: 0.9,
    status: 'proposed',
  };
}

export interface ContrastBackend extends FakeBackend {
  readonly drafts: Map<string, { body: unknown; savedAtMillis: number }>;
  /** The set as it is stored now. */
  readonly read: () => ConceptSetDetail;
}

/** A backend of one set, which takes in the rows that are saved and tells of the change; undo gives the rows back. */
export function createContrastBackend(start: ConceptSetDetail | null, answers: Answers = {}): ContrastBackend {
  const drafts = new Map<string, { body: unknown; savedAtMillis: number }>();
  let set = start;
  let before: ConceptSetDetail | null = null;
  let lastNoteId = 100;
  const stored = (): ConceptSetDetail => {
    if (set === null) throw new Error('the test has no set');
    return set;
  };
  const change = (next: ConceptSetDetail): void => {
    before = set;
    set = next;
    backend.emit({ type: 'changed', topics: ['contrast', 'notes'] });
  };
  const backend: FakeBackend = createFakeBackend({
    'library.overview': () => OVERVIEW,
    'conceptSet.list': () => (set === null ? [] : [set]),
    'conceptSet.get': () => stored(),
    'conceptSet.save': ({ name, concepts, allowsBoth = false, allowsNeither = false }) => {
      const numbered = concepts.map((concept, index) => ({ ...concept, id: (concept.id ?? index + 1) as ConceptId }));
      change(makeSet({ ...(set ?? { rows: [] }), name, concepts: numbered, allowsBoth, allowsNeither }));
      return { setId: stored().id };
    },
    'conceptSet.save-rows': ({ rows }) => {
      const kept = rows.map(({ noteId, dimension, sides, why, sources }) => {
        if (noteId === undefined) lastNoteId += 1;
        return { ...makeRow(noteId ?? lastNoteId, dimension, ...sides), why, sources };
      });
      const added = rows.filter(({ noteId }) => noteId === undefined).length;
      const deleted = stored().rows.length + added - rows.length;
      change({ ...stored(), rows: kept });
      return { added, updated: 0, deleted };
    },
    'conceptSet.delete': () => {
      before = set;
      set = null;
      backend.emit({ type: 'changed', topics: ['contrast'] });
      return null;
    },
    'draft.get': ({ key }) => drafts.get(key) ?? null,
    'draft.save': ({ key, body }) => {
      drafts.set(key, { body: structuredClone(body), savedAtMillis: 1000 });
      return null;
    },
    'draft.discard': ({ key }) => {
      drafts.delete(key);
      return null;
    },
    'undo.state': () => ({ undo: before === null ? null : 'Change the table', redo: null }),
    'undo.undo': () => {
      if (before !== null) change(before);
      return { label: 'Change the table' };
    },
    ...answers,
  });
  return { ...backend, drafts, read: stored };
}
