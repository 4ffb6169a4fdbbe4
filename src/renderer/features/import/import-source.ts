/** Where what is to be imported comes from, and what a file on its way in needs of the window around it. */

import type { Client } from '../../../contract/client.ts';
import type { FolderToSend, HostDoors } from '../../../contract/host-doors.ts';
import type { FileTicket } from '../../../core/ids.ts';

/** What a pasted text is called where a file has its name; a deck made for it is called so too. */
export const PASTED_NAME = 'Pasted text';

/** A file that the host has taken in. */
export interface OfferedFile {
  readonly ticket: FileTicket;
  readonly fileName: string;
  readonly sizeBytes: number;
}

/** What is sent to be recognised: a file or a folder of this window, a ticket that the host handed out (of a file or a folder), one file of a folder, or a text. */
export type ImportSource =
  | { readonly file: File }
  | { readonly folder: FolderToSend }
  | { readonly ticket: FileTicket }
  | { readonly offered: OfferedFile }
  | { readonly text: string };

export interface ImportSurroundings {
  readonly client: Client;
  readonly sendFolder: HostDoors['sendFolder'];
  /** Takes in the other files of a folder that holds several decks. */
  readonly addOffered: (files: readonly OfferedFile[]) => void;
  readonly now: () => number;
}

/** What is known of a source before anything is sent. */
export function describeSource(source: ImportSource): { readonly name: string; readonly sizeBytes: number | null; readonly ticket: FileTicket | null } {
  if ('file' in source) return { name: source.file.name, sizeBytes: source.file.size, ticket: null };
  if ('folder' in source) return { name: source.folder.name, sizeBytes: null, ticket: null };
  if ('offered' in source) return { name: source.offered.fileName, sizeBytes: source.offered.sizeBytes, ticket: source.offered.ticket };
  if ('text' in source) return { name: PASTED_NAME, sizeBytes: null, ticket: null };
  return { name: '', sizeBytes: null, ticket: source.ticket };
}
