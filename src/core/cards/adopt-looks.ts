/** How cards look, when a file that brought their note type before brings it with other templates and styles. */

import type { NoteTypePlan } from './map-note-type.ts';
import type { NoteTypeDefinition } from './model.ts';

/** A note type as a file has it. */
export interface RevisedNoteType extends NoteTypeDefinition {
  /** When its author last changed it; null where the file does not say. Left out by files that tell nothing of how cards look. */
  readonly revisedAtMillis?: number | null;
}

/** The target with the looks of the file: its styles, and its templates where the plan puts them, with the target's names of fields. */
export function takeLooks<Target extends NoteTypeDefinition>(target: Target, definition: NoteTypeDefinition, plan: Pick<NoteTypePlan, 'fieldPlaces' | 'templatePlaces'>): Target {
  const names = new Map(definition.fields.map(({ name }, index) => [name, target.fields[plan.fieldPlaces[index] ?? target.fields.length - 1]?.name ?? name]));
  const templates = target.templates.map((template, place) => {
    const own = definition.templates[plan.templatePlaces.indexOf(place)];
    if (own === undefined) return template;
    return { ...template, questionFormat: renameFields(own.questionFormat, names), answerFormat: renameFields(own.answerFormat, names) };
  });
  return { ...target, css: definition.css, latexPre: definition.latexPre, latexPost: definition.latexPost, templates };
}

/** `{{#Name}}`, `{{filter:Name}}` and the like under the names that they have in the target. */
function renameFields(format: string, names: ReadonlyMap<string, string>): string {
  return format.replace(/\{\{([#^/]?)([^{}]*)\}\}/g, (place, mark: string, inside: string) => {
    const filters = inside.slice(0, inside.lastIndexOf(':') + 1);
    const name = inside.slice(filters.length).trim();
    const here = names.get(name);
    return here === undefined || here === name ? place : `{{${mark}${filters}${here}}}`;
  });
}
