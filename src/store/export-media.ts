/** The media of an export: which files its notes and note types refer to, and their bytes. */

import type { Database } from 'better-sqlite3';
import { createReadStream } from 'node:fs';
import { replaceCssMediaReferences, replaceMediaReferences } from '../core/cards/media-references.ts';
import type { RenameMedia } from '../core/cards/media-references.ts';
import type { ExportedMedia, ExportedNoteType } from '../core/formats/export-source.ts';
import { findMedia, listMedia, mediaPathOf } from './media.ts';
import type { MediaFile } from './media.ts';

/** What stands in every reference to a file, whichever way it is made; most notes have none of it. */
export const MAY_REFER = /src|data|poster|background|href|url|import|\[sound:/i;

export interface MediaCollector {
  /** Takes in what a note's fields refer to. */
  readonly look: (fields: readonly string[]) => void;
  /** Found so far, with what the note types refer to and the files whose names begin with `_`, by name. Files that the library does not have are left out. */
  readonly list: () => readonly MediaFile[];
}

export function createMediaCollector(database: Database, noteTypes: readonly ExportedNoteType[]): MediaCollector {
  const found = new Map<string, MediaFile | null>();
  const take: RenameMedia = (names) => {
    for (const name of names) {
      const known = found.get(name);
      const file = known === undefined ? findMedia(database, name) : known;
      if (known === undefined) found.set(name, file);
      if (file !== null) break;
    }
    return null;
  };
  return {
    look: (fields) => {
      for (const field of fields) if (MAY_REFER.test(field)) replaceMediaReferences(field, take);
    },
    list: () => {
      for (const { css, templates } of noteTypes) {
        replaceCssMediaReferences(css, take);
        for (const { questionFormat, answerFormat } of templates) replaceMediaReferences(questionFormat + answerFormat, take);
      }
      const files = new Map<string, MediaFile>();
      for (const file of found.values()) if (file !== null) files.set(file.name, file);
      for (const file of listMedia(database)) if (file.name.startsWith('_')) files.set(file.name, file);
      return [...files.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
    },
  };
}

/** Every file of the library, by name. */
export function listAllMedia(database: Database): readonly MediaFile[] {
  return listMedia(database);
}

export function toExportedMedia(mediaDir: string, { name, sha256, sizeBytes }: MediaFile): ExportedMedia {
  return { name, sha256, sizeBytes, readBytes: () => createReadStream(mediaPathOf(mediaDir, sha256)) };
}
