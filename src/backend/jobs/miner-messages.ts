/** What the backend and the miner's worker say to each other. */

import type { JobProgress } from '../../contract/import.ts';
import type { ErrorReport } from '../../core/errors.ts';
import type { DeckId } from '../../core/ids.ts';
import type { ProposalDraft } from '../../store/pair-proposals.ts';

export interface MinerRequest {
  /** The library's database, which the worker opens for reading alone. */
  readonly libraryFile: string;
  readonly deckId: DeckId;
  readonly mostPairs: number;
  /** One 32-bit number; not 0 once the learner has asked to stop. */
  readonly cancelFlag: SharedArrayBuffer;
}

export type MinerMessage =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | { readonly type: 'mined'; readonly noteCount: number; readonly proposals: readonly ProposalDraft[] }
  | { readonly type: 'failed'; readonly error: ErrorReport; readonly bug: string | null };
