/** The choices for a file that is imported, and what each new one does to the others. */

import type { ImportFormat, ImportOptions, TextOptions } from '../../../contract/import.ts';

/** As the backend has them where nobody has chosen. */
export const FIRST_CHOICES: ImportOptions = {
  deckName: null,
  withSchedule: true,
  onDuplicate: 'update',
  text: null,
  format: null,
  useSavedMapping: true,
  matchBy: null,
  matchField: null,
  noteTypes: [],
};

/** Of `text`: columns are guessed anew where the change makes other columns of the file. */
export function changeText(options: ImportOptions, text: TextOptions, patch: Partial<TextOptions>): ImportOptions {
  const splitsAnew = 'delimiter' in patch || 'quote' in patch || 'encoding' in patch || 'noteTypeName' in patch;
  const columns = patch.columns ?? (splitsAnew ? [] : text.columns);
  return { ...options, text: { ...text, ...patch, columns } };
}

/** Deck and tags change nothing that a preview shows. */
export function isShown(patch: Partial<TextOptions>): boolean {
  return !Object.keys(patch).every((key) => key === 'deckName' || key === 'tags');
}

/** Everything else about the text is guessed anew. */
export function changeFormat(options: ImportOptions, format: ImportFormat): ImportOptions {
  return { ...options, format, text: null, noteTypes: [] };
}

/** The file is read as if none of its kind had been read before. */
export function forgetMapping(options: ImportOptions): ImportOptions {
  return { ...options, useSavedMapping: false, text: null, noteTypes: [] };
}

/** Of one of the file's note types; fields that are left out go by name. */
export function changeNoteType(options: ImportOptions, choice: ImportOptions['noteTypes'][number]): ImportOptions {
  return { ...options, noteTypes: [...options.noteTypes.filter(({ name }) => name !== choice.name), choice] };
}

/** What the backend has read of the text; what changed without a preview since it was asked for must not fall back. */
export function adoptText(options: ImportOptions, read: TextOptions | null): ImportOptions {
  if (read === null) return { ...options, text: null };
  const { deckName, tags } = options.text ?? read;
  return { ...options, text: { ...read, deckName, tags } };
}
