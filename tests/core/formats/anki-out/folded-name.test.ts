import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldName, isOrderShared } from '../../../../src/core/formats/anki-out/folded-name.ts';

describe('names as Anki compares them', () => {
  test.each([
    ['Äpfel', 'äPFEL'],
    ['STRASSE', 'straße'],
    ['Σίσυφος', 'σΊΣΥΦΟΣ'],
    ['ДОМ', 'дом'],
  ])('%s and %s are one name', (left, right) => {
    expect(foldName(left)).toBe(foldName(right));
  });

  test('accents and scripts tell names apart', () => {
    expect(foldName('Apfel')).not.toBe(foldName('Äpfel'));
    expect(foldName('日本')).not.toBe(foldName('本日'));
  });

  test('an order is shared where letters of other scripts stand in no doubt', () => {
    expect(isOrderShared(['Deck', 'alpha', 'Übung', 'zeta'])).toBe(true);
    expect(isOrderShared(['日本', 'Äpfel', 'apfel'])).toBe(true);
  });

  test('an order is not shared where case of other scripts decides it, or names are the same', () => {
    // By bytes Ö (C3 96) comes before ä (C3 A4); by case folding ö comes after ä.
    expect(isOrderShared(['Österreich', 'ägypten'])).toBe(false);
    expect(isOrderShared(['Äpfel', 'äpfel'])).toBe(false);
    expect(isOrderShared(['Straße', 'a'])).toBe(false);
  });

  test('ASCII names share their order unless two are the same but for case', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'abAB z:'), maxLength: 4 }), { maxLength: 8 }), (names) => {
        expect(isOrderShared(names)).toBe(new Set(names.map((name) => name.toLowerCase())).size === names.length);
      }),
    );
  });
});
