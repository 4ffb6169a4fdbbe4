/** Rows and columns of text, as spreadsheets put them on the clipboard: tabs between cells, cells with line breaks in quotes. */

const QUOTED = /^"((?:[^"]|"")*)"(?=[\t\r\n]|$)/;
const PLAIN = /^[^\t\r\n]*/;

/** The cells of each row; always at least one row of one cell. Line breaks inside a quoted cell stay. */
export function parseTable(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let rest = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (;;) {
    const quoted = QUOTED.exec(rest);
    const taken = quoted?.[0] ?? PLAIN.exec(rest)?.[0] ?? '';
    rows.at(-1)?.push((quoted?.[1]?.replaceAll('""', '"') ?? taken).trim());
    rest = rest.slice(taken.length);
    if (rest === '') return rows;
    if (rest.startsWith('\n')) rows.push([]);
    rest = rest.slice(1);
  }
}

/** Whether the text is more than one cell, so that pasting it means filling a table. */
export function isTable(text: string): boolean {
  return text.includes('\t') || /\S[^\S\n]*\r?\n[^\S\n]*\S/.test(text);
}
