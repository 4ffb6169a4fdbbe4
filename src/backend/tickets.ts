/** Files that hosts have taken in, and places that they let be written to: known to operations by ticket only. */

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../core/errors.ts';
import type { FileTicket, SaveTicket } from '../core/ids.ts';
import type { OfferOptions } from './backend.ts';
import type { OfferedFile } from './handler.ts';

export interface Tickets {
  readonly offer: (path: string, options?: OfferOptions) => FileTicket;
  /** Throws AppError file-missing. */
  readonly fileOf: (ticket: FileTicket) => OfferedFile;
  /** Forgets the file; a temporary upload is deleted. */
  readonly release: (ticket: FileTicket) => void;
  readonly releaseAll: () => void;
  readonly offerTarget: (path: string, ticket?: SaveTicket) => SaveTicket;
  /** The path to write to; a ticket is good for one file. Throws AppError file-missing. */
  readonly takeTarget: (ticket: SaveTicket) => string;
}

interface KnownFile extends OfferedFile {
  readonly deleteWhenDone: boolean;
  readonly inside: FileTicket | null;
}

export function drawTicket(): FileTicket {
  return randomUUID() as string as FileTicket;
}

export function drawSaveTicket(): SaveTicket {
  return randomUUID() as string as SaveTicket;
}

export function createTickets(): Tickets {
  const targets = new Map<SaveTicket, string>();
  const files = new Map<FileTicket, KnownFile>();
  const partsOf = (folder: FileTicket): [FileTicket, KnownFile][] => [...files].filter(([, file]) => file.inside === folder);
  const release = (ticket: FileTicket): void => {
    const file = files.get(ticket);
    // A folder whose parts are still to be imported goes with the last of them.
    if (file === undefined || partsOf(ticket).length > 0) return;
    files.delete(ticket);
    if (file.deleteWhenDone) rmSync(file.path, { force: true, recursive: true });
    if (file.inside !== null) release(file.inside);
  };
  return {
    offer: (path, options = {}) => {
      const inside = options.inside ?? null;
      const known = inside === null ? undefined : partsOf(inside).find(([, part]) => part.path === path);
      if (known !== undefined) return known[0];
      const ticket = options.ticket ?? drawTicket();
      files.set(ticket, { path, fileName: options.fileName ?? basename(path), deleteWhenDone: options.deleteWhenDone ?? false, inside });
      return ticket;
    },
    fileOf: (ticket) => {
      const file = files.get(ticket);
      if (file === undefined) throw new AppError('file-missing', 'This file is no longer at hand. Choose it again.');
      return { path: file.path, fileName: file.fileName };
    },
    release,
    releaseAll: () => {
      for (const file of files.values()) if (file.deleteWhenDone) rmSync(file.path, { force: true, recursive: true });
      files.clear();
    },
    offerTarget: (path, ticket = drawSaveTicket()) => {
      targets.set(ticket, path);
      return ticket;
    },
    takeTarget: (ticket) => {
      const path = targets.get(ticket);
      if (path === undefined) throw new AppError('file-missing', 'The place to write to is no longer known. Choose it again.');
      targets.delete(ticket);
      return path;
    },
  };
}
