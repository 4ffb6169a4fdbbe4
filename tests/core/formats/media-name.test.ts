/** Which names of media files are taken, and as what. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanMediaName, distinguishMediaName } from '../../../src/core/formats/media-name.ts';

describe('a media name', () => {
  test.each(['../a.png', 'a/b.png', 'a\\b.png', '/a.png', 'C:a.png', 'c:\\a.png', '..', '.', '', '...', 'a\u0000.png'])('%j is refused', (name) => {
    expect(cleanMediaName(name)).toBeNull();
  });

  test.each([
    ['tree.png', 'tree.png'],
    ['a\u0308.png', 'ä.png'],
    ['con', '_con'],
    ['NUL.txt', '_NUL.txt'],
    ['console.png', 'console.png'],
    ['what?.png', 'what.png'],
    ['dots. ', 'dots'],
    ['_font.ttf', '_font.ttf'],
    ['日本語.mp3', '日本語.mp3'],
  ])('%j is kept as %j', (name, kept) => {
    expect(cleanMediaName(name)).toBe(kept);
  });

  test('of any length is cut to what every system can keep, its extension saved', () => {
    expect(cleanMediaName(`${'x'.repeat(400)}.jpeg`)).toMatch(/^x{115}\.jpeg$/);
  });

  test('once cleaned stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const once = cleanMediaName(name);
        if (once !== null) expect(cleanMediaName(once)).toBe(once);
      }),
    );
  });

  test('that is taken gets part of its hash before the extension', () => {
    expect(distinguishMediaName('tree.png', 'abcdef0123456789')).toBe('tree-abcdef01.png');
    expect(distinguishMediaName('.hidden', 'abcdef0123456789')).toBe('.hidden-abcdef01');
  });
});
