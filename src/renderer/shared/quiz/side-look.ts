/** What a side looks like: its name with a capital where it stands alone, its colour, and the keys that answer with it. */

import type { ConceptSet, Side } from '../../../core/contrast/model.ts';
import { nameSide } from '../../../core/quiz/name-side.ts';

type Concepts = Pick<ConceptSet, 'concepts'>;

/** "Manager", "Both". */
export function titleSide(side: Side, set: Concepts): string {
  const name = nameSide(side, set);
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
}

/** A CSS colour for lines and text of the side. */
export function colourSide(side: Side, set: Concepts): string {
  const concept = set.concepts.find(({ id }) => id === side);
  return concept === undefined ? 'var(--ink-soft)' : `var(--concept-${concept.colour})`;
}

/** A CSS colour for the ground of the side. */
export function tintSide(side: Side, set: Concepts): string {
  const concept = set.concepts.find(({ id }) => id === side);
  return concept === undefined ? 'var(--sunken)' : `var(--concept-${concept.colour}-soft)`;
}

/** ← is the first concept, → the second, ↓ both, ↑ neither; each concept has its letter too. The first is the one to show. */
export function keysOfSide(side: Side, set: Concepts): readonly string[] {
  if (side === 'both') return ['arrowdown'];
  if (side === 'neither') return ['arrowup'];
  const index = set.concepts.findIndex(({ id }) => id === side);
  const letter = set.concepts[index]?.key.toLowerCase();
  const arrow = ['arrowleft', 'arrowright'][index];
  return [...(arrow === undefined ? [] : [arrow]), ...(letter === undefined ? [] : [letter])];
}

/** As they stand from left to right: the first concept at the left end, the second at the right, the others between them. */
export function placeConcepts(choices: readonly Side[], set: Concepts): readonly Side[] {
  const concepts = choices.filter((side) => typeof side !== 'string');
  const second = set.concepts[1]?.id;
  return [...concepts.filter((side) => side !== second), ...concepts.filter((side) => side === second)];
}
