/** How a window reaches the backend: three members, whatever lies between. Payloads are JSON values. */

import type { ErrorReport } from '../core/errors.ts';
import type { FileTicket, JobId } from '../core/ids.ts';
import type { JobStatus } from './import.ts';

/** What a command touched; live queries that depend on a topic run again. */
export type Topic =
  | 'decks'
  | 'notes'
  | 'cards'
  | 'noteTypes'
  | 'presets'
  | 'settings'
  | 'media'
  | 'undo'
  | 'drafts'
  /** Concept sets, their scenarios, proposals and experiments. */
  | 'contrast'
  /** Answers of practice and exams, and what is computed from them. */
  | 'practice';

export type AppEvent =
  | { readonly type: 'changed'; readonly topics: readonly Topic[] }
  | { readonly type: 'job'; readonly jobId: JobId; readonly status: JobStatus }
  /** Files that arrived by the command line, the menu or the system's "open with". */
  | { readonly type: 'files-opened'; readonly tickets: readonly FileTicket[] }
  /** A menu item of the host was chosen. */
  | { readonly type: 'menu'; readonly action: MenuAction };

export type MenuAction = 'import' | 'export' | 'new-note' | 'new-deck' | 'library' | 'undo' | 'redo' | 'palette' | 'keys' | 'settings';

/** The reply envelope: errors cross the transport as data. */
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorReport };

export interface Transport {
  /** Never rejects for an application error; rejects only when the backend cannot be reached. */
  readonly call: (name: string, input: unknown) => Promise<Reply>;
  /** Returns the function that ends the subscription. */
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  /** Hands a file over without loading it into the window where the host allows that. */
  readonly sendFile: (file: File) => Promise<FileTicket>;
}
