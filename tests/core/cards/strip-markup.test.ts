import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { stripForChecksum, stripMarkup } from '../../../src/core/cards/strip-markup.ts';

const checksumOf = (html: string) => createHash('sha1').update(stripForChecksum(html)).digest().readUInt32BE(0);

test('the checksum of a first field is that of Anki, whatever markup is around the text', () => {
  expect(checksumOf('hello')).toBe(2868168221);
  expect(checksumOf('<div class="x">hel<b>lo</b></div><!-- note --><style>.a{}</style><script>1 > 0</script>')).toBe(2868168221);
});

test('for the checksum media elements leave their name between spaces, other tags nothing', () => {
  expect(stripForChecksum('a<br>b<img alt=x src="a b.jpg">c&nbsp;&amp;')).toBe('ab a b.jpg c &');
  expect(stripForChecksum("<object data='x.svg'></object><source src=y.mp3>")).toBe(' x.svg ');
  expect(stripForChecksum('[sound:a.mp3]')).toBe('[sound:a.mp3]');
});

test.each([
  ['words do not run together at breaks', 'one<br>two<div>three</div><p>four', 'one two three four'],
  ['inline tags leave no gap', 'un<b>believ</b>able', 'unbelievable'],
  ['character references are decoded', '&lt;b&gt; &eacute; &#233; &#xe9; &hellip; &unknown; &#0;', '<b> é é é … &unknown; &#0;'],
  ['comments, styles and scripts are no text', 'a<!-- <b>x</b> -->b<style>p > a {}</style>c<script>"</div>"</script>d', 'abcd'],
  ['names of images and sounds are text', '<img src="dog.jpg">[sound:bark.mp3]', 'dog.jpg bark.mp3'],
  ['a bare less-than sign is text', '1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
  ['an attribute may hold a greater-than sign', '<a title="a > b">x</a>', 'x'],
  ['white space is one space', ' a \n\t b&nbsp; c ', 'a b c'],
])('%s', (_behaviour, html, text) => {
  expect(stripMarkup(html)).toBe(text);
});

test('text without markup is left as it is, and stripping it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/[<&]|\[sound:/.test(text));
      const once = stripMarkup(text);
      expect(once).toBe(text.replace(/[\s\u00a0]+/g, ' ').trim());
      expect(stripMarkup(once)).toBe(once);
    }),
  );
});

const piece = fc.constantFrom('<', '>', '</', '<!--', '-->', '<style>', '</style>', '<script', '"', "'", '=', ' ', 'a', '<img src=', '&lt;', '&', 'é', '\n', '/');

test('no text makes stripping throw, and no tag that is whole survives it', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const html = pieces.join('');
      expect(typeof stripForChecksum(html)).toBe('string');
      // A picture's name is text, whatever it reads like; everything else that looks like a tag is gone.
      expect(typeof stripMarkup(html)).toBe('string');
      expect(stripMarkup(html.replaceAll('<img src=', ''))).not.toMatch(/<\/?(?:style|img)>/);
    }),
    { numRuns: 1000 },
  );
});
