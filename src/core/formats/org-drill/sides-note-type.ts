/** The note type of org-drill's two- and many-sided items: each side is asked for by itself, under a prompt that all share. */

import { BASIC_NOTE_TYPE } from '../../cards/built-in-note-types.ts';
import type { NoteTypeDefinition } from '../../cards/model.ts';

/** More sides than these become notes. */
export const MOST_SIDES = 6;

const SIDES = Array.from({ length: MOST_SIDES }, (_, index) => `Side ${String(index + 1)}`);

function show(field: string): string {
  return `{{#${field}}}<div class="side">{{${field}}}</div>{{/${field}}}`;
}

export const SIDES_NOTE_TYPE: NoteTypeDefinition = {
  ...BASIC_NOTE_TYPE,
  name: 'Org-drill sides',
  fields: ['Prompt', ...SIDES, 'Notes'].map((name) => ({ name, rightToLeft: false })),
  templates: SIDES.map((side) => ({
    name: side,
    questionFormat: `{{#${side}}}\n<div class="prompt">{{Prompt}}</div>\n<div class="side">{{${side}}}</div>\n{{/${side}}}`,
    answerFormat: ['{{FrontSide}}', '<hr id=answer>', ...SIDES.filter((other) => other !== side).map(show), '{{#Notes}}<div class="extra">{{Notes}}</div>{{/Notes}}'].join('\n'),
  })),
};

/** Fields of a note; `sides` are those that are asked for. */
export function fillSides(prompt: string, sides: readonly string[], notes: readonly string[]): readonly string[] {
  const asked = sides.slice(0, MOST_SIDES);
  const others = [...sides.slice(MOST_SIDES), ...notes];
  return [prompt, ...SIDES.map((_, index) => asked[index] ?? ''), others.join('<br><br>')];
}
