/** The lines with which Anki begins its text files: `#separator:tab`, `#html:true`, `#tags column:3` …; and Excel's `sep=;`. */

import { copyText } from '../copy-text.ts';

export interface AnkiHeaders {
  /** False when the file has none of them. */
  readonly found: boolean;
  readonly delimiter: string | null;
  readonly isHtml: boolean | null;
  readonly tags: readonly string[];
  readonly columnNames: readonly string[] | null;
  readonly noteTypeName: string | null;
  readonly deckName: string | null;
  /** 0-based. */
  readonly noteTypeColumn: number | null;
  readonly deckColumn: number | null;
  readonly tagsColumn: number | null;
  readonly guidColumn: number | null;
  /** Lines at the top that begin with # and say none of this. */
  readonly otherLines: readonly { readonly line: number; readonly text: string }[];
  /** Where the rows begin: index into the text, and 1-based line. */
  readonly bodyStart: number;
  readonly bodyLine: number;
}

const DELIMITERS: ReadonlyMap<string, string> = new Map(Object.entries<string>({ comma: ',', semicolon: ';', tab: '\t', '\\t': '\t', space: ' ', pipe: '|', colon: ':' }));
/** Excel reads and hides this line; it says nothing about headings. */
const EXCEL_LINE = /^sep=(.)(?:\r\n|\r|\n)/i;
const LINE = /([^\r\n]*)(\r\n|\r|\n|$)/y;
/** Known to Anki; `if matches` and `match scope` are about its own import dialog. */
const KEYS = new Set([
  'separator', 'html', 'tags', 'columns', 'notetype', 'deck', 'notetype column', 'deck column', 'tags column', 'guid column', 'if matches', 'match scope',
]);

/** Reads the lines at the top that begin with #. */
export function readAnkiHeaders(text: string): AnkiHeaders {
  const values = new Map<string, string>();
  const otherLines: { line: number; text: string }[] = [];
  const excel = EXCEL_LINE.exec(text);
  let bodyStart = excel === null ? 0 : excel[0].length;
  let bodyLine = excel === null ? 1 : 2;
  while (text[bodyStart] === '#') {
    LINE.lastIndex = bodyStart;
    const match = LINE.exec(text);
    if (match === null) break;
    const content = copyText(match[1] as string);
    const [, key, value] = /^#([a-z ]+):(.*)$/i.exec(content) ?? [];
    if (key !== undefined && KEYS.has(key.toLowerCase())) values.set(key.toLowerCase(), value as string);
    else otherLines.push({ line: bodyLine, text: content });
    bodyStart += match[0].length;
    bodyLine += 1;
  }
  const delimiter = readDelimiter(values.get('separator')) ?? excel?.[1] ?? null;
  const columns = values.get('columns');
  return {
    found: values.size > 0,
    delimiter,
    isHtml: values.has('html') ? values.get('html')?.trim().toLowerCase() === 'true' : null,
    tags: (values.get('tags') ?? '').split(/\s+/).filter((tag) => tag !== ''),
    columnNames: columns === undefined ? null : columns.split(delimiter ?? '\t').map((name) => name.trim().replace(/^"(.*)"$/, '$1')),
    noteTypeName: readName(values.get('notetype')),
    deckName: readName(values.get('deck')),
    noteTypeColumn: readColumn(values.get('notetype column')),
    deckColumn: readColumn(values.get('deck column')),
    tagsColumn: readColumn(values.get('tags column')),
    guidColumn: readColumn(values.get('guid column')),
    otherLines,
    bodyStart,
    bodyLine,
  };
}

function readDelimiter(value: string | undefined): string | null {
  if (value === undefined || value === '') return null;
  return DELIMITERS.get(value.trim().toLowerCase()) ?? value.slice(0, 1);
}

/** Anki writes names as they are; people put them in quotes. */
function readName(value: string | undefined): string | null {
  return value?.trim().replace(/^"(.*)"$/, '$1').trim() || null;
}

function readColumn(value: string | undefined): number | null {
  const column = Number(value);
  return Number.isInteger(column) && column > 0 ? column - 1 : null;
}
