/** Whether the cells of a text are HTML or plain text. */

import type { Row } from './model.ts';

const MARKUP =
  /<(?:br|hr|img)\b[^<>]*>|<(b|i|u|s|a|p|em|strong|div|span|sub|sup|ul|ol|li|table|tr|td|font|center|pre|code|ruby|h[1-6]|mark|small|big|del|ins)\b[^<>]*>[^]*?<\/\1\s*>|&(?:nbsp|amp|lt|gt|quot|#\d+|#x[0-9a-f]+);/i;
const ROWS_SAMPLED = 2000;
const SMALLEST_SHARE = 0.02;

/** True when at least one row in fifty has whole elements or character references; a single `<b>` that is spoken of is text. */
export function detectHtml(rows: readonly Row[]): boolean {
  const step = Math.max(1, Math.floor(rows.length / ROWS_SAMPLED));
  const sample = rows.filter((_, index) => index % step === 0);
  const marked = sample.filter(({ cells }) => cells.some((cell) => (cell.includes('<') || cell.includes('&')) && MARKUP.test(cell))).length;
  return marked > 0 && marked >= sample.length * SMALLEST_SHARE;
}
