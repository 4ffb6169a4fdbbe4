/** Importing: preview a file, start the job that brings it in, ask how it stands, stop it; and the library's health check. */

import { importOptions } from '../../contract/import.ts';
import type { importContract } from '../../contract/import.ts';
import { checkLibrary } from '../../store/check-library.ts';
import type { CommandRule, HandlersOf } from '../handler.ts';
import { exportJobsOf } from '../jobs/export/export-jobs.ts';
import { importJobsOf } from '../jobs/import-jobs.ts';
import { minerJobsOf } from '../jobs/miner-jobs.ts';

export const importHandlers: HandlersOf<typeof importContract> = {
  'import.preview': (context, { ticket, options }) => importJobsOf(context).preview(context, ticket, importOptions.parse(options ?? {})),
  'import.start': (context, input) => ({ jobId: importJobsOf(context).start(context, input) }),
  'job.status': (context, { jobId }) => minerJobsOf(context).statusOf(jobId) ?? exportJobsOf(context).statusOf(jobId) ?? importJobsOf(context).statusOf(jobId),
  'job.cancel': (context, { jobId }) => {
    importJobsOf(context).cancel(jobId);
    minerJobsOf(context).cancel(jobId);
    exportJobsOf(context).cancel(jobId);
    return null;
  },
  'library.check': (context) => checkLibrary(context.library, { importRunning: importJobsOf(context).isRunning() }),
};

export const importRules: { readonly 'job.cancel': CommandRule } = {
  'job.cancel': { unwrapped: true, topics: [] },
};
