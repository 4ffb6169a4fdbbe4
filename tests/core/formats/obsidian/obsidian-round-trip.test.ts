import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listClozeNumbers } from '../../../../src/core/cards/cloze.ts';
import { canonicalHtml } from '../../../../src/core/formats/markdown/canonical-html.ts';
import { obsidianReader } from '../../../../src/core/formats/obsidian/obsidian-reader.ts';
import { obsidianWriter } from '../../../../src/core/formats/obsidian/obsidian-writer.ts';
import { arbitraryNotes, arbitrarySchedule, CUSTOM_NOTE_TYPE } from '../../../fixtures/arbitrary-notes.ts';
import { resolveNotes } from '../../../fixtures/collecting-sink.ts';
import { builtIn, makeExportSource, MOMENT, NEW_CARD, resolveSource, writeFiles, type SourceNote } from '../../../fixtures/export-source.ts';
import { folderOf, readAll } from '../../../fixtures/folder-source.ts';

const TYPES = [builtIn('Basic'), builtIn('Basic (and reversed)'), builtIn('Cloze')];

async function roundTrip(notes: readonly SourceNote[]) {
  const source = makeExportSource({ notes });
  const files = await writeFiles(obsidianWriter, source);
  return { source, files, back: await readAll(obsidianReader, folderOf('Vault', files)) };
}

