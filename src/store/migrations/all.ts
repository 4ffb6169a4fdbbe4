/** Every schema version in order; the last one is the version this program writes. */

import { first } from './0001-first.ts';
import { contrast } from './0002-contrast.ts';
import { importFates } from './0003-import-fates.ts';
import type { Migration } from './migration.ts';

export const MIGRATIONS: readonly Migration[] = [first, contrast, importFates];
