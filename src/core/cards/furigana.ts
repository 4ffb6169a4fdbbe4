/** Readings over Japanese words, written ` 漢字[かんじ]`: as ruby, as the reading alone or as the writing alone. */

import { createFinder } from './html-scanner.ts';

/**
 * `furigana`: `<ruby>漢字<rt>かんじ</rt></ruby>`. `kana`: the readings. `kanji`: the words. A space before a word parts it from the text
 * before and is not shown. `[sound:…]` is left alone. Linear in the text.
 */
export function renderFurigana(html: string, form: 'furigana' | 'kana' | 'kanji'): string {
  const text = html.replaceAll('&nbsp;', ' ');
  const findEnd = createFinder(text, ']');
  const parts: string[] = [];
  let done = 0;
  for (let open = text.indexOf('['); open !== -1; open = text.indexOf('[', open + 1)) {
    const end = findEnd(open);
    if (end === -1) break;
    let start = open;
    while (start > done && !WORD_EDGES.has(text.charAt(start - 1))) start -= 1;
    const reading = text.slice(open + 1, end);
    if (start === open || reading === '' || reading.length > LONGEST_READING || reading.startsWith('sound:')) continue;
    const word = text.slice(start, open);
    const shown = form === 'furigana' ? `<ruby>${word}<rt>${reading}</rt></ruby>` : form === 'kana' ? reading : word;
    const spaced = start > done && text.charAt(start - 1) === ' ';
    parts.push(text.slice(done, spaced ? start - 1 : start), shown);
    done = end + 1;
    open = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}

const WORD_EDGES = new Set([' ', '>', '[', ']']);
const LONGEST_READING = 1000;
