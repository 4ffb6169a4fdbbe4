/** What the backend's worker and its holder say to each other. */

import type { AppEvent, Reply } from '../contract/transport.ts';
import type { ErrorReport } from '../core/errors.ts';
import type { FileTicket, SaveTicket } from '../core/ids.ts';
import type { OfferOptions } from './backend.ts';

/** What the worker is started with. */
export interface BackendWorkerData {
  readonly libraryDir: string;
  readonly withStarterDeck: boolean;
}

export type ToWorker =
  | { readonly type: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: 'offer-file'; readonly path: string; readonly options: OfferOptions & { readonly ticket: FileTicket } }
  | { readonly type: 'offer-target'; readonly path: string; readonly ticket: SaveTicket }
  | { readonly type: 'close' };

export type FromWorker =
  | { readonly type: 'ready' }
  /** The library could not be opened; the worker ends after this. */
  | { readonly type: 'failed'; readonly error: ErrorReport }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly type: 'event'; readonly event: AppEvent }
  | { readonly type: 'closed' };
