/** What a job is at, in words. */

import type { JobPhase } from '../../contract/import.ts';
import { assertNever } from '../../core/result.ts';

/** Names the phase for the learner. */
export function describePhase(phase: JobPhase): string {
  switch (phase) {
    case 'opening':
      return 'Opening the file';
    case 'reading-notes':
      return 'Reading notes';
    case 'reading-cards':
      return 'Reading cards';
    case 'reading-reviews':
      return 'Reading review history';
    case 'reading-media':
      return 'Reading pictures and sounds';
    case 'merging':
      return 'Adding to your library';
    case 'comparing':
      return 'Comparing notes';
    case 'finishing':
      return 'Finishing';
    case 'writing-notes':
      return 'Writing notes';
    case 'writing-reviews':
      return 'Writing review history';
    case 'writing-media':
      return 'Writing pictures and sounds';
    case 'packing':
      return 'Packing';
    default:
      return assertNever(phase);
  }
}
