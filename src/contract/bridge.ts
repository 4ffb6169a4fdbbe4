/** What the preload script puts on `window.versus` in the desktop window: the transport's three members over Electron's IPC, nothing else. */

import type { FileTicket } from '../core/ids.ts';
import type { AppEvent, Reply } from './transport.ts';

export interface DesktopBridge {
  readonly call: (name: string, input: unknown) => Promise<Reply>;
  /** Returns the function that ends the subscription. */
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  /** Hands a chosen or dropped file over by its path; a file that has none (made in the page) by its bytes. */
  readonly fileTicket: (file: File) => Promise<FileTicket>;
}

/** The names of the IPC channels, known to the preload script and the main process alone. */
export const ipcChannels = {
  call: 'versus:call',
  event: 'versus:event',
  /** The window says that it listens, so that files opened before are not told to nobody. */
  listening: 'versus:listening',
  filePath: 'versus:file-path',
  fileBytes: 'versus:file-bytes',
} as const;
