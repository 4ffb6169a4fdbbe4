/** Whether a field says everything it says in plain text, so that a question made of its text loses nothing. */

/** Line breaks and their wrappers, which the text keeps. */
const PLAIN_TAG = /^<\/?(?:br|div|p)\s*\/?>$/iu;
const MEANINGFUL = /\[sound:|\[latex\]|\[\$\$?\]|\\\(|\\\[/iu;

/** False where it holds pictures, sounds, formulas, lists or emphasis: such a card is asked as it was written. */
export function isPlainField(html: string): boolean {
  if (MEANINGFUL.test(html)) return false;
  return (html.match(/<[^>]*>/gu) ?? []).every((tag) => PLAIN_TAG.test(tag));
}
