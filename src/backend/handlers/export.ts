/** Exporting: say what it would come to, start the job that writes, and the cards of a printed sheet. */

import type { exportContract } from '../../contract/export.ts';
import type { HandlersOf } from '../handler.ts';
import { exportJobsOf } from '../jobs/export/export-jobs.ts';
import { readSheet } from '../jobs/export/read-sheet.ts';

export const exportHandlers: HandlersOf<typeof exportContract> = {
  'export.describe': (context, request) => exportJobsOf(context).describe(context, request),
  'export.start': (context, { target, ...request }) => ({ jobId: exportJobsOf(context).start(context, request, target) }),
  'export.sheet': ({ library }, { scope, offset, limit }) => readSheet(library, scope, { offset, limit }),
};
