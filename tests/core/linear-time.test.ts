import { expect, test } from 'vitest';
import { listClozeNumbers, renderCloze } from '../../src/core/cards/cloze.ts';
import { renderFurigana } from '../../src/core/cards/furigana.ts';
import { isFieldEmpty } from '../../src/core/cards/field-presence.ts';
import { renderLatexDocument } from '../../src/core/cards/latex-document.ts';
import { markMaths } from '../../src/core/cards/maths.ts';
import { readCssMediaReferences, readMediaReferences } from '../../src/core/cards/media-references.ts';
import { carriesScripts } from '../../src/core/cards/script-detection.ts';
import { stripForChecksum, stripMarkup } from '../../src/core/cards/strip-markup.ts';
import { parseTemplate } from '../../src/core/cards/template-parser.ts';
import { readExpectedAnswer } from '../../src/core/cards/type-answer.ts';
import { takeSchedule } from '../../src/core/formats/obsidian/schedule-comment.ts';

/**
 * On a hostile text of 16 times the length each work may take about 16 times as long; squared work would take 256 times. What
 * counts is the processor's time, and of several attempts the best: other programs blur single measurements.
 */
const GROWTH = 16;
const MOST_GROWTH = 90;
const SHORT = 12_500;
const ATTEMPTS = 5;

const works: readonly (readonly [string, (text: string) => unknown])[] = [
  ['stripMarkup', stripMarkup],
  ['stripForChecksum', stripForChecksum],
  ['readMediaReferences', readMediaReferences],
  ['readCssMediaReferences', readCssMediaReferences],
  ['renderCloze', (text) => renderCloze(text, 1, 'question')],
  ['listClozeNumbers', (text) => listClozeNumbers([text])],
  ['renderFurigana', (text) => renderFurigana(text, 'furigana')],
  ['markMaths', markMaths],
  ['markMaths in a document', (text) => markMaths(`[latex]${text}[/latex]`)],
  ['renderLatexDocument', (text) => renderLatexDocument(text, (tex) => tex)],
  ['carriesScripts', carriesScripts],
  ['parseTemplate', parseTemplate],
  ['isFieldEmpty', isFieldEmpty],
  ['takeSchedule', takeSchedule],
  ['readExpectedAnswer', (text) => readExpectedAnswer(text, 'plain', 1)],
];

const hostile = [
  '<', '<a ', '<a "', "<a x='", '<!--', '<style>', '<script', '</', '<a b="><', '&', '&#', '{{c1::', '{{c1,', '}}', '{{', '{{#a}}', '[sound:', '[', 'a[', '\\(', '\\[ \\(', '[latex]',
  '[$]', '$', ' ', '\n', '<br>', '<div', 'url(', 'url("', '@import ', '/*', '/* */', "url('\\", 'x', '<p title="', '\\(<td>', '[$]<b>[/$]', '<a x=\'> <a y', 'a[b', 'a]', '{{c1::\\(', '\\textbf{', '\\begin{a}', '\\end{a}', '\\begin{math}', '\\item', '$$', '%', '\n\n ', '<!--SR:\n',
];

/** Of the processor, for this thread. */
function millisOf(work: (text: string) => unknown, text: string, rounds: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.threadCpuUsage();
    work(text);
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

function growthOf(work: (text: string) => unknown, text: (length: number) => string): number {
  return millisOf(work, text(SHORT * GROWTH), 2) / Math.max(millisOf(work, text(SHORT), 5), 0.25);
}

test.each(works)('%s takes time in proportion to the text, whatever the text', (_name, work) => {
  for (const piece of hostile) {
    for (const end of ['', ' > ] \\) }} --> */ "']) {
      const text = (length: number) => piece.repeat(Math.ceil(length / piece.length)) + end;
      // Too short to be anything but linear; a ratio of such times would be noise.
      if (millisOf(work, text(SHORT * GROWTH), 1) < 60) continue;
      let growth = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < ATTEMPTS && growth > MOST_GROWTH; attempt += 1) growth = Math.min(growth, growthOf(work, text));
      expect(growth, `${JSON.stringify(piece)} … ${end}`).toBeLessThan(MOST_GROWTH);
    }
  }
});
