/** How a delimited text is read. Equal in shape to the contract's TextOptions, which core cannot import. */

/** Labels of the WHATWG's encoding standard, which TextDecoder knows. */
export const TEXT_ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'koi8-r',
  'iso-8859-5',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1258',
  'windows-874',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];
export type Quote = '"' | "'" | '';

/** What a column is: a field of the note, or one of the roles. */
export type ColumnRole =
  | { readonly role: 'field'; readonly field: string }
  | { readonly role: 'tags' | 'deck' | 'note-type' | 'guid' | 'ignore' };

export interface Dialect {
  /** One character as a rule. */
  readonly delimiter: string;
  readonly quote: Quote;
}

export interface DelimitedOptions extends Dialect {
  /** What stands between two cards; null: the ends of lines that no quote holds together. */
  readonly cardSeparator: string | null;
  readonly encoding: TextEncoding;
  readonly hasHeaderRow: boolean;
  /** False: the text of fields is escaped. */
  readonly isHtml: boolean;
  /** Null: Basic or Cloze where two fields are enough, else a note type made to fit the columns. */
  readonly noteTypeName: string | null;
  readonly deckName: string;
  readonly columns: readonly ColumnRole[];
  /** Tags that every note gets. */
  readonly tags: readonly string[];
}

/** A row that is wider is no note, and a note type that fits it could not be used. */
export const MOST_COLUMNS = 256;

export interface Row {
  /** 1-based line in the file where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}
