/** HTML that Markdown cannot say, kept as it is: one line in a `<div>`, which every Markdown program passes through untouched. */

const OPENING = '<div>';
const CLOSING = '</div>';

/** Line ends become references, so that the block ends nowhere early; `guard` does the same to what the dialect would read. */
export function wrapHtml(html: string, guard: (text: string) => string): string {
  return `${OPENING}${guard(html.replaceAll('\u0000', '').replace(/\r\n?/g, '\n')).replaceAll('\n', '&#10;')}${CLOSING}`;
}

/** What `wrapHtml` was given, or null for a block that is not wrapped. */
export function dropWrapping(block: string): string | null {
  const text = block.trim();
  if (!text.startsWith(OPENING) || !text.endsWith(CLOSING) || text.length < OPENING.length + CLOSING.length || text.includes('\n')) return null;
  return text.slice(OPENING.length, -CLOSING.length).replaceAll('&#10;', '\n');
}
