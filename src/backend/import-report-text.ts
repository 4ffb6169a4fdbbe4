/** An import's report as plain text, for keeping: what came, what is to know, then every note with its fate. */

import type { ImportReport } from '../contract/import.ts';
import { countWords } from '../core/formats/count-words.ts';
import { IMPORT_FORMAT_NAMES } from '../core/formats/import-format.ts';
import type { FateRow, NoteFate } from '../store/import-fates.ts';

/** As they are called in the text. */
const FATE_NAMES: Readonly<Record<NoteFate, string>> = {
  added: 'Added',
  updated: 'Updated',
  merged: 'Put together with your edits',
  unchanged: 'Unchanged',
  kept: 'Kept as it was here',
  conflict: 'Changed by you and in the file',
  skipped: 'Left out',
};

export interface ReportOnImport {
  readonly report: ImportReport;
  /** Local date and time, as YYYY-MM-DD HH:MM. */
  readonly importedAt: string;
  readonly fates: Iterable<FateRow>;
}

export function writeImportReport({ report, importedAt, fates }: ReportOnImport): string {
  const lines = [
    `Import of ${report.fileName}`,
    `${IMPORT_FORMAT_NAMES[report.format]}, ${importedAt}`,
    '',
    ...listCounts(report),
    ...listBlock('To know', report.warnings.map((warning) => warning.message)),
    ...listBlock('Decks', report.decks.map((deck) => `${deck.name} (${countWords(deck.cards, 'card')})`)),
    ...listBlock('Note types', report.noteTypes),
    '',
    'Notes, in the order of the file',
  ];
  for (const fate of fates) {
    lines.push(`${FATE_NAMES[fate.fate]}: ${fate.title === '' ? '(empty)' : fate.title}`);
    if (fate.isSettled) lines.push('    Settled since.');
    else if (fate.reason !== null) lines.push(`    ${fate.reason}`);
  }
  return `${lines.join('\n')}\n`;
}

/** “Spanish.apkg” of 20 May 2026 gives “Import of Spanish.apkg 2026-05-20.txt”, without what file systems refuse. */
export function nameImportReport(fileName: string, importedAt: string): string {
  const safe = fileName.replace(/[\p{Cc}<>:"/\\|?*]/gu, ' ').trim().slice(0, 150);
  return `Import of ${safe} ${importedAt.slice(0, 10)}.txt`;
}

function listCounts({ fates, cards, reviews, media }: ImportReport): readonly string[] {
  const notes = (Object.keys(FATE_NAMES) as NoteFate[]).filter((fate) => fates[fate] > 0).map((fate) => `${FATE_NAMES[fate]}: ${countWords(fates[fate], 'note')}`);
  return [
    ...notes,
    `New cards: ${format(cards.added)}`,
    `Reviews: ${format(reviews)}`,
    `Media files: ${format(media.added)} new, ${format(media.reused)} known, ${format(media.missing)} missing, ${format(media.rejected)} refused`,
  ];
}

function listBlock(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `- ${line}`)];
}

function format(count: number): string {
  return count.toLocaleString('en');
}
