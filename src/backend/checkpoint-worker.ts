/** Moves what a large write has left in the library's log into its database, off the thread that answers the windows. */

import { workerData } from 'node:worker_threads';
import { checkpointLibraryFile } from '../store/checkpoint.ts';

checkpointLibraryFile(workerData as string);
