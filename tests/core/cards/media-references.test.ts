import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCssMediaReferences, readMediaReferences, replaceCssMediaReferences, replaceMediaReferences } from '../../../src/core/cards/media-references.ts';
import { escapeHtml } from '../../../src/core/cards/html-entities.ts';

test.each([
  ['quoted in any way or not at all', `<img src="a.jpg"><img src='b.jpg'><img src=c.jpg><IMG alt="x" SRC = "d.jpg" />`, ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg']],
  ['of every element that plays or shows', '<audio src=a.mp3></audio><video poster=p.jpg><source src=b.mp4></video><object data=c.svg></object>', ['a.mp3', 'p.jpg', 'b.mp4', 'c.svg']],
  ['percent-encoded and with character references', '<img src="a%20b.jpg"><img src="c&amp;d.jpg"><img src="100%.jpg">', ['a b.jpg', 'c&d.jpg', '100%.jpg']],
  ['of sounds', 'x[sound:a b.mp3]y[sound:c&amp;d.mp3][sound:]', ['a b.mp3', 'c&d.mp3']],
  ['in style elements and attributes', `<style>@import "_a.css"; @font-face{src:url(_b.woff)}</style><div style="background: url('c.png')">`, ['_a.css', '_b.woff', 'c.png']],
  ['each once', '<img src=a.jpg><img src=a.jpg>', ['a.jpg']],
  ['and no address of the web or of the file system', '<img src="https://x.org/a.jpg"><img src="//x.org/a"><img src="data:image/png;base64,AA"><img src="/etc/x"><img src="C:\\x.png">', []],
  ['nor anything in comments', '<!-- <img src=a.jpg> -->', []],
])('names of files are found %s', (_place, html, names) => {
  expect(readMediaReferences(html)).toEqual(names);
});

test('names come in composed form', () => {
  expect(readMediaReferences('<img src="cafe\u0301.jpg">')).toEqual(['caf\u00e9.jpg']);
});

test('CSS names files in url() and in imports, comments aside', () => {
  expect(readCssMediaReferences(`/* url(no.png) */ @import url("_a.css"); @import '_b.css'; .x{background:url( _c.png ), URL("_d\\.png")}`)).toEqual(['_a.css', '_b.css', '_c.png', '_d.png']);
});

test('renaming changes the names asked for and leaves everything else as it is', () => {
  const html = `<p class=x>a <img  src='a.jpg'  alt="1 > 0"> [sound:a.jpg] <img src=b.jpg><div style="background:url(a.jpg)">`;
  const renamed = replaceMediaReferences(html, ([name]) => (name === 'a.jpg' ? 'new & "odd".jpg' : null));
  expect(readMediaReferences(renamed)).toEqual(['new & "odd".jpg', 'b.jpg']);
  expect(renamed).toContain('<p class=x>a <img  src="new &amp; &quot;odd&quot;.jpg"  alt="1 > 0"> [sound:');
  expect(replaceCssMediaReferences('a{b:url(x.png)}', () => '</style>"')).not.toContain('</style>');
});

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => /^[^\s:/\\#?%[\]<>"'&\p{Cc}]+$/u.test(text));

test('any file name is found again after it was written', () => {
  fc.assert(
    fc.property(name, name, (first, second) => {
      const html = `<img src="x.jpg"><p>[sound:y.mp3]</p>`;
      const renamed = replaceMediaReferences(html, ([old]) => (old === 'x.jpg' ? first : second));
      expect(readMediaReferences(renamed)).toEqual([...new Set([first.normalize('NFC'), second.normalize('NFC')])]);
    }),
  );
});

test('a text that renames nothing stays byte for byte, whatever it is', () => {
  const piece = fc.constantFrom('<img src=', '"', "'", 'a.jpg', '>', '[sound:', ']', '<style>', 'url(', ')', '@import ', '</style>', '/*', '\\', ' ', '<', '&amp;', escapeHtml('"'));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 50 }), (pieces) => {
      const html = pieces.join('');
      expect(replaceMediaReferences(html, () => null)).toBe(html);
      expect(replaceCssMediaReferences(html, () => null)).toBe(html);
    }),
    { numRuns: 1000 },
  );
});
