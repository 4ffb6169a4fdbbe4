/** The note types that every Anki has from its first day and that Versus names otherwise, or has not: its texts name them. */

import { BUILT_IN_NOTE_TYPES } from '../../cards/built-in-note-types.ts';
import type { NoteTypeDefinition } from '../../cards/model.ts';

const REVERSED = builtIn('Basic (and reversed)');
const [FORWARD, BACKWARD] = REVERSED.templates;

function builtIn(name: string): NoteTypeDefinition {
  return BUILT_IN_NOTE_TYPES.find((definition) => definition.name === name) as NoteTypeDefinition;
}

/** Under Anki's names (its stdmodels.rs), with its fields and cards. */
export const ANKI_NOTE_TYPES: readonly NoteTypeDefinition[] = [
  { ...REVERSED, name: 'Basic (and reversed card)' },
  { ...builtIn('Basic (type the answer)'), name: 'Basic (type in the answer)' },
  {
    ...REVERSED,
    name: 'Basic (optional reversed card)',
    fields: [...REVERSED.fields, { name: 'Add Reverse', rightToLeft: false }],
    templates: [FORWARD, BACKWARD].flatMap((template, index) =>
      template === undefined ? [] : [{ ...template, questionFormat: index === 0 ? template.questionFormat : `{{#Add Reverse}}${template.questionFormat}{{/Add Reverse}}` }],
    ),
  },
];
