import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalHtml } from '../../../../src/core/formats/markdown/canonical-html.ts';
import { escapeMarkdown } from '../../../../src/core/formats/markdown/escape-markdown.ts';
import { renderMarkdown } from '../../../../src/core/formats/markdown/render-markdown.ts';
import { dropWrapping, wrapHtml } from '../../../../src/core/formats/markdown/wrapped-html.ts';
import { textToHtml } from '../../../../src/core/formats/plain-text.ts';
import { arbitraryText } from '../../../fixtures/arbitrary-notes.ts';

const LINES = { lineEnds: 'break', wiki: true } as const;
const PLAIN = { lineEnds: 'space', wiki: false } as const;

describe('Markdown as the HTML of a field', () => {
  it('keeps elements whose names mean something to JavaScript as they are', () => {
    expect(canonicalHtml('<constructor>a</constructor><valueof>b</valueof>')).toBe('<constructor>a</constructor><valueof>b</valueof>');
  });

  it.each([
    ['Paris', 'Paris'],
    ['**b** *i* ~~s~~ `a<b`', '<b>b</b> <i>i</i> <s>s</s> <code>a&lt;b</code>'],
    ['one\n\ntwo', 'one<br><br>two'],
    ['intro\n- a\n  1. b\n\nend', 'intro<ul><li>a<ol><li>b</li></ol></li></ul>end'],
    ['[x](https://example.org/?a=b&c) <https://example.org>', '<a href="https://example.org/?a=b&amp;c">x</a> <a href="https://example.org">https://example.org</a>'],
    ['![alt](a%20b.png) ![](s.mp3)', '<img src="a b.png" alt="alt"> [sound:s.mp3]'],
    ['![x](Art/The Sun.jpg) ![](a.png "title")', '<img src="Art/The Sun.jpg" alt="x"> <img src="a.png">'],
    ['```js\nlet x;\n\nx\n```', '<pre><code class="language-js">let x;\n\nx</code></pre>'],
    ['$a_1 * b_2$ and $$\\frac{1}{2}$$', '\\(a_1 * b_2\\) and \\[\\frac{1}{2}\\]'],
    ['$5 and $6, \\$x\\$', '$5 and $6, $x$'],
    ['<span style="color:red">"red"</span> &amp; &lt;', '<span style="color:red">"red"</span> &amp; &lt;'],
    ['> quoted\n\n# Title', '<blockquote>quoted</blockquote><h1>Title</h1>'],
    ['<C-v> is *no* element, nor is vector<int>', '&lt;C-v&gt; is <i>no</i> element, nor is vector&lt;int&gt;'],
    ['<Esc>', '&lt;Esc&gt;'],
    ['*', '*'],
    ['#', '#'],
    ['>', '&gt;'],
    ['<!-- nothing -->', '<!-- nothing -->'],
    ['---', '<hr>'],
  ])('reads %j', (markdown, html) => {
    expect(renderMarkdown(markdown, PLAIN)).toBe(html);
  });

  it('breaks lines where the program does', () => {
    expect([renderMarkdown('a\nb', LINES), renderMarkdown('a\nb', PLAIN), renderMarkdown('a\\\nb', PLAIN)]).toEqual(['a<br>b', 'a b', 'a<br>b']);
  });

  it('reads the links, marks and comments of a wiki only where there is one', () => {
    expect(renderMarkdown('[[Page#part|text]] ==mark== %%hidden%%', LINES)).toBe('text <mark>mark</mark>');
    expect(renderMarkdown('[[Page]] ==mark== %%x%%', PLAIN)).toBe('[[Page]] ==mark== %%x%%');
  });

  it('leaves addresses of scripts as text', () => {
    expect(renderMarkdown('[x](javascript:alert(1))', PLAIN)).not.toContain('href');
  });
});

describe('text written as Markdown', () => {
  it('is read as it was', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryText(), fc.array(fc.constantFrom('*', '_', '`', '#', '-', '+', '1.', '[', ']', '(', ')', '<', '>', '&', '&amp;', '$', '~', '\\', '|', '=', '!', ' ', 'a'), { maxLength: 12 }).map((parts) => parts.join(''))), (text) => {
        const line = `x${text.replace(/[\r\n\f\v\t]/g, ' ')}x`;
        expect(canonicalHtml(renderMarkdown(escapeMarkdown(line), PLAIN))).toBe(canonicalHtml(textToHtml(line)));
      }),
      { numRuns: 500 },
    );
  });

  it('has no more backslashes than it needs', () => {
    expect(escapeMarkdown('It costs 5, 3-4 times (a_b) #1!')).toBe('It costs 5, 3-4 times (a_b) #1!');
  });
});

describe('HTML that Markdown cannot say', () => {
  it('is kept to the letter in one line', () => {
    fc.assert(
      fc.property(arbitraryText(), (html) => {
        const clean = html.replace(/\r\n?/g, '\n').replaceAll('&#10;', '');
        const line = wrapHtml(clean, (text) => text);
        expect(line).not.toContain('\n');
        expect(dropWrapping(line)).toBe(clean);
        expect(renderMarkdown(line, PLAIN)).toBe(clean);
      }),
    );
  });
});
