/** The words of the import screens: formats, sizes, counts, and what can be chosen of a delimited text. */

import type { ImportFormat, ImportOptions, ImportPreview, ImportReport, TextOptions } from '../../../contract/import.ts';
import { IMPORT_FORMAT_NAMES } from '../../../core/formats/import-format.ts';
import { countWords } from '../../client/format.ts';

/** What the file picker offers. */
export const FILE_EXTENSIONS = ['.apkg', '.colpkg', '.anki2', '.anki21', '.anki21b', '.csv', '.tsv', '.txt'] as const;

export function nameFormat(format: ImportFormat, generation: ImportPreview['generation']): string {
  switch (format) {
    case 'apkg':
    case 'colpkg':
      return `${IMPORT_FORMAT_NAMES[format]}${describeGeneration(generation)}`;
    default:
      return IMPORT_FORMAT_NAMES[format];
  }
}

function describeGeneration(generation: ImportPreview['generation']): string {
  if (generation === null) return '';
  return generation === 3 ? '' : ', older format';
}

export function isAnki(format: ImportFormat): boolean {
  return format === 'apkg' || format === 'colpkg' || format === 'anki-collection';
}

/** 812 → "812 bytes", 12345 → "12 KB", 5400000 → "5.4 MB". */
export function showSize(bytes: number): string {
  if (bytes < 1000) return countWords(bytes, 'byte');
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toLocaleString(undefined, { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 })} ${units[unit] ?? ''}`;
}

export const DUPLICATE_CHOICES: readonly { readonly value: ImportOptions['onDuplicate']; readonly label: string }[] = [
  { value: 'update', label: 'Update it from the file' },
  { value: 'keep', label: 'Leave mine as it is' },
  { value: 'add', label: 'Add it once more' },
];

export const ENCODINGS: readonly { readonly value: TextOptions['encoding']; readonly label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'windows-1252', label: 'Western (Windows-1252)' },
];

export const QUOTES: readonly { readonly value: TextOptions['quote']; readonly label: string }[] = [
  { value: '"', label: 'Double quotes "' },
  { value: "'", label: "Single quotes '" },
  { value: '', label: 'None' },
];

const DELIMITERS: readonly { readonly value: string; readonly label: string }[] = [
  { value: '\t', label: 'Tab' },
  { value: ',', label: 'Comma ,' },
  { value: ';', label: 'Semicolon ;' },
  { value: '|', label: 'Bar |' },
  { value: ':', label: 'Colon :' },
  { value: ' ', label: 'Space' },
];

/** The usual separators, and the file's own when it is none of them. */
export function listDelimiters(current: string): readonly { readonly value: string; readonly label: string }[] {
  return DELIMITERS.some((delimiter) => delimiter.value === current) ? DELIMITERS : [...DELIMITERS, { value: current, label: current }];
}

/** "210 notes added, 2 updated": the head of the report. */
export function summariseReport(report: ImportReport): string {
  const { added, updated } = report.notes;
  if (added > 0) return `${countWords(added, 'note')} added${updated > 0 ? `, ${updated.toLocaleString()} updated` : ''}`;
  if (updated > 0) return `${countWords(updated, 'note')} updated`;
  return report.cards.added > 0 ? `${countWords(report.cards.added, 'card')} added` : 'Everything was here already';
}