/** Half a character cannot stand in a file. */
function show(html: string): string {
  return canonicalHtml(html.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

function keepShownGaps({ fields, cards }: ReturnType<typeof resolveNotes>[number]) {
  const numbers = listClozeNumbers([show(fields[0] ?? '')]);
  return cards.filter(({ ordinal }) => numbers.includes(ordinal + 1));
}

/** Notes in their decks, as both sides have them: what the format keeps. */
function simplify(notes: ReturnType<typeof resolveNotes>) {
  return notes
    // A back that holds a comment and nothing else is asked for by the source, and is no back in the vault.
    .map((note) => ({ ...note, cards: note.noteTypeName === 'Cloze' || show(note.fields[1] ?? '') !== '' ? note.cards : note.cards.filter(({ ordinal }) => ordinal === 0) }))
    // Gaps in comments and broken tags are asked for by the source, and are not in the text that the vault gets.
    .map((note) => (note.noteTypeName === 'Cloze' ? { ...note, cards: keepShownGaps(note) } : note))
    .map(({ noteTypeName, fields, cards }) => ({
      // A reversed note that has one card only is a question like any other.
      noteTypeName: noteTypeName === 'Basic (and reversed)' && cards.length === 1 ? 'Basic' : noteTypeName,
      fields: noteTypeName === 'Cloze' ? [show(fields[0] ?? '')] : fields.map(show),
      cards,
    }))
    .map((note) => JSON.stringify(note))
    .sort();
}

describe('notes written for Obsidian and read again', () => {
  it('are the same, whatever stands in their fields', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryNotes({ noteTypes: TYPES }), async (notes) => {
        const { source, back } = await roundTrip(notes);
        expect(back.skipped).toEqual([]);
        expect(simplify(resolveNotes(back))).toEqual(simplify(resolveSource(source)));
      }),
      { numRuns: 150 },
    );
  });

  it('keep state, due day, interval and memory of every card', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...TYPES), arbitrarySchedule, arbitrarySchedule, async (noteType, first, second) => {
        const fields = noteType.kind === 'cloze' ? ['{{c2::a}} {{c5::b}}', ''] : ['a', 'b'];
        const ordinals = noteType.kind === 'cloze' ? [1, 4] : [0, 1];
        const { source, back } = await roundTrip([{ noteType, fields, cards: { [ordinals[0] ?? 0]: { schedule: first }, [ordinals[1] ?? 1]: { schedule: second } } }]);
        const written = [...source.notes()][0]?.cards ?? [];
        expect(back.cards.map(({ ordinal }) => ordinal)).toEqual(written.map(({ ordinal }) => ordinal));
        back.cards.forEach(({ schedule }, index) => {
          const { position: _, ...expected } = written[index]?.schedule ?? NEW_CARD;
          if (expected.state === 'new') expect(schedule?.state ?? 'new').toBe('new');
          // How long a learning card's last step was is not written.
          else expect(schedule).toMatchObject(expected.state === 'review' ? expected : { ...expected, intervalDays: 0 });
        });
      }),
      { numRuns: 100 },
    );
  });

  it('give every gap its own card’s schedule, where cards stand without gaps and gaps without cards', async () => {
    const studied = (intervalDays: number) => ({ schedule: { ...NEW_CARD, state: 'review' as const, dueDay: MOMENT.today + intervalDays, intervalDays, memory: { stability: intervalDays, difficulty: 5 }, reviewCount: 2, lastReviewedAtMillis: MOMENT.nowMillis } });
    const noteType = builtIn('Cloze');
    const source = makeExportSource({
      notes: [
        { noteType, fields: ['{{c1::one}} {{c3::three}} {{c4::four}}', ''], cards: { 0: studied(11), 1: studied(12), 2: studied(13), 3: {} } },
        { noteType, fields: ['{{c1::one}} {{c2::}} {{c3::three}}', ''], cards: { 2: studied(23) } },
      ],
    });
    const back = await readAll(obsidianReader, folderOf('Vault', await writeFiles(obsidianWriter, source)));
    expect(back.cards.map(({ noteSourceId, ordinal, schedule }) => [noteSourceId, ordinal, schedule?.intervalDays ?? 0])).toEqual([
      [1, 0, 11],
      [1, 2, 13],
      [1, 3, 0],
      [2, 0, 0],
      [2, 2, 23],
    ]);
    expect(obsidianWriter.describeLosses?.(source)).toContainEqual({ code: 'cloze-gone', message: '1 card stays behind whose gap is no longer in the text.', leaves: { notes: 0, cards: 1 } });
  });

  it('are found by the usual marks, also where gaps that share a card have fewer schedules than there are gaps', async () => {
    const schedule = { ...NEW_CARD, state: 'review' as const, dueDay: MOMENT.today + 9, intervalDays: 9, memory: { stability: 9, difficulty: 5 }, reviewCount: 2, lastReviewedAtMillis: MOMENT.nowMillis };
    const pairs = Array.from({ length: 8 }, (_, index) => ({ noteType: builtIn('Basic'), fields: [`question ${String(index)}`, 'answer'], cards: { 0: { schedule } } }));
    const clozes = Array.from({ length: 3 }, (_, index) => ({ noteType: builtIn('Cloze'), fields: [`{{c1::a}} -- {{c1::b}} ${String(index)}`, ''], cards: { 0: { schedule } } }));
    const { back } = await roundTrip([...pairs, ...clozes]);
    expect(resolveNotes(back).map(({ noteTypeName }) => noteTypeName)).toEqual([...pairs.map(() => 'Basic'), ...clozes.map(() => 'Cloze')]);
  });

  it('ask as questions what has gaps that hide nothing', async () => {
    const { files, back } = await roundTrip([{ noteType: builtIn('Cloze'), fields: ['{{c1::}} causes fever', 'Malaria'], cards: { 0: {} } }]);
    expect(String(files.get('Deck.md'))).toContain('Malaria');
    expect(resolveNotes(back)).toMatchObject([{ noteTypeName: 'Basic', fields: [expect.stringContaining('causes fever') as string, expect.stringContaining('Malaria') as string] }]);
  });

  it('say so where cards that are written as one lie in several decks', () => {
    const scattered = makeExportSource({
      notes: [
        { noteType: builtIn('Cloze'), fields: ['{{c1::a}} {{c2::b}}', ''], cards: { 0: { deckName: 'One' }, 1: { deckName: 'Two' } } },
        { noteType: CUSTOM_NOTE_TYPE, fields: ['go', 'gehen', 'I go', '', ''], cards: { 0: { deckName: 'One' } } },
      ],
    });
    expect(obsidianWriter.describeLosses?.(scattered)).toContainEqual({
      code: 'one-deck-per-note',
      message: 'Obsidian Markdown keeps all cards of a note in one deck: 1 note has cards in several decks, and they go to that of the first card.',
    });
  });

  it('keep pictures and sounds in a folder of their own', async () => {
    const source = makeExportSource({
      notes: [{ noteType: builtIn('Basic'), fields: ['<img src="a b.png"> x', '[sound:s.mp3]<span style="color: red"><img src="a b.png" width="3"></span>'] }],
      media: { 'a b.png': Buffer.from('A'), 's.mp3': Buffer.from('S') },
    });
    const files = await writeFiles(obsidianWriter, source);
    expect([...files.keys()]).toEqual(['Deck.md', 'media/a b.png', 'media/s.mp3']);
    expect(String(files.get('Deck.md'))).toContain('![](media/a%20b.png) x::![](media/s.mp3)');
    const back = await readAll(obsidianReader, folderOf('Vault', files));
    expect(back.notes[0]?.fields).toEqual([...source.notes()][0]?.fields);
    expect(back.media.map(({ name, bytes }) => [name, String(bytes)])).toEqual([['a b.png', 'A'], ['s.mp3', 'S']]);
  });

  it('are written as a person would write them', async () => {
    const { files } = await roundTrip([
      { noteType: builtIn('Basic'), fields: ['What is <b>bold</b>?', 'one<br>two: std::x'] },
      { noteType: builtIn('Basic (and reversed)'), fields: ['dog', 'Hund'] },
      { noteType: builtIn('Basic'), fields: ['List', 'Intro<ul><li>a</li><li>b</li></ul>'] },
      { noteType: builtIn('Cloze'), fields: ['The {{c1::Sun}} is a {{c2::star}}', ''] },
      { noteType: builtIn('Cloze'), fields: ['{{c1::a::hint}} {{c1::b}}', ''] },
      { noteType: builtIn('Basic'), fields: ['Maths \\(x_1\\)', '<code>a::b</code>'] },
    ]);
    expect(String(files.get('Deck.md'))).toBe(
      [
        '#flashcards/Deck', 'What is **bold**?\n?\none\ntwo: std:\\:x', 'dog:::Hund', 'List\n?\nIntro\n- a\n- b', 'The ==Sun== is a ==star==', '==1;;a;;hint== ==1;;b==', 'Maths $x_1$::`a::b`\n',
      ].join('\n\n'),
    );
  });

  it('of a note type with more fields are what its cards show', async () => {
    const { back } = await roundTrip([{ noteType: CUSTOM_NOTE_TYPE, fields: ['Hund', 'dog', 'Der Hund bellt.', '[sound:h.mp3]', ''] }]);
    expect(back.notes.map(({ fields }) => fields)).toEqual([
      ['<b>Hund</b>', 'dog'],
      ['[sound:h.mp3]', 'Hund: "Der Hund bellt."'],
    ]);
  });
});

describe('decks written for Obsidian', () => {
  it('keep names that no tag or file can have', async () => {
    const names = ['Deck', 'A::B', 'Übung: “x/y”', 'con', 'a b::c d', '1::2', 'CASE', 'case'];
    const { files, back } = await roundTrip(names.map((deckName) => ({ noteType: builtIn('Basic'), fields: [deckName, 'x'], deckName })));
    expect(resolveNotes(back).map(({ fields, cards }) => [fields[0], cards[0]?.deckName]).sort()).toEqual(names.map((name) => [name, name]).sort());
    expect(new Set([...files.keys()].map((path) => path.toLowerCase())).size).toBe(names.length);
  });

  it('say what their notes lose', () => {
    const source = makeExportSource({ notes: [{ noteType: builtIn('Cloze'), fields: ['{{c1::a}}', 'extra'] }] });
    expect(obsidianWriter.describeLosses?.(source).map(({ code }) => code)).toEqual(['cloze-extra']);
  });
});
