/** What a window can ask of its host besides operations: to take in a folder, to let a file be written, to print. Paths never reach the window. */

import type { FileTicket, SaveTicket } from '../core/ids.ts';

/** A folder that was dropped or chosen, on its way to the host. */
export interface FolderToSend {
  readonly name: string;
  /** What the drop gave for the folder itself; null for a chosen one, which is known by its files. */
  readonly entry: File | null;
  /** Every file in it, at any depth, hidden ones left out. `path` is relative to the folder, `/` between levels. May be slow. */
  readonly listFiles: () => Promise<readonly { readonly path: string; readonly file: File }[]>;
}

/** Where an export goes: a place that the learner chose, or a download of the browser's. */
export type SaveTarget = { readonly kind: 'file'; readonly ticket: SaveTicket } | { readonly kind: 'download' } | { readonly kind: 'cancelled' };

/** saved: as a PDF of that name; printing: the browser has taken over. */
export type PrintOutcome = { readonly kind: 'saved'; readonly fileName: string } | { readonly kind: 'printing' } | { readonly kind: 'cancelled' };

export interface HostDoors {
  /** Throws AppError: file-empty when there is nothing in it, file-too-large, file-unsafe. */
  readonly sendFolder: (folder: FolderToSend) => Promise<FileTicket>;
  /** Asks where to write a file that should be called so; asks nothing where the browser saves downloads by its own rules. */
  readonly chooseTarget: (suggestedName: string) => Promise<SaveTarget>;
  /** Prints the page as it is laid out for print: into a PDF at a place to choose, or by the browser's own dialog. */
  readonly printPdf: (suggestedName: string) => Promise<PrintOutcome>;
}
