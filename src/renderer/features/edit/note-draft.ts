/** The note as it stands in the editor: how it is kept as a draft, and what becomes of its fields when the note type changes. */

import type { NoteType } from '../../../core/cards/model.ts';
import type { DeckId, NoteId, NoteTypeId } from '../../../core/ids.ts';

/** What the editor works on: a new note, or one that exists. */
export type EditTarget = { readonly mode: 'add'; readonly deckId: DeckId | null } | { readonly mode: 'edit'; readonly noteId: NoteId };

export interface NoteDraft {
  readonly noteTypeId: NoteTypeId;
  readonly deckId: DeckId | null;
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

/** The key that the draft is stored under; there is one for new notes and one for each note that is being changed. */
export function draftKeyOf(target: EditTarget): string {
  return target.mode === 'add' ? 'note:new' : `note:${target.noteId}`;
}

/** Reads a stored draft back; null when it is not one, or its note type is gone. */
export function parseDraft(body: unknown, noteTypes: readonly NoteType[]): NoteDraft | null {
  if (typeof body !== 'object' || body === null) return null;
  const { noteTypeId, deckId, fields, tags } = body as Partial<Record<keyof NoteDraft, unknown>>;
  const noteType = noteTypes.find((type) => type.id === noteTypeId);
  if (noteType === undefined || !isTextList(fields) || !isTextList(tags)) return null;
  return {
    noteTypeId: noteType.id,
    deckId: typeof deckId === 'number' ? (deckId as DeckId) : null,
    fields: fitFields(fields, noteType),
    tags,
  };
}

/** True when somebody would miss the draft: something stands in a field that is not carried from note to note anyway. */
export function hasContent(draft: NoteDraft, noteType: NoteType): boolean {
  return draft.fields.some((field, index) => field.trim() !== '' && !isCarriedOver(noteType, index));
}

/** The fields of the note after the one that was added: empty, but the pair of concepts stays, because the next contrast is mostly of the same pair. */
export function fieldsOfNextNote(fields: readonly string[], noteType: NoteType): string[] {
  return fields.map((field, index) => (isCarriedOver(noteType, index) ? field : ''));
}

function isCarriedOver(noteType: NoteType, index: number): boolean {
  return noteType.kind === 'contrast' && /^concept [ab]$/i.test(noteType.fields[index]?.name ?? '');
}

export function isSameContent(a: NoteDraft, b: NoteDraft): boolean {
  return a.noteTypeId === b.noteTypeId && a.deckId === b.deckId && isSameList(a.fields, b.fields) && isSameList(a.tags, b.tags);
}

/** One text per field of the note type: missing ones are empty, surplus ones are dropped. */
export function fitFields(fields: readonly string[], noteType: NoteType): string[] {
  return noteType.fields.map((_, index) => fields[index] ?? '');
}

/**
 * Carries texts over to another note type: to the field of the same name where there is one, what is left to the free fields in
 * their order. What finds no field joins the last one, so that nothing is lost.
 */
export function carryFields(fields: readonly string[], from: NoteType, to: NoteType): string[] {
  const carried: (string | null)[] = to.fields.map(() => null);
  const homeless: string[] = [];
  // A pair of concepts that was only carried over from the note before is no text of this one.
  const isBlank = fields.every((field, index) => field === '' || isCarriedOver(from, index));
  from.fields.forEach((field, index) => {
    const text = fields[index] ?? '';
    const sameName = to.fields.findIndex((other) => other.name.toLowerCase() === field.name.toLowerCase());
    if (sameName !== -1) carried[sameName] = text;
    else if (text !== '' && !isBlank) homeless.push(text);
  });
  for (const text of homeless) {
    const free = carried.findIndex((value) => value === null || value === '');
    const target = free === -1 ? carried.length - 1 : free;
    const there = carried[target] ?? '';
    carried[target] = there === '' ? text : `${there}<br>${text}`;
  }
  return carried.map((text) => text ?? '');
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
