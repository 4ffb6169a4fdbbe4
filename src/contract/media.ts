/** Looking after pictures and sounds: what nothing uses, what is missing, and what was left behind on the disk. */

import { command, query } from './operation.ts';
import { nothing } from './schemas.ts';

export interface MediaReport {
  /** Of the library. */
  readonly files: number;
  readonly unused: {
    readonly count: number;
    readonly sizeBytes: number;
    /** The first thousand, by name. */
    readonly names: readonly string[];
  };
  /** The first thousand names that cards ask for and the library does not have, with the number of notes and note types that do. */
  readonly missing: readonly { readonly name: string; readonly uses: number }[];
  readonly missingCount: number;
  /** Bytes that no name points to: of undone imports and removed media. */
  readonly leftovers: {
    readonly count: number;
    readonly sizeBytes: number;
    /** Further ones that a backup would need. */
    readonly heldByBackups: number;
    /** False while something can be undone or redone that may need them, or an import is under way. */
    readonly canBeSwept: boolean;
  };
}

export const mediaContract = {
  'media.check': query<MediaReport>()(nothing),
  /** Takes the unused ones out of the library. Can be undone: the bytes stay until they are swept. */
  'media.remove-unused': command<{ readonly count: number; readonly sizeBytes: number }>()(nothing),
  /** Deletes what was left behind. Throws conflict while that may still be needed. */
  'media.sweep': command<{ readonly count: number; readonly sizeBytes: number; readonly heldByBackups: number }>()(nothing),
};
