/** A small contrast table for tests of quizzes, and a seeded source of chance. */
import type { Random } from '../../../src/core/clock.ts';
import type { ConceptSet, ContrastRow } from '../../../src/core/contrast/model.ts';
import type { ConceptId, ConceptSetId, NoteId } from '../../../src/core/ids.ts';

export const manager = 1 as ConceptId;
export const leader = 2 as ConceptId;

export const set: ConceptSet = {
  id: 1 as ConceptSetId,
  name: 'Manager or leader',
  concepts: [
    { id: manager, label: 'manager', colour: 'slate', shape: 'square', key: 'm' },
    { id: leader, label: 'leader', colour: 'amber', shape: 'circle', key: 'l' },
  ],
  allowsBoth: true,
  allowsNeither: false,
};

export function makeRow(id: number, dimension: string, left: string, right: string): ContrastRow {
  return {
    noteId: id as NoteId,
    dimension,
    statements: [
      { side: manager, text: left, synonyms: [] },
      { side: leader, text: right, synonyms: [] },
    ],
    why: `because of ${dimension}`,
    sources: 'a source',
  };
}

export const rows: readonly ContrastRow[] = [
  makeRow(1, 'risk', 'keeps risk low', 'accepts risk and tries new things'),
  makeRow(2, 'power', 'keeps power', 'shares power with the team'),
  makeRow(3, 'time', 'looks at this quarter', 'looks years ahead'),
  { noteId: 4 as NoteId, dimension: 'need', statements: [{ side: 'both', text: 'is needed by every team', synonyms: [] }], why: 'both matter', sources: '' },
];

/** Mulberry32: small, and the same on every machine. */
export function seedRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
