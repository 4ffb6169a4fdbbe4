/** Whether a field says everything it says in plain text, so that a question made of its text loses nothing. */

import { scanHtml } from '../cards/html-scanner.ts';

/** Line breaks and their wrappers, which leave a space in the text. */
const PLAIN_ELEMENTS = new Set(['br', 'div', 'p']);
const SOUND_OR_FORMULA = /\[sound:|\[latex\]|\[\$\$?\]|\\\(|\\\[/iu;

/** False where it holds pictures, sounds, formulas, lists or emphasis: such a card is asked as it was written. */
export function isPlainField(html: string): boolean {
  if (SOUND_OR_FORMULA.test(html)) return false;
  for (const token of scanHtml(html)) {
    if (token.kind === 'text') continue;
    if (token.kind !== 'tag' || !PLAIN_ELEMENTS.has(token.name) || token.attributes.length > 0) return false;
  }
  return true;
}
