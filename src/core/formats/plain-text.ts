/** Plain text as the HTML of a note's field, and back where that loses nothing. */

/** Escapes what would be read as markup; line ends (of any system) become `<br>`. */
export function textToHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\r\n|\r|\n/g, '<br>');
}

/** The text whose `textToHtml` is exactly this field, or null when the field holds more than text. */
export function htmlToText(html: string): string | null {
  const text = html
    .replaceAll('<br>', '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  return textToHtml(text) === html ? text : null;
}
