/** Builds a note type out of what a file says, with unique, non-empty names for its fields and templates. */

import type { NoteTypeDefinition } from '../../cards/model.ts';
import type { JsonRecord } from './json-value.ts';

export type NoteTypeParts = Omit<NoteTypeDefinition, 'kind'> & {
  readonly isCloze: boolean;
  /** What a note type of ours took along: its kind, which Anki keeps among options that it does not know. */
  readonly own?: JsonRecord;
};

function makeUnique<Named extends { readonly name: string }>(items: readonly Named[], fallback: string): readonly Named[] {
  const taken = new Set<string>();
  return items.map((item, index) => {
    const base = item.name.trim() === '' ? `${fallback} ${String(index + 1)}` : item.name.trim();
    let name = base;
    for (let copy = 2; taken.has(name); copy += 1) name = `${base} ${String(copy)}`;
    taken.add(name);
    return name === item.name ? item : { ...item, name };
  });
}

/** Guarantees at least one field and one template. */
export function makeDefinition(parts: NoteTypeParts): NoteTypeDefinition {
  const fields = makeUnique(parts.fields.length === 0 ? [{ name: 'Front', rightToLeft: false }] : parts.fields, 'Field');
  const firstField = fields[0]?.name ?? 'Front';
  const shown = parts.isCloze ? `{{cloze:${firstField}}}` : `{{${firstField}}}`;
  const templates = parts.templates.length === 0 ? [{ name: 'Card 1', questionFormat: shown, answerFormat: shown }] : parts.templates;
  return {
    name: parts.name.trim() === '' ? 'Imported' : parts.name.trim(),
    kind: parts.isCloze ? 'cloze' : parts.own?.['kind'] === 'contrast' ? 'contrast' : 'basic',
    fields,
    templates: makeUnique(templates, 'Card'),
    css: parts.css,
    latexPre: parts.latexPre,
    latexPost: parts.latexPost,
  };
}

/** Stands in for a note type that the file has lost: every field is kept, and the first asks for the rest. */
export function makeRecoveredDefinition(fieldCount: number): NoteTypeDefinition {
  const fields = Array.from({ length: Math.max(fieldCount, 1) }, (_, index) => ({ name: `Field ${String(index + 1)}`, rightToLeft: false }));
  const rest = fields.slice(1).map((field) => `<div>{{${field.name}}}</div>`);
  return makeDefinition({
    name: `Recovered (${String(fields.length)} fields)`,
    isCloze: false,
    fields,
    templates: [{ name: 'Card 1', questionFormat: '{{Field 1}}', answerFormat: ['{{FrontSide}}', '<hr id=answer>', ...rest].join('\n') }],
    css: '',
    latexPre: '',
    latexPost: '',
  });
}
