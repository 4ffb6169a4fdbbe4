/** Looking after the library's pictures and sounds. */

import type { mediaContract } from '../../contract/media.ts';
import { countWords } from '../../core/formats/count-words.ts';
import { AppError } from '../../core/errors.ts';
import { describeLeftovers, sweepLeftovers } from '../../store/media-leftovers.ts';
import { readMediaUse, removeUnusedMedia } from '../../store/media-use.ts';
import { listMedia } from '../../store/media.ts';
import type { CommandRules, HandlersOf } from '../handler.ts';
import { importJobsOf } from '../jobs/import-jobs.ts';

const MOST_TOLD = 1000;

export const mediaHandlers: HandlersOf<typeof mediaContract> = {
  'media.check': (context) => {
    const { library } = context;
    const { unused, missing } = readMediaUse(library.database);
    const leftovers = describeLeftovers(library);
    return {
      files: listMedia(library.database).length,
      unused: { count: unused.length, sizeBytes: sumOf(unused), names: unused.slice(0, MOST_TOLD).map(({ name }) => name) },
      missing: missing.slice(0, MOST_TOLD),
      missingCount: missing.length,
      leftovers: { ...leftovers, canBeSwept: leftovers.canBeSwept && !importJobsOf(context).isRunning() },
    };
  },
  'media.remove-unused': ({ library, describe }) => {
    const removed = removeUnusedMedia(library.database);
    describe(`Remove ${countWords(removed.length, 'unused picture or sound', 'unused pictures and sounds')}`);
    return { count: removed.length, sizeBytes: sumOf(removed) };
  },
  'media.sweep': (context) => {
    if (importJobsOf(context).isRunning()) throw new AppError('conflict', 'An import is under way, so nothing was deleted. Wait for its end and try again.');
    if (!describeLeftovers(context.library).canBeSwept) {
      throw new AppError('conflict', 'What can still be undone may need these files, so nothing was deleted. Close Versus, open it again, and try again.');
    }
    const { count, sizeBytes, heldByBackups } = sweepLeftovers(context.library);
    return { count, sizeBytes, heldByBackups };
  },
};

export const mediaRules = {
  'media.remove-unused': { label: 'Remove unused pictures and sounds', topics: ['media'] },
  'media.sweep': { unwrapped: true, topics: ['media'] },
} satisfies Partial<CommandRules>;

function sumOf(files: readonly { readonly sizeBytes: number }[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
