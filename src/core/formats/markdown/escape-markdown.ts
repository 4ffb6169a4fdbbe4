/** Plain text so written that Markdown shows it as it is, with no more backslashes than needed. */

const ANYWHERE = /[\\`*[\]$]|~(?=~)|(?<=~)~|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const AT_LINE_START = /^(#{1,6}(?=\s|$)|[-+](?=\s|$|[-+])|=+(?=\s*$)|>|\|)/;
const NUMBER_AT_LINE_START = /^(\d{1,9})([.)])(?=\s|$)/;

/** Escapes what would be read as markup, anywhere and at the beginning of each line. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(ANYWHERE, '\\$&')
    .replace(/&(?=#|[A-Za-z])/g, '&amp;')
    .replaceAll('<', '&lt;')
    .split('\n')
    .map((line) => line.replace(AT_LINE_START, '\\$1').replace(NUMBER_AT_LINE_START, '$1\\$2'))
    .join('\n');
}
