/** Files and folders that pages send: kept in a folder of the server's own, under names of its own, until the backend has done with them. */

import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { AppError } from '../core/errors.ts';
import type { FileTicket } from '../core/ids.ts';
import { splitFolderPath } from '../host/folder-path.ts';
import { plainFileName } from '../host/plain-file-name.ts';
import type { Backend } from '../host/spawn-backend.ts';
import { saveUpload } from './request-body.ts';

export interface UploadLimits {
  /** Of a file, and of a folder as a whole. */
  readonly bytes: number;
  readonly filesOfFolder: number;
}

export interface Uploads {
  /** Takes in a file, or one of a folder when the address names it. Throws AppError. */
  readonly takeFile: (request: IncomingMessage, query: URLSearchParams) => Promise<{ readonly ticket: string }>;
  /** Opens a folder, empty, to be filled file by file. */
  readonly openFolder: (query: URLSearchParams) => Promise<{ readonly ticket: string }>;
}

interface OpenFolder {
  readonly path: string;
  bytes: number;
  files: number;
}

export function createUploads(backend: Pick<Backend, 'offerFile'>, uploadDir: string, limits: UploadLimits): Uploads {
  const folders = new Map<string, OpenFolder>();

  const addToFolder = async (request: IncomingMessage, ticket: string, name: string): Promise<void> => {
    const folder = folders.get(ticket);
    if (folder === undefined) throw new AppError('file-missing', 'This folder is no longer at hand. Choose it again.');
    const path = join(folder.path, ...splitFolderPath(name));
    if (folder.files >= limits.filesOfFolder) {
      throw new AppError('file-too-large', `This folder has more than ${limits.filesOfFolder.toLocaleString('en')} files. Nothing was changed; please choose a folder inside it.`);
    }
    folder.files += 1;
    try {
      await mkdir(dirname(path), { recursive: true });
      folder.bytes += await saveUpload(request, path, limits.bytes - folder.bytes);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST' && code !== 'ENOTDIR') throw error;
      throw new AppError('file-unsafe', 'Two files of this folder have the same name here, so it was not taken in. Your cards are as they were; rename one of them.', { cause: error });
    }
  };

  return {
    takeFile: async (request, query) => {
      const name = query.get('name') ?? '';
      const folder = query.get('folder');
      if (folder !== null) {
        await addToFolder(request, folder, name);
        return { ticket: folder };
      }
      const path = join(uploadDir, randomUUID());
      await saveUpload(request, path, limits.bytes);
      return { ticket: backend.offerFile(path, { fileName: plainFileName(name), deleteWhenDone: true }) };
    },
    openFolder: async (query) => {
      const path = join(uploadDir, randomUUID());
      await mkdir(path, { mode: 0o700 });
      const ticket: FileTicket = backend.offerFile(path, { fileName: plainFileName(query.get('name') ?? ''), deleteWhenDone: true });
      folders.set(ticket, { path, bytes: 0, files: 0 });
      return { ticket };
    },
  };
}
