/** Files that hosts have taken in, known to operations by ticket only. */

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../core/errors.ts';
import type { FileTicket } from '../core/ids.ts';
import type { OfferOptions } from './backend.ts';
import type { OfferedFile } from './handler.ts';

export interface Tickets {
  readonly offer: (path: string, options?: OfferOptions) => FileTicket;
  /** Throws AppError file-missing. */
  readonly fileOf: (ticket: FileTicket) => OfferedFile;
  /** Forgets the file; a temporary upload is deleted. */
  readonly release: (ticket: FileTicket) => void;
  readonly releaseAll: () => void;
}

export function drawTicket(): FileTicket {
  return randomUUID() as string as FileTicket;
}

export function createTickets(): Tickets {
  const files = new Map<FileTicket, OfferedFile & { readonly deleteWhenDone: boolean }>();
  const release = (ticket: FileTicket): void => {
    const file = files.get(ticket);
    files.delete(ticket);
    if (file?.deleteWhenDone === true) rmSync(file.path, { force: true });
  };
  return {
    offer: (path, options = {}) => {
      const ticket = options.ticket ?? drawTicket();
      files.set(ticket, { path, fileName: options.fileName ?? basename(path), deleteWhenDone: options.deleteWhenDone ?? false });
      return ticket;
    },
    fileOf: (ticket) => {
      const file = files.get(ticket);
      if (file === undefined) throw new AppError('file-missing', 'This file is no longer at hand. Choose it again.');
      return { path: file.path, fileName: file.fileName };
    },
    release,
    releaseAll: () => {
      for (const ticket of [...files.keys()]) release(ticket);
    },
  };
}
