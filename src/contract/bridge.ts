/** What the preload script puts on `window.versus` in the desktop window: the transport's members and the host's doors over Electron's IPC, nothing else. */

import type { ErrorReport } from '../core/errors.ts';
import type { FileTicket } from '../core/ids.ts';
import type { PrintOutcome, SaveTarget } from './host-doors.ts';
import type { AppEvent, Reply } from './transport.ts';

export interface DesktopBridge {
  readonly call: (name: string, input: unknown) => Promise<Reply>;
  /** Returns the function that ends the subscription. */
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  /** Hands a chosen or dropped file over by its path; a file that has none (made in the page) by its bytes. */
  readonly fileTicket: (file: File) => Promise<FileTicket>;
  /** Hands over the folder that the file was chosen with; `path` is the file's place in it, the folder's own name left out. */
  readonly folderTicket: (file: File, path: string) => Promise<FileTicket>;
  /** Opens the system's dialog for saving. */
  readonly chooseTarget: (suggestedName: string) => Promise<SaveTarget>;
  /** Asks where to, and writes the window as it prints into a PDF there. */
  readonly printPdf: (suggestedName: string) => Promise<PrintOutcome | { readonly kind: 'failed'; readonly error: ErrorReport }>;
}

/** The names of the IPC channels, known to the preload script and the main process alone. */
export const ipcChannels = {
  call: 'versus:call',
  event: 'versus:event',
  /** The window says that it listens, so that files opened before are not told to nobody. */
  listening: 'versus:listening',
  filePath: 'versus:file-path',
  fileBytes: 'versus:file-bytes',
  chooseTarget: 'versus:choose-target',
  printPdf: 'versus:print-pdf',
} as const;
