/** What the note types of a file can become, and keeping every field of the library to one field of the file. */

import type { NoteTypeMatch } from '../../../contract/import.ts';

/** Values of selects that no name can be: names do not begin with a line end. */
export const NEW_TYPE = '\nnew';
export const NOWHERE = '\nnowhere';

type FieldPlan = NoteTypeMatch['fields'];

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function listTypeChoices(match: NoteTypeMatch): readonly Choice[] {
  return [...match.choices.map(({ name }) => ({ value: name, label: name })), { value: NEW_TYPE, label: 'A new note type' }];
}

export function listFieldChoices(match: NoteTypeMatch): readonly Choice[] {
  const names = match.choices.find(({ name }) => name === match.target)?.fieldNames ?? [];
  return [...names.map((name) => ({ value: name, label: name })), { value: NOWHERE, label: 'Nowhere: its text joins the last field' }];
}

/** Sends a field elsewhere. The field that went there goes where this one went, so that no two end in one place. */
export function assignField(plan: FieldPlan, from: string, to: string | null): { from: string; to: string | null }[] {
  const before = plan.find((field) => field.from === from)?.to ?? null;
  return plan.map((field) => {
    if (field.from === from) return { from, to };
    return to !== null && field.to === to ? { from: field.from, to: before } : { from: field.from, to: field.to };
  });
}
