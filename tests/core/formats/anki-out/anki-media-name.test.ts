import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planMediaNames, toAnkiMediaName } from '../../../../src/core/formats/anki-out/anki-media-name.ts';
import { cleanMediaName } from '../../../../src/core/formats/media-name.ts';

const SHA = 'abcdef0123456789'.repeat(4);

describe('names of media for Anki', () => {
  test('stay as they are where Anki takes them', () => {
    for (const name of ['a.png', '_font.ttf', 'bild ä.png', '日本語 (1).mp3', "it's & more.jpg"]) expect(toAnkiMediaName(name, SHA)).toBe(name);
  });

  test('lose what Anki refuses, and are told apart by their hash', () => {
    expect(toAnkiMediaName('a[1]^.png', SHA)).toBe('a1-abcdef01.png');
    expect(toAnkiMediaName('[].png', SHA)).toBe('file-abcdef01.png');
  });

  test('hold 120 bytes at most, in whole characters, with their extension', () => {
    const renamed = toAnkiMediaName(`${'ü'.repeat(100)}.jpeg`, SHA);
    expect(new TextEncoder().encode(renamed).length).toBeLessThanOrEqual(120);
    expect(renamed).toMatch(/^ü+-abcdef01\.jpeg$/);
  });

  test('of any file of a library are names that Anki takes, and taking them again changes nothing', () => {
    const libraryName = fc
      .string({ unit: fc.oneof(fc.constantFrom('[', ']', '^', '.', ' ', 'a', 'ü', '日', '\u007f', '👩‍🚀'), fc.integer({ min: 1, max: 0xd7ff }).map((code) => String.fromCodePoint(code))), minLength: 1, maxLength: 130 })
      .map(cleanMediaName)
      .filter((name) => name !== null);
    fc.assert(
      fc.property(libraryName, (name) => {
        const renamed = toAnkiMediaName(name, SHA);
        expect(new TextEncoder().encode(renamed).length).toBeLessThanOrEqual(120);
        expect(renamed).not.toMatch(/[[\]<>:"/?*^\\|]|[^\P{Cc}\u0080-\u009f]/u);
        expect(renamed).toBe(renamed.normalize('NFC'));
        expect(toAnkiMediaName(renamed, SHA)).toBe(renamed);
      }),
    );
  });

  test('only those that change are planned', () => {
    expect([...planMediaNames([{ name: 'a.png', sha256: SHA }, { name: 'b^.png', sha256: SHA }])]).toEqual([['b^.png', 'b-abcdef01.png']]);
  });
});
