import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findConceptProblem } from '../../../src/core/contrast/check-concepts.ts';
import { makeDraft, MOST_CONCEPTS, suggestKey, suggestName, type ConceptDraft } from '../../../src/renderer/features/contrast/concept-drafts.ts';

describe('concepts of a new set', () => {
  it('have colours, shapes and keys of their own, whatever they are called', () => {
    const label = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !['both', 'neither', ''].includes(text.trim().toLowerCase()));
    const labels = fc.uniqueArray(label, { minLength: 2, maxLength: MOST_CONCEPTS, selector: (text) => text.normalize('NFC').trim().toLowerCase() });
    fc.assert(
      fc.property(labels, (names) => {
        const drafts: ConceptDraft[] = [];
        for (const name of names) drafts.push(makeDraft(drafts, name));
        expect(findConceptProblem(drafts)).toBeNull();
      }),
    );
  });

  it('answer to the first letter of their label that is free', () => {
    expect(suggestKey('manager', [])).toBe('m');
    expect(suggestKey('Mitosis', ['m'])).toBe('i');
    expect(suggestKey('zz', [])).toBe('a');
  });

  it('give the set its name', () => {
    expect(suggestName(['affect', ' effect '])).toBe('affect vs effect');
    expect(suggestName(['a', 'b', 'c'])).toBe('a, b, c');
    expect(suggestName(['a', ''])).toBe('a');
  });
});
