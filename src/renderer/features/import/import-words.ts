/** The words of the import screens: formats, sizes, counts, and what can be chosen of a delimited text. */

import type { ImportFormat, ImportOptions, ImportPreview, ImportReport, NoteFate, TextOptions } from '../../../contract/import.ts';
import { IMPORT_EXTENSIONS, IMPORT_FORMAT_NAMES } from '../../../core/formats/import-format.ts';
import { countWords } from '../../client/format.ts';

/** What the file picker offers. */
export const FILE_EXTENSIONS: readonly string[] = IMPORT_EXTENSIONS.map((extension) => `.${extension}`);

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

const WITH_SCHEDULE: readonly ImportFormat[] = [
  'apkg',
  'colpkg',
  'anki-collection',
  'mnemosyne-cards',
  'mnemosyne-db',
  'mnemosyne-xml',
  'supermemo-text',
  'supermemo-xml',
  'mochi',
  'obsidian',
  'org-drill',
  'versus-archive',
];

/** Whether files of the format can say when a card is due. */
export function bringsSchedule(format: ImportFormat): boolean {
  return WITH_SCHEDULE.includes(format);
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
  { value: 'windows-1250', label: 'Central European (Windows-1250)' },
  { value: 'iso-8859-2', label: 'Central European (ISO 8859-2)' },
  { value: 'windows-1251', label: 'Cyrillic (Windows-1251)' },
  { value: 'koi8-r', label: 'Cyrillic (KOI8-R)' },
  { value: 'iso-8859-5', label: 'Cyrillic (ISO 8859-5)' },
  { value: 'windows-1253', label: 'Greek (Windows-1253)' },
  { value: 'windows-1254', label: 'Turkish (Windows-1254)' },
  { value: 'windows-1255', label: 'Hebrew (Windows-1255)' },
  { value: 'windows-1256', label: 'Arabic (Windows-1256)' },
  { value: 'windows-1258', label: 'Vietnamese (Windows-1258)' },
  { value: 'windows-874', label: 'Thai (Windows-874)' },
  { value: 'shift_jis', label: 'Japanese (Shift JIS)' },
  { value: 'euc-jp', label: 'Japanese (EUC-JP)' },
  { value: 'gb18030', label: 'Simplified Chinese (GB 18030, GBK)' },
  { value: 'big5', label: 'Traditional Chinese (Big5)' },
  { value: 'euc-kr', label: 'Korean (EUC-KR)' },
];

export const QUOTES: readonly { readonly value: TextOptions['quote']; readonly label: string }[] = [
  { value: '"', label: 'Double quotes "' },
  { value: "'", label: "Single quotes '" },
  { value: '', label: 'None' },
];

export const MATCH_CHOICES: readonly { readonly value: NonNullable<ImportOptions['matchBy']> | 'auto'; readonly label: string }[] = [
  { value: 'auto', label: 'As suits the file' },
  { value: 'guid', label: 'By its id alone' },
  { value: 'field', label: 'By its id, or else by a field' },
];

/** The fates in the order of the list's filters, each with its word and why one would look for it. */
export const FATES: readonly { readonly fate: NoteFate; readonly label: string; readonly hint: string }[] = [
  { fate: 'conflict', label: 'Both changed', hint: 'Changed both here and in the file; yours stands until you choose.' },
  { fate: 'added', label: 'Added', hint: 'New in your library.' },
  { fate: 'updated', label: 'Updated', hint: 'Changed in the file, and not by you.' },
  { fate: 'merged', label: 'Merged', hint: 'Changed here and in the file, in different fields.' },
  { fate: 'kept', label: 'Yours kept', hint: 'Left as it is here.' },
  { fate: 'unchanged', label: 'Unchanged', hint: 'The same here and in the file.' },
  { fate: 'skipped', label: 'Skipped', hint: 'Not taken in; the reason stands beside it.' },
];

/** "210 notes added, 2 updated": the head of the report. */
export function summariseReport(report: ImportReport): string {
  const { added } = report.notes;
  const updated = report.fates.updated + report.fates.merged;
  if (added > 0) return `${countWords(added, 'note')} added${updated > 0 ? `, ${updated.toLocaleString()} updated` : ''}`;
  if (updated > 0) return `${countWords(updated, 'note')} updated`;
  if (report.fates.conflict > 0) return `${countWords(report.fates.conflict, 'note')} to decide on`;
  return report.cards.added > 0 ? `${countWords(report.cards.added, 'card')} added` : 'Everything was here already';
}
