import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameTags, mergeNoteVersions } from '../../../src/core/cards/merge-note-versions.ts';
import type { NoteVersion } from '../../../src/core/cards/merge-note-versions.ts';

const version: fc.Arbitrary<NoteVersion> = fc.record({
  fields: fc.tuple(fc.constantFrom('', 'a', 'b', 'c'), fc.constantFrom('', 'a', 'b', 'c')),
  tags: fc.uniqueArray(fc.constantFrom('one', 'two', 'Three', 'leech')),
});
const versions = fc.record({ then: fc.option(version), here: version, file: version });

test('every field is the learner’s or the file’s, and the learner’s text goes only where it is as it was imported', () => {
  fc.assert(
    fc.property(versions, ({ then, here, file }) => {
      const merged = mergeNoteVersions({ then, here, file, isInFile: null });
      merged.fields.forEach((text, index) => {
        const isMine = then === null || then.fields[index] !== here.fields[index];
        expect([here.fields[index], file.fields[index]]).toContain(text);
        if (isMine) expect(text).toBe(here.fields[index]);
        if (isMine && text !== file.fields[index]) expect(merged.disputed[index] || file.fields[index] === then?.fields[index]).toBe(true);
        if (!isMine) expect(text).toBe(file.fields[index]);
      });
    }),
  );
});

test('the same file once more, compared with what was remembered, finds the same in dispute and changes nothing', () => {
  fc.assert(
    fc.property(versions, ({ then, here, file }) => {
      const first = mergeNoteVersions({ then, here, file, isInFile: null });
      const isOriginKnown = then !== null || !first.disputed.includes(true);
      const again = mergeNoteVersions({ then: isOriginKnown ? { fields: first.originFields, tags: file.tags } : null, here: first, file, isInFile: null });
      expect(again.fields).toEqual(first.fields);
      expect(isSameTags(again.tags, first.tags)).toBe(true);
      expect(again.disputed).toEqual(first.disputed);
    }),
  );
});

test('tags of both sides come together, those that one side took away go, and the mark of a leech stays', () => {
  const fields = ['a'];
  const merged = mergeNoteVersions({
    then: { fields, tags: ['all', 'gone-here', 'gone-there', 'leech'] },
    here: { fields, tags: ['all', 'gone-there', 'mine', 'leech'] },
    file: { fields, tags: ['ALL', 'gone-here', 'theirs'] },
    isInFile: null,
  });
  expect([...merged.tags].sort()).toEqual(['all', 'leech', 'mine', 'theirs']);
});

test('a field that the file does not have stays as it is', () => {
  const then = { fields: ['a', 'extra'], tags: [] };
  expect(mergeNoteVersions({ then, here: then, file: { fields: ['b', ''], tags: [] }, isInFile: [true, false] }).fields).toEqual(['b', 'extra']);
  const here = { fields: ['a', 'mine'], tags: [] };
  expect(mergeNoteVersions({ then, here, file: { fields: ['b', ''], tags: [] }, isInFile: [true, false] })).toMatchObject({ fields: ['b', 'mine'], disputed: [false, false] });
});
