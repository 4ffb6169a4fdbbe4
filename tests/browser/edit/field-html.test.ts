import { describe, expect, it } from 'vitest';
import { cleanPastedHtml, escapePastedText, readEditedHtml, toEditableHtml, writeEditableHtml } from '../../../src/renderer/features/edit/field-html.ts';

function edit(html: string): HTMLDivElement {
  const box = document.createElement('div');
  writeEditableHtml(box, html);
  return box;
}

describe('a field on its way into the editor and back', () => {
  it.each([
    '',
    'plain text',
    'Hablar <b>y</b> <i>escribir</i><br>otra línea',
    '<ul><li>one</li><li>two</li></ul>',
    '<div>first</div><div>second</div>',
    '<span style="color: red;">red</span> H<sub>2</sub>O',
    'a &lt; b &amp; c',
    '{{c1::Madrid}} [sound:hola.mp3] \\(x^2\\)',
    '<img src="a b.jpg" alt="x"> <img src="paste-1.png">',
    '<table><tbody><tr><td>1</td></tr></tbody></table>',
    '<ruby>漢<rt>かん</rt></ruby>',
  ])('stays as it was: %s', (html) => {
    expect(toEditableHtml(html).isWhole).toBe(true);
    expect(readEditedHtml(edit(html))).toBe(html);
  });

  it.each([
    '<img src=x onerror="alert(1)">',
    '<script>alert(1)</script>',
    '<svg><circle r="3"></circle></svg>',
    '<iframe src="https://example.org"></iframe>',
    '<form><input></form>',
    '<style>b { color: red }</style>',
    'text <!-- a remark -->',
    '<a href="javascript:alert(1)">x</a>',
  ])('is known not to be whole when something had to be left out: %s', (html) => {
    expect(toEditableHtml(html).isWhole).toBe(false);
  });

  it('loads no picture and runs nothing while it stands in the page', () => {
    const box = edit('<img src="https://example.org/a.png" onerror="window.hit = 1"><b onclick="window.hit = 1">x</b>');
    expect(box.querySelector('img')?.hasAttribute('src')).toBe(false);
    expect(box.innerHTML).not.toMatch(/onerror|onclick/);
  });

  it.each(['', '<br>', '<div><br></div>', ' ', '<b></b>'])('is empty when nothing can be seen in it: %j', (html) => {
    expect(readEditedHtml(edit(html))).toBe('');
  });
});

describe('what is pasted', () => {
  it('keeps structure and emphasis and drops looks, pictures and scripts', () => {
    const pasted = '<meta charset="utf-8"><p style="font: 30px Papyrus" class="x" id="y">One <b>two</b><img src="https://example.org/t.gif"><script>1</script></p>';
    expect(cleanPastedHtml(pasted)).toBe('<p>One <b>two</b></p>');
  });

  it('keeps line ends of plain text and shows signs as signs', () => {
    expect(escapePastedText('a < b\r\nc & d\n')).toBe('a &lt; b<br>c &amp; d');
  });
});
