/** The formats that decks go out in: what each is for, in one line, and which choices it leaves. */

import type { ExportFormat } from '../../../contract/export.ts';

export type ExportChoice = ExportFormat | 'sheet';

export interface ExportOption {
  readonly choice: ExportChoice;
  readonly name: string;
  readonly what: string;
  /** Whether it can carry when cards are due, and pictures and sounds; where it cannot, there is nothing to switch. */
  readonly schedule: boolean;
  readonly media: boolean;
}

export interface ExportGroup {
  readonly title: string;
  readonly options: readonly ExportOption[];
}

export const EXPORT_GROUPS: readonly ExportGroup[] = [
  {
    title: 'With everything',
    options: [
      { choice: 'apkg', name: 'Anki package', what: 'For Anki on computers, phones and the web, as it is today.', schedule: true, media: true },
      { choice: 'versus-archive', name: 'Versus archive', what: 'Nothing is lost: to move to another computer, or to keep.', schedule: true, media: true },
      { choice: 'apkg-legacy', name: 'Anki package for older versions', what: 'For every Anki there was, and programs that read its files.', schedule: true, media: true },
      { choice: 'colpkg', name: 'Anki collection', what: 'All decks at once; in Anki it takes the place of what is there.', schedule: true, media: true },
    ],
  },
  {
    title: 'On paper',
    options: [{ choice: 'sheet', name: 'Sheet to print', what: 'Questions left, answers right, lines to cut along; or a PDF.', schedule: false, media: false }],
  },
  {
    title: 'As a table or list',
    options: [
      { choice: 'csv', name: 'Table (.csv)', what: 'For Excel, Numbers and other spreadsheets.', schedule: false, media: false },
      { choice: 'tsv', name: 'Table with tabs (.tsv)', what: 'For programs that want tabs between columns.', schedule: false, media: false },
      { choice: 'quizlet', name: 'Quizlet text', what: 'Term and definition, to paste into Quizlet.', schedule: false, media: false },
      { choice: 'anki-text', name: 'Anki text', what: 'Notes with their tags and decks, to edit and bring back.', schedule: false, media: false },
    ],
  },
  {
    title: 'To read and change',
    options: [
      { choice: 'hashcards', name: 'hashcards Markdown', what: 'Plain text, one file for each deck.', schedule: false, media: true },
      { choice: 'obsidian', name: 'Obsidian Markdown', what: 'For the spaced repetition plugin of Obsidian.', schedule: true, media: true },
      { choice: 'contrast-text', name: 'Contrast text', what: 'What two concepts differ in, as a text to edit.', schedule: false, media: false },
      { choice: 'crowdanki', name: 'CrowdAnki', what: 'A folder that a team can keep versions of.', schedule: false, media: true },
    ],
  },
];

export const EXPORT_OPTIONS: readonly ExportOption[] = EXPORT_GROUPS.flatMap((group) => group.options);

/** The option of that name; the first where it is unknown, as a remembered choice may be. */
export function findExportOption(choice: string | null): ExportOption {
  const [first] = EXPORT_OPTIONS;
  if (first === undefined) throw new Error('there is no format to export to');
  return EXPORT_OPTIONS.find((option) => option.choice === choice) ?? first;
}
