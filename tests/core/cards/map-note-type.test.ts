import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrangeFields, isUntouchedPlan, pairParts, planNoteType } from '../../../src/core/cards/map-note-type.ts';
import type { LibraryNoteType, NoteTypeSighting } from '../../../src/core/cards/map-note-type.ts';
import type { NoteKind, NoteTypeDefinition } from '../../../src/core/cards/model.ts';

function makeType(name: string, fields: readonly string[], templates: readonly string[] = ['Card 1'], kind: NoteKind = 'basic'): NoteTypeDefinition {
  return {
    name,
    kind,
    fields: fields.map((field) => ({ name: field, rightToLeft: false })),
    templates: templates.map((template) => ({ name: template, questionFormat: '{{Front}}', answerFormat: '{{Back}}' })),
    css: '',
    latexPre: '',
    latexPost: '',
  };
}

const inLibrary = (definition: NoteTypeDefinition, builtIn = false): LibraryNoteType => ({ ...definition, builtIn });
const seen = (definition: NoteTypeDefinition, known: Partial<NoteTypeSighting> = {}): NoteTypeSighting => ({ definition, relatedName: null, alikeName: null, goesByName: false, ...known });
const names = fc.uniqueArray(fc.constantFrom('Front', 'Back', 'Hint', 'Why', 'Answer', 'Notes'), { minLength: 1 });
const namesOf = (parts: readonly { readonly name: string }[]): string[] => parts.map(({ name }) => name);

describe('a plan without a choice', () => {
  test('gives every field of a related note type a place of its own, whatever has changed', () => {
    fc.assert(
      fc.property(names, names, names, names, (here, there, templatesHere, templatesThere) => {
        const definition = makeType('Mine', there, templatesThere);
        const plan = planNoteType(seen(definition, { relatedName: 'Mine' }), [inLibrary(makeType('Mine', here, templatesHere))], null);
        const count = here.length + plan.addedFields.length;
        expect(plan.target?.name).toBe('Mine');
        expect(new Set(plan.fieldPlaces).size).toBe(there.length);
        expect(plan.fieldPlaces.every((place) => place !== null && place < count)).toBe(true);
        const names = [...here, ...namesOf(plan.addedFields)];
        expect(new Set(names).size).toBe(names.length);
        there.forEach((name, index) => {
          if (here.includes(name)) expect(names[plan.fieldPlaces[index] ?? -1]).toBe(name);
        });
        const texts = there.map((name) => `text of ${name}`);
        expect([...arrangeFields(texts, plan.fieldPlaces, count)].filter((text) => text !== '').sort()).toEqual([...texts].sort());
      }),
    );
  });

  test('never alters a built-in note type', () => {
    fc.assert(
      fc.property(names, names, fc.boolean(), (here, there, goesByName) => {
        const plan = planNoteType(seen(makeType('Basic', there), { relatedName: 'Basic', goesByName }), [inLibrary(makeType('Basic', here), true)], null);
        expect([plan.addedFields, plan.addedTemplates]).toEqual([[], []]);
        if (plan.target !== null) expect(plan.fieldPlaces).not.toContain(null);
      }),
    );
  });

  test('of strangers takes a type that is the very same, and else makes a new one', () => {
    const library = [inLibrary(makeType('Plain', ['Front', 'Back']))];
    const same = makeType('Plain', ['Front', 'Back']);
    const plan = planNoteType(seen(same), library, null);
    expect(plan.target?.name).toBe('Plain');
    expect(isUntouchedPlan(same, plan)).toBe(true);
    expect(planNoteType(seen(makeType('Plain', ['Front', 'Answer'])), library, null).target).toBeNull();
  });

  test('goes by the name where notes have no ids', () => {
    const plan = planNoteType(seen(makeType('List', ['Word', 'Meaning']), { goesByName: true }), [inLibrary(makeType('List', ['Word', 'Sense']))], null);
    expect(plan).toMatchObject({ target: { name: 'List' }, fieldPlaces: [0, 1], addedFields: [] });
  });
});

test('parts left over are paired by their order only when there are as many on both sides', () => {
  const parts = (...list: string[]) => list.map((name) => ({ name }));
  expect(pairParts(parts('A', 'X', 'Y'), parts('Y2', 'A', 'X2'))).toEqual([1, 0, 2]);
  expect(pairParts(parts('A', 'X'), parts('A', 'B', 'C'))).toEqual([0, null]);
});

test('a choice moves fields and cards, and what goes nowhere joins the last field', () => {
  const target = inLibrary(makeType('Basic', ['Front', 'Back']), true);
  const definition = makeType('Big', ['Front', 'Word', 'Note'], ['One', 'Two']);
  const choice = { target: 'Basic', fields: [{ from: 'Front', to: 'Back' }, { from: 'Word', to: 'Front' }] };
  const plan = planNoteType(seen(definition), [target], choice);
  expect(plan).toMatchObject({ fieldPlaces: [1, 0, null], templatePlaces: [0, null] });
  expect(arrangeFields(['f', 'w', 'n'], plan.fieldPlaces, 2)).toEqual(['w', 'f<br>n']);
});
