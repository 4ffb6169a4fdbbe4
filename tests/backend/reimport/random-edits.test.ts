/** Whatever the learner edits and whatever the next version of the file brings: no text of theirs goes without their being asked. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openImportSession } from '../import-session.ts';
import { dumpVersions, editNote, readNote, writeDeck } from './anki-deck.ts';
import type { DeckNote } from './anki-deck.ts';

/** Many notes in one file stand for as many runs, because an import takes its time. */
const GUIDS = Array.from({ length: 40 }, (_, index) => `note${String(index)}`);
const text = fc.constantFrom('one', 'two <b>three</b>', 'four', '日本', 'x<br>y');
const tags = fc.uniqueArray(fc.constantFrom('red', 'green', 'blue'));
// The front is never empty, because a note without cards cannot be saved.
const content = fc.record({ front: text, back: fc.oneof(text, fc.constant('')), tags });
type Content = typeof content extends fc.Arbitrary<infer Value> ? Value : never;
const contents = fc.array(content, { minLength: GUIDS.length, maxLength: GUIDS.length });
const edits = fc.array(fc.option(content), { minLength: GUIDS.length, maxLength: GUIDS.length });
/** A version of the file, and what the learner edits after it. */
const rounds = fc.array(fc.record({ file: contents, edits }), { minLength: 3, maxLength: 3 });

const deckOf = (file: readonly Content[]): DeckNote[] => file.map(({ front, back, tags: words }, index) => ({ guid: GUIDS[index] ?? '', fields: [front, back], tags: [...words].sort() }));

interface Typed {
  readonly guid: string;
  readonly place: number;
  readonly text: string;
}

test('an edit is kept, or given way to by the learner’s own choice, and the same file again changes nothing', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(rounds, fc.constantFrom('here' as const, 'file' as const), async (versions, take) => {
      const session = openImportSession();
      try {
        // What the learner has typed and nobody has been asked about since.
        let typed: readonly Typed[] = [];
        for (const { file, edits: changes } of versions) {
          const path = await writeDeck(session, deckOf(file));
          const report = await session.importFile(path);
          for (const { guid, place, text: mine } of typed) expect(readNote(session, guid).fields[place]).toBe(mine);
          // Where the file has come to say the same, it is no edit any more.
          typed = typed.filter(({ guid, place, text: mine }) => deckOf(file).find((note) => note.guid === guid)?.fields[place] !== mine);
          const told = await session.client.call('import.fates', { importId: report.importId ?? 0, fate: null, text: '', offset: 0, limit: 100 });
          expect(told.total).toBe(GUIDS.length);
          expect(Object.values(report.fates).reduce((sum, count) => sum + count)).toBe(GUIDS.length);

          const { rows } = await session.client.call('import.conflicts', { importId: report.importId ?? 0, offset: 0, limit: 100 });
          const asked = new Map(rows.map((row) => [row.noteId, row.fields]));
          for (const [index, guid] of GUIDS.entries()) {
            const note = readNote(session, guid);
            const wanted = [file[index]?.front, file[index]?.back];
            note.fields.forEach((here, place) => {
              const isMine = typed.some((entry) => entry.guid === guid && entry.place === place);
              const question = asked.get(note.id)?.[place];
              // Text of the file that is not here stands in a question, or was kept out by an edit that the file had nothing new against.
              if (here !== wanted[place]) expect(isMine).toBe(true);
              if (question !== undefined && question.here !== question.file) expect(question).toMatchObject({ here, file: wanted[place] });
            });
          }
          const before = [session.dump(), dumpVersions(session)];
          await session.importFile(path);
          expect([session.dump(), dumpVersions(session)]).toEqual(before);

          if (rows.length > 0) await session.client.call('import.resolve', { importId: report.importId ?? 0, noteId: null, take });
          const settled = new Set(rows.flatMap((row) => row.fields.flatMap(({ here, file: theirs }, place) => (here === theirs ? [] : [`${String(row.noteId)} ${String(place)}`]))));
          if (take === 'file') typed = typed.filter(({ guid, place }) => !settled.has(`${String(readNote(session, guid).id)} ${String(place)}`));
          const quiet = [session.dump(), dumpVersions(session)];
          expect((await session.importFile(path)).fates.conflict).toBe(0);
          expect([session.dump(), dumpVersions(session)]).toEqual(quiet);

          for (const [index, guid] of GUIDS.entries()) {
            const change = changes[index];
            if (change === null || change === undefined) continue;
            const old = readNote(session, guid);
            const fields = [change.front, change.back];
            await editNote(session, guid, fields, change.tags);
            const news = fields.flatMap((mine, place) => (mine === old.fields[place] ? [] : [{ guid, place, text: mine }]));
            const others = typed.filter((entry) => !news.some(({ place }) => entry.guid === guid && entry.place === place));
            typed = [...others, ...news.filter(({ place, text: mine }) => deckOf(file)[index]?.fields[place] !== mine)];
          }
        }
        expect(await session.client.call('library.check', {})).toMatchObject({ ok: true, problems: [] });
      } finally {
        await session.backend.close();
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
});
