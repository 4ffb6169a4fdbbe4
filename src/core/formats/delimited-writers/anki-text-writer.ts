/** Writes the text that Anki exports notes as, and imports: tabs, HTML, and headers that say which column is what. */

import type { ExportSource } from '../export-source.ts';
import { fileNameOf } from '../file-name.ts';
import type { FormatLoss, FormatWriter } from '../format-writer.ts';
import { formatRows } from './format-rows.ts';
import { countFieldColumns, listNoteRows, padFields } from './note-rows.ts';
import { describeTableLosses, TABLE_KEEPS } from './table-losses.ts';

const NAME = 'Anki text';
/** As Anki writes them: guid, note type and deck, then the fields, then the tags. */
const FIRST_FIELD_COLUMN = 4;

function* formatText(source: ExportSource): Generator<string> {
  const fieldColumns = countFieldColumns(source);
  yield '#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n';
  yield `#tags column:${String(FIRST_FIELD_COLUMN + fieldColumns)}\n`;
  yield* formatRows(listRows(source, fieldColumns), { delimiter: '\t', lineEnd: '\n' });
}

function* listRows(source: ExportSource, fieldColumns: number): Generator<readonly string[]> {
  for (const { note, noteType, deckName } of listNoteRows(source)) {
    yield [note.guid, noteType.name, deckName, ...padFields(note.fields, fieldColumns), note.tags.join(' ')];
  }
}

/** Anki takes a note type or deck whose name is a number for one with that id. */
function describeNumberNames({ decks, noteTypes }: ExportSource): readonly FormatLoss[] {
  const names = [...decks, ...noteTypes].map(({ name }) => name).filter((name) => /^[+-]?\d+$/.test(name));
  if (names.length === 0) return [];
  return [{ code: 'number-names', message: `Anki does not find “${names[0] ?? ''}” again in a text, because the name is a number. Give it a name with a letter first.` }];
}

export const ankiTextWriter: FormatWriter = {
  format: 'anki-text',
  name: NAME,
  extension: '.txt',
  keeps: TABLE_KEEPS,
  describeLosses: (source) => [...describeTableLosses(NAME, source), ...describeNumberNames(source)],
  write: function* (source) {
    yield { path: `${fileNameOf(source.title)}.txt`, pieces: formatText(source) };
  },
};
