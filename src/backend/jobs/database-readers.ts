/** Which reader a SQLite database is for, told by the names of its tables. */

import type { ImportSink } from '../../core/formats/import-sink.ts';
import { isMnemosyneDatabase } from '../../store/foreign-mnemosyne.ts';
import type { ReadOutcome, ReadRequest } from './read-outcome.ts';
import { readAnkiDatabase } from './read-anki-file.ts';
import { readMnemosyneDatabase } from './read-mnemosyne-db.ts';

export interface DatabaseReader {
  readonly recognise: (tables: ReadonlySet<string>) => boolean;
  /** `path` is a copy that may be written to; `request.path` is the learner's own file. */
  readonly read: (path: string, request: ReadRequest, sink: ImportSink) => ReadOutcome | Promise<ReadOutcome>;
}

/** The first that recognises the tables reads; Anki's comes last, because it says what is wrong with any other. */
export const DATABASE_READERS: readonly DatabaseReader[] = [
  { recognise: isMnemosyneDatabase, read: readMnemosyneDatabase },
  { recognise: () => true, read: readAnkiDatabase },
];
