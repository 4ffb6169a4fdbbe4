import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIdClaims, idOfName } from '../../../../src/core/formats/anki-out/anki-ids.ts';

test('a name has the same id each time, and another as a deck than as a note type', () => {
  expect(idOfName('deck', 'Basic', new Set())).toBe(idOfName('deck', 'Basic', new Set()));
  expect(idOfName('deck', 'Basic', new Set())).not.toBe(idOfName('note-type', 'Basic', new Set()));
});

test('ids of names are moments that Anki could have made, and differ', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 50 }), (names) => {
      const taken = new Set<number>();
      const ids = names.map((name) => idOfName('deck', name, taken));
      expect(new Set(ids).size).toBe(names.length);
      for (const id of ids) expect(id).toSatisfy((value: number) => value > Date.UTC(2012, 0, 1) - 1 && value < Date.UTC(2022, 0, 1));
    }),
  );
});

test('records of one moment get ids one after the other, and every record the first free one from its own moment on', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 60 }), (wanted) => {
      const taken = new Set<number>();
      const { claim } = createIdClaims();
      for (const moment of wanted) {
        let free = moment;
        while (taken.has(free)) free += 1;
        const id = claim(moment, (candidate) => !taken.has(candidate) && taken.add(candidate).size > 0);
        expect(id).toBe(free);
      }
    }),
  );
});

test('a hundred thousand records of one moment are placed without trying each id again', () => {
  const taken = new Set<number>();
  let tries = 0;
  const { claim } = createIdClaims();
  for (let index = 0; index < 100_000; index += 1) {
    claim(1000, (id) => {
      tries += 1;
      if (taken.has(id)) return false;
      taken.add(id);
      return true;
    });
  }
  expect(tries).toBeLessThan(200_001);
});
