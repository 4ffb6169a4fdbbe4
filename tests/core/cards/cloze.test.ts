import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listClozeNumbers, parseCloze, readAskedTexts, renderCloze, revealClozes } from '../../../src/core/cards/cloze.ts';
import type { ClozeNode } from '../../../src/core/cards/cloze.ts';

const textOf = (html: string) => html.replace(/<[^>]*>/g, '');

test('the asked text is hidden on the question and marked on the answer, the others are open', () => {
  const field = '{{c1::Paris}} is in {{c2::France::country}}';
  expect(renderCloze(field, 1, 'question')).toBe(
    '<span class="cloze" data-ordinal="1">[…]</span> is in <span class="cloze-inactive" data-ordinal="2">France</span>',
  );
  expect(textOf(renderCloze(field, 2, 'question'))).toBe('Paris is in [country]');
  expect(renderCloze(field, 2, 'answer')).toContain('<span class="cloze" data-ordinal="2">France</span>');
});

test('a field without the asked number is empty on that card', () => {
  expect(renderCloze('{{c1::a}}', 2, 'question')).toBe('');
  expect(renderCloze('no cloze', 1, 'answer')).toBe('');
});

test('several numbers on one text give a card each', () => {
  expect(listClozeNumbers(['{{c1,3::a}} {{c2::b}}', '{{c3::c}}'])).toEqual([1, 2, 3]);
  expect(textOf(renderCloze('{{c1,2::a}} b', 2, 'question'))).toBe('[…] b');
});

test('clozes stand inside each other', () => {
  const field = '{{c1::a {{c2::b::hint}} c}} d';
  expect(textOf(renderCloze(field, 1, 'question'))).toBe('[…] d');
  expect(textOf(renderCloze(field, 2, 'question'))).toBe('a [hint] c d');
  expect(textOf(renderCloze(field, 2, 'answer'))).toBe('a b c d');
  expect(readAskedTexts(field, 1)).toEqual(['a b c']);
});

test('in a formula the text stays and the marks go', () => {
  expect(renderCloze('\\(a + {{c1::b}}\\) {{c1::c}}', 1, 'question')).toBe('\\(a + […]\\) <span class="cloze" data-ordinal="1">[…]</span>');
  expect(renderCloze('\\(a + {{c1::b}}\\)', 1, 'answer')).toBe('\\(a + b\\)');
});

test('what is torn stays as text', () => {
  expect(listClozeNumbers(['{{c1::never closed', 'closed}}', '{{c0::zero}}', '{{cx::no}}'])).toEqual([]);
  expect(revealClozes('{{c1::a {{c2::b}} c')).toBe('{{c1::a b c');
  expect(revealClozes('a}} b')).toBe('a}} b');
});

interface Written {
  readonly text: string;
  readonly plain: string;
  readonly numbers: readonly number[];
}

const word = fc.stringMatching(/^[a-z <>&é]{0,6}$/);
const { tree } = fc.letrec<{ tree: Written }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6 },
    word.map((text) => ({ text, plain: text, numbers: [] })),
    fc.record({ number: fc.integer({ min: 1, max: 9 }), before: word, inner: tie('tree'), after: word }).map(({ number, before, inner, after }) => ({
      text: `${before}{{c${number}::${inner.text}}}${after}`,
      plain: before + inner.plain + after,
      numbers: [number, ...inner.numbers],
    })),
    fc.tuple(tie('tree'), tie('tree')).map(([left, right]) => ({ text: left.text + right.text, plain: left.plain + right.plain, numbers: [...left.numbers, ...right.numbers] })),
  ),
}));

test('however clozes are nested, their numbers are found, opening them gives the text, and each number has a question that hides something', () => {
  fc.assert(
    fc.property(tree, ({ text, plain, numbers }) => {
      expect(revealClozes(text)).toBe(plain);
      const expected = [...new Set(numbers)].sort((a, b) => a - b);
      expect(listClozeNumbers([text])).toEqual(expected);
      for (const number of expected) expect(renderCloze(text, number, 'question')).toContain('[…]');
    }),
  );
});

test('no text makes the parser throw or lose a letter that is no mark', () => {
  const piece = fc.constantFrom('{{c1::', '{{c2,1::', '}}', '::', '{{c', '{', '}', 'a', '<b>', '\\(', '\\)', ',');
  const count = (nodes: readonly ClozeNode[]): number =>
    nodes.reduce((sum, node) => sum + (node.kind === 'text' ? node.text.split('a').length - 1 : count(node.children) + ((node.hint ?? '').split('a').length - 1)), 0);
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
      const text = pieces.join('');
      expect(count(parseCloze(text))).toBe(text.split('a').length - 1);
      renderCloze(text, 1, 'question');
      renderCloze(text, 1, 'answer');
    }),
    { numRuns: 1000 },
  );
});
