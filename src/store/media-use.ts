/** Which media the library's texts refer to: names that nothing uses, and names that are used and missing. */

import type { Database } from 'better-sqlite3';
import { replaceCssMediaReferences, replaceMediaReferences } from '../core/cards/media-references.ts';
import type { RenameMedia } from '../core/cards/media-references.ts';
import { MAY_REFER } from './export-media.ts';
import { listMedia } from './media.ts';
import type { MediaFile } from './media.ts';
import { splitFields } from './note-text.ts';
import { listNoteTypes } from './note-types.ts';

export interface MediaUse {
  /** By name. Files whose names begin with `_` are kept for templates and never count as unused. */
  readonly unused: readonly MediaFile[];
  /** Names that notes and note types refer to, by name. `uses`: in how many of them. */
  readonly missing: readonly { readonly name: string; readonly uses: number }[];
}

/**
 * Reads everything in which a reference can stand: notes, note types, deck descriptions, drafts, and the texts of imports that wait
 * for a choice.
 */
export function readMediaUse(database: Database): MediaUse {
  const media = listMedia(database);
  const unused = new Map(media.map((file) => [file.name, file]));
  const known = new Set(unused.keys());
  const missing = new Map<string, number>();
  /** A new one for each text, in which a name counts once. */
  const createTaker = (countsMissing: boolean): RenameMedia => {
    const told = new Set<string>();
    return (names) => {
      const found = names.map((name) => name.normalize('NFC')).find((name) => known.has(name));
      const [likeliest] = names;
      if (found !== undefined) unused.delete(found);
      else if (countsMissing && likeliest !== undefined && !told.has(likeliest)) {
        told.add(likeliest);
        missing.set(likeliest, (missing.get(likeliest) ?? 0) + 1);
      }
      return null;
    };
  };
  const look = (html: string, take: RenameMedia): void => {
    if (MAY_REFER.test(html)) replaceMediaReferences(html, take);
  };
  const texts = (sql: string): Iterable<string> => database.prepare<[], string>(sql).pluck().iterate();

  for (const fields of texts('SELECT fields FROM notes')) {
    const take = createTaker(true);
    for (const field of splitFields(fields)) look(field, take);
  }
  for (const { css, templates } of listNoteTypes(database)) {
    const take = createTaker(true);
    replaceCssMediaReferences(css, take);
    for (const { questionFormat, answerFormat } of templates) look(questionFormat + answerFormat, take);
  }
  const take = createTaker(false);
  for (const fields of texts('SELECT fields FROM import_conflicts')) for (const field of splitFields(fields)) look(field, take);
  for (const description of texts('SELECT description FROM decks')) look(description, take);
  for (const body of texts('SELECT body FROM drafts')) for (const text of listStrings(JSON.parse(body))) look(text, take);
  return {
    unused: [...unused.values()].filter(({ name }) => !name.startsWith('_')),
    missing: [...missing].map(([name, uses]) => ({ name, uses })).sort((left, right) => (left.name < right.name ? -1 : 1)),
  };
}

/** Every text within a JSON value. */
function listStrings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listStrings) : [];
}

/** Takes the names of unused media out of the library and returns them. The bytes stay for undo; see sweepLeftovers. */
export function removeUnusedMedia(database: Database): readonly MediaFile[] {
  const { unused } = readMediaUse(database);
  const remove = database.prepare<[string]>('DELETE FROM media WHERE name = ?');
  for (const { name } of unused) remove.run(name);
  return unused;
}
