/** Import outcomes in words, for people at a terminal. */

import type { JobStatus } from '../contract/import.ts';
import type { FileOutcome } from './import-files.ts';

const phaseWords = {
  opening: 'opening',
  'reading-notes': 'reading notes',
  'reading-cards': 'reading cards',
  'reading-reviews': 'reading reviews',
  'reading-media': 'reading media',
  comparing: 'comparing notes',
  merging: 'adding to your library',
  finishing: 'finishing',
  'writing-notes': 'writing notes',
  'writing-reviews': 'writing reviews',
  'writing-media': 'writing media',
  packing: 'packing',
} as const;

export function describeProgress(file: string, status: JobStatus): string {
  if (status.status !== 'running') return '';
  const { phase, done, total } = status.progress;
  const count = total === null ? (done > 0 ? ` ${done}` : '') : ` ${done} of ${total}`;
  return `${file}: ${phaseWords[phase]}${count}`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export function describeOutcome(outcome: FileOutcome, dryRun: boolean): string {
  if (!outcome.ok) return `${outcome.file}: ${outcome.error.message}`;
  const { fates, cards, reviews, media } = outcome;
  const parts = [
    `${count(fates.added, 'note')} added`,
    `${fates.updated} updated`,
    ...(fates.merged === 0 ? [] : [`${fates.merged} put together with your edits`]),
    `${fates.unchanged} unchanged`,
    ...(fates.kept === 0 ? [] : [`${fates.kept} kept as they were here`]),
    ...(fates.conflict === 0 ? [] : [`${fates.conflict} changed by you and the file`]),
    `${fates.skipped} skipped`,
    `${count(cards.added, 'card')} added`,
    count(reviews, 'review'),
    `${count(media.added, 'media file')} added`,
  ];
  const lines = [`${outcome.file}: ${dryRun ? 'would bring ' : ''}${parts.join(', ')}.`];
  for (const { title, reason } of outcome.skipped.slice(0, 20)) lines.push(`  skipped: ${title}: ${reason}`);
  if (outcome.skipped.length > 20) lines.push(`  … and ${outcome.skipped.length - 20} more; --json lists them.`);
  if (fates.conflict > outcome.settled) lines.push('  note: Where you and the file changed the same field, your text stands; --on-conflict take brings the file’s.');
  for (const warning of outcome.warnings) lines.push(`  note: ${warning.message}`);
  return lines.join('\n');
}
