/** How far an import has come, as one fraction over all its phases, and how long it will still take. */

import type { ImportFormat, ImportPhase, JobProgress } from '../../../contract/import.ts';

type PhaseShares = readonly (readonly [ImportPhase, number])[];

/** The part of the whole time that each phase takes in a typical file, in their order; they add up to 1. */
const PACKAGE_SHARES: PhaseShares = [
  ['opening', 0.05],
  ['reading-notes', 0.25],
  ['reading-cards', 0.12],
  ['reading-reviews', 0.13],
  ['reading-media', 0.15],
  ['merging', 0.27],
  ['finishing', 0.03],
];
/** Measured with tables of 200,000 rows. */
const TEXT_SHARES: PhaseShares = [
  ['opening', 0.02],
  ['reading-notes', 0.58],
  ['merging', 0.37],
  ['finishing', 0.03],
];

/** Between 0 and 1, over all phases of a file of that format; a phase of unknown length counts as just begun. */
export function measureFraction(progress: JobProgress, format: ImportFormat): number {
  const shares = isText(format) ? TEXT_SHARES : PACKAGE_SHARES;
  let before = 0;
  for (const [phase, share] of shares) {
    if (phase !== progress.phase) {
      before += share;
      continue;
    }
    const within = progress.total === null || progress.total === 0 ? 0 : Math.min(1, progress.done / progress.total);
    return Math.min(1, before + share * within);
  }
  return 0;
}

function isText(format: ImportFormat): boolean {
  return format !== 'apkg' && format !== 'colpkg' && format !== 'anki-collection' && format !== 'versus-archive';
}

/** Milliseconds that are left, or null while a guess would be worth nothing (the first second and a half, the first twentieth). */
export function estimateMillisLeft(fraction: number, elapsedMillis: number): number | null {
  if (fraction < 0.05 || elapsedMillis < 1500) return null;
  return (elapsedMillis * (1 - fraction)) / fraction;
}

/** Rounds a time left to what a person would say: "a few seconds left", "about 2 min left". */
export function describeTimeLeft(millis: number): string {
  const seconds = millis / 1000;
  if (seconds < 8) return 'a few seconds left';
  if (seconds < 55) return `about ${Math.ceil(seconds / 10) * 10} s left`;
  if (seconds < 3300) return `about ${Math.max(1, Math.round(seconds / 60))} min left`;
  return `about ${Math.round(seconds / 3600)} h left`;
}
