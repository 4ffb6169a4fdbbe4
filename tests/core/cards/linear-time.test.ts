import { expect, test } from 'vitest';
import { listClozeNumbers, renderCloze } from '../../../src/core/cards/cloze.ts';
import { renderFurigana } from '../../../src/core/cards/furigana.ts';
import { isFieldEmpty } from '../../../src/core/cards/field-presence.ts';
import { markMaths } from '../../../src/core/cards/maths.ts';
import { readCssMediaReferences, readMediaReferences } from '../../../src/core/cards/media-references.ts';
import { carriesScripts } from '../../../src/core/cards/script-detection.ts';
import { stripForChecksum, stripMarkup } from '../../../src/core/cards/strip-markup.ts';
import { parseTemplate } from '../../../src/core/cards/template-parser.ts';
import { readExpectedAnswer } from '../../../src/core/cards/type-answer.ts';

/** Each work on a hostile text of 8 times the length may take about 8 times as long; squared work would take 64 times. */
const MOST_GROWTH = 28;
const SHORT = 25_000;

const works: readonly (readonly [string, (text: string) => unknown])[] = [
  ['stripMarkup', stripMarkup],
  ['stripForChecksum', stripForChecksum],
  ['readMediaReferences', readMediaReferences],
  ['readCssMediaReferences', readCssMediaReferences],
  ['renderCloze', (text) => renderCloze(text, 1, 'question')],
  ['listClozeNumbers', (text) => listClozeNumbers([text])],
  ['renderFurigana', (text) => renderFurigana(text, 'furigana')],
  ['markMaths', markMaths],
  ['carriesScripts', carriesScripts],
  ['parseTemplate', parseTemplate],
  ['isFieldEmpty', isFieldEmpty],
  ['readExpectedAnswer', (text) => readExpectedAnswer(text, 'plain', 1)],
];

const hostile = [
  '<', '<a ', '<a "', "<a x='", '<!--', '<style>', '<script', '</', '<a b="><', '&', '&#', '{{c1::', '{{c1,', '}}', '{{', '{{#a}}', '[sound:', '[', 'a[', '\\(', '\\[ \\(', '[latex]',
  '[$]', '$', ' ', '\n', '<br>', '<div', 'url(', 'url("', '@import ', '/*', '/* */', "url('\\", 'x', '<p title="', '\\(<td>', '[$]<b>[/$]', '<a x=\'> <a y', 'a[b', 'a]', '{{c1::\\(',
];

function millisOf(work: (text: string) => unknown, text: string, rounds: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    work(text);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

test.each(works)('%s takes time in proportion to the text, whatever the text', (_name, work) => {
  for (const piece of hostile) {
    for (const end of ['', '>', ']', '\\)', '}}', '-->']) {
      const text = (length: number) => piece.repeat(Math.ceil(length / piece.length)) + end;
      const long = millisOf(work, text(SHORT * 8), 1);
      // Too short to be anything but linear; a ratio of such times would be noise.
      if (long < 40) continue;
      expect(millisOf(work, text(SHORT * 8), 3) / Math.max(millisOf(work, text(SHORT), 3), 1), `${JSON.stringify(piece)} … ${end}`).toBeLessThan(MOST_GROWTH);
    }
  }
});
