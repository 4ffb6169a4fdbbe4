import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderLatexDocument } from '../../../src/core/cards/latex-document.ts';
import { markMaths } from '../../../src/core/cards/maths.ts';

const render = (tex: string) => renderLatexDocument(tex, (formula, display) => (display ? `[[${formula}]]` : `[${formula}]`));

test.each([
  ['formulas in text', 'so $a<b$ and $$c$$ and \\(d\\) and \\[e\\]', 'so [a<b] and [[c]] and [d] and [[e]]'],
  ['environments that are formulas', '\\begin{align*} a &= b \\\\ c \\end{align*}!', '[[\\begin{align*} a &= b \\\\ c \\end{align*}]]!'],
  ['old environments', '\\begin{displaymath}x\\end{displaymath}', '[[x]]'],
  ['changes of type, nested', '\\textbf{a \\textit{b} {c}} d', '<b>a <i>b</i> c</b> d'],
  ['comments and escaped signs', '100\\% % gone\n\\& so', '100% &amp; so'],
  ['lines and paragraphs', 'a\\\\b\n\nc', 'a<br>b<br><br>c'],
  ['lists', '\\begin{itemize}\\item a\\item b\\end{itemize}', '<ul><li> a</li><li> b</li></ul>'],
  ['lists written over many lines', 'so:\n\n\\begin{enumerate}\n\n\\item a\n\n\\item b\\\\ c\n\n\\end{enumerate}\n\nend\n\n\n', 'so:<ol><li> a</li><li> b<br> c</li></ol>end'],
  ['what it does not know', '\\foo{x} <b>', '\\foox &lt;b&gt;'],
])('%s', (_what, tex, html) => {
  expect(render(tex)).toBe(html);
});

test('a lone formula is one formula, a document is not', () => {
  expect(markMaths('[latex]\\frac{1}{2}[/latex]')).toBe('<span data-versus-maths="inline">\\frac{1}{2}</span>');
  expect(markMaths('[latex]Let $x$ be \\textbf{odd}.[/latex]')).toBe('Let <span data-versus-maths="inline">x</span> be <b>odd</b>.');
});

test('every element that is opened is closed in order, whatever is written', () => {
  const piece = fc.constantFrom('\\textbf{', '}', '{', '\\begin{itemize}', '\\end{itemize}', '\\begin{foo}', '\\end{foo}', '\\item', '$', '\\(', '\\)', '\\\\', 'a', '%', '\n', '\\emph{', '\\begin{align}', '\\end{align}', '<');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const open: string[] = [];
      for (const [, closing, name = ''] of render(pieces.join('')).matchAll(/<(\/?)(b|em|ul|li|div)>/g)) {
        if (closing === '') open.push(name);
        else expect(open.pop()).toBe(name);
      }
      expect(open).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
