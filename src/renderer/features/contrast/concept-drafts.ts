/** Concepts while a set is made or changed: each new one gets a colour, a shape and a key that no other has. */

import { CONCEPT_COLOURS, CONCEPT_SHAPES, type Concept, type ConceptColour, type ConceptShape } from '../../../core/contrast/model.ts';
import type { ConceptId } from '../../../core/ids.ts';

export const MOST_CONCEPTS = 6;
export const FEWEST_CONCEPTS = 2;

export interface ConceptDraft {
  id: ConceptId | null;
  label: string;
  colour: ConceptColour;
  shape: ConceptShape;
  key: string;
  /** True once the person chose the key; until then it follows the label. */
  isKeyChosen: boolean;
}

/** z takes back; digits choose among options. */
const KEYS = 'abcdefghijklmnopqrstuvwxy';

function findFree<Value>(all: readonly Value[], taken: readonly Value[]): Value {
  return all.find((value) => !taken.includes(value)) ?? (all[0] as Value);
}

export function makeDraft(others: readonly ConceptDraft[], label = ''): ConceptDraft {
  return {
    id: null,
    label,
    colour: findFree(CONCEPT_COLOURS, others.map(({ colour }) => colour)),
    shape: findFree(CONCEPT_SHAPES, others.map(({ shape }) => shape)),
    key: suggestKey(label, others.map(({ key }) => key)),
    isKeyChosen: false,
  };
}

export function toDraft(concept: Concept): ConceptDraft {
  return { ...concept, isKeyChosen: true };
}

/** The first letter of the label that is free, or else the first free letter at all. */
export function suggestKey(label: string, taken: readonly string[]): string {
  const used = taken.map((key) => key.toLowerCase());
  const letters = [...label.normalize('NFC').toLowerCase()].filter((letter) => /^\p{L}$/u.test(letter) && letter.length === 1 && letter !== 'z');
  return [...letters, ...KEYS].find((letter) => !used.includes(letter)) ?? 'a';
}

/** "affect, effect": what a set is called until somebody names it. */
export function suggestName(labels: readonly string[]): string {
  const filled = labels.map((label) => label.trim()).filter((label) => label !== '');
  if (filled.length === 2) return filled.join(' vs ');
  return filled.join(', ');
}
