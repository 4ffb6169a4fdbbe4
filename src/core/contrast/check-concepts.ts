/** What must hold of the concepts of a set, so that an answer always means one of them. */

import type { Concept } from './model.ts';

/** Keys that mean something else while a question stands: the options, the way on, and undo. */
const TAKEN_KEYS = /^[0-9\sz]$/i;

type Draft = Pick<Concept, 'label' | 'colour' | 'shape' | 'key'>;

/** A label as it is kept, so that a note's field reads exactly the same: NFC, single spaces. */
export function tidyLabel(label: string): string {
  return label.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function fold(text: string): string {
  return tidyLabel(text).toLowerCase();
}

function findRepeated(values: readonly string[]): number {
  return values.findIndex((value, index) => values.indexOf(value) < index);
}

/** The first thing that is wrong, as a sentence that says what to do; null when all is well. */
export function findConceptProblem(concepts: readonly Draft[]): string | null {
  const at = (index: number): Draft => concepts[index] as Draft;
  const reserved = concepts.find(({ label }) => ['both', 'neither'].includes(fold(label)));
  if (reserved !== undefined) {
    return `“${reserved.label}” is what can be answered besides the concepts. Tick “${fold(reserved.label)}” for the set, and name the concept otherwise.`;
  }
  const label = findRepeated(concepts.map((concept) => fold(concept.label)));
  if (label >= 0) return `Two concepts are called “${at(label).label}”. Give each its own name.`;
  const taken = concepts.find(({ key }) => TAKEN_KEYS.test(key));
  if (taken !== undefined) {
    return `The key “${taken.key}” of ${taken.label} means something else while you answer. Choose a letter other than Z.`;
  }
  const key = findRepeated(concepts.map((concept) => fold(concept.key)));
  if (key >= 0) return `The key “${at(key).key}” answers two concepts. Give ${at(key).label} another letter.`;
  const colour = findRepeated(concepts.map((concept) => concept.colour));
  if (colour >= 0) return `Two concepts are ${at(colour).colour}. Give ${at(colour).label} a colour of its own.`;
  const shape = findRepeated(concepts.map((concept) => concept.shape));
  if (shape >= 0) return `Two concepts have the same shape (${at(shape).shape}). Give ${at(shape).label} a shape of its own, so that colour never stands alone.`;
  return null;
}
