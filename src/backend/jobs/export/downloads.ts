/** Finished exports that a browser is still to fetch: each in a folder of its ticket's name, gone when the library closes. */

import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileTicket } from '../../../core/ids.ts';

function exportsDirOf(libraryDir: string): string {
  return join(libraryDir, 'exports');
}

/** Makes the folder and returns where the file is to be written. */
export async function makeDownload(libraryDir: string, ticket: FileTicket, fileName: string): Promise<string> {
  const folder = join(exportsDirOf(libraryDir), ticket);
  await mkdir(folder, { recursive: true });
  return join(folder, fileName);
}

export function discardDownload(libraryDir: string, ticket: FileTicket): void {
  rmSync(join(exportsDirOf(libraryDir), ticket), { recursive: true, force: true });
}

/** To be called when a library is opened and when it is closed. */
export function discardDownloads(libraryDir: string): void {
  rmSync(exportsDirOf(libraryDir), { recursive: true, force: true });
}
