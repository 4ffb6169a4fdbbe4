import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import { obsidianReader } from '../../../../src/core/formats/obsidian/obsidian-reader.ts';
import { createCollectingSink, resolveNotes, type Collected } from '../../../fixtures/collecting-sink.ts';
import { MOMENT } from '../../../fixtures/export-source.ts';
import { fileOf, folderOf, READER_CONTEXT, readAll } from '../../../fixtures/folder-source.ts';

const SAMPLES = join(import.meta.dirname, '../../../../../shared/decks/files/obsidian-sr-user-vault');

async function read(text: string) {
  return await readAll(obsidianReader, fileOf('Note.md', `#flashcards\n\n${text}`));
}

async function readFields(text: string) {
  return (await read(text)).notes.map(({ fields }) => fields);
}

function decksOf(collected: Collected) {
  return resolveNotes(collected).map(({ fields, cards }) => [fields[0], cards[0]?.deckName]);
}

describe('a card of an Obsidian note', () => {
  it('stands in one line, asked one way or both', async () => {
    const { notes, cards, noteTypes } = await read('Question::Answer\nterm:::definition\n');
    expect(notes.map(({ fields }) => fields)).toEqual([['Question', 'Answer'], ['term', 'definition']]);
    expect(noteTypes.map(({ definition }) => definition.name)).toEqual(['Basic', 'Basic (and reversed)']);
    expect(cards).toHaveLength(3);
  });

  it('stands in several lines, up to a blank one', async () => {
    expect(await readFields('Two\nlines\n?\nanswer one\nanswer two\n\nNot a part.\n\nleft\n??\nright')).toEqual([['Two<br>lines', 'answer one<br>answer two'], ['left', 'right']]);
  });

  it('stands in several lines also where something in its question is highlighted or code', async () => {
    expect(await readFields('What is the ==BOLD== error?\n?\nthe rest\n\n```\n==x==\n```\nprints\n??\ntwo')).toEqual([
      ['What is the <mark>BOLD</mark> error?', 'the rest'],
      ['<pre><code>==x==</code></pre>prints', 'two'],
    ]);
  });

  it('in one line ends the text with gaps that stands above it', async () => {
    expect(await readFields('- ==Mitochondria== burn sugar\n- ribosomes::build proteins\n- the ==core== holds genes')).toEqual([
      ['<ul><li>{{c1::Mitochondria}} burn sugar</li></ul>', ''],
      ['<ul><li>ribosomes</li></ul>', 'build proteins'],
      ['<ul><li>the {{c1::core}} holds genes</li></ul>', ''],
    ]);
  });

  it('may have its answer below a blank line, or end at +++', async () => {
    expect(await readFields('List\n?\n\n| a |\n| - |\n| b |\n')).toEqual([['List', '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>']]);
    expect(await readFields('Q\n?\none\n\ntwo\n+++\n\nother text\n')).toEqual([['Q', 'one<br><br>two']]);
  });

  it('hides what is highlighted, a card for each', async () => {
    const { notes, cards } = await read('The ==Sun== is a ==star==.');
    expect(notes[0]?.fields[0]).toBe('The {{c1::Sun}} is a {{c2::star}}.');
    expect(cards.map(({ ordinal }) => ordinal)).toEqual([0, 1]);
  });

  it('may say hints and which gaps belong together', async () => {
    expect(await readFields('==2;;a;;first== ==1;;b== ==2;;c==')).toEqual([['{{c2::a::first}} {{c1::b}} {{c2::c}}', '']]);
    expect(await readFields('==$40 million==^[USD] in ==1991==[^2]')).toEqual([['{{c1::$40 million::USD}} in {{c2::1991}}', '']]);
  });

  it('is none in code, in a comment, or where two numbers are compared', async () => {
    expect(await readFields('```\na::b\n==c==\n```\n\n<!-- x::y -->\n\n`a::b` is code\n\nif a == b and c == d\n\nreal::card')).toEqual([['real', 'card']]);
  });

  it('shows pictures, plays sounds and reads links as their text', async () => {
    const deck = await readAll(
      obsidianReader,
      folderOf('Vault', {
        'Topic/Note.md': '#flashcards\n\n![[a b.png|200]]::![[s.mp3]]\n\nsee [[Page|the page]] and [[Other]]::![](../img/c%20d.jpg) ![[gone.png]]\n',
        'files/a b.png': 'A', 'files/s.mp3': 'S', 'img/c d.jpg': 'C', 'img/unused.jpg': 'U',
      }),
    );
    expect(deck.notes.map(({ fields }) => fields)).toEqual([
      ['<img src="a b.png" width="200">', '[sound:s.mp3]'],
      ['see the page and Other', '<img src="c d.jpg"> <img src="gone.png">'],
    ]);
    expect(deck.media.map(({ name }) => name)).toEqual(['a b.png', 's.mp3', 'c d.jpg']);
  });

  it('keeps two pictures of one name apart', async () => {
    const deck = await readAll(obsidianReader, folderOf('Vault', { 'a/N.md': '#flashcards\n\nq::![](x.png)', 'a/x.png': '1', 'b/N.md': '#flashcards\n\nr::![](x.png)', 'b/x.png': '2' }));
    expect(deck.notes.map(({ fields }) => fields[1])).toEqual(['<img src="x.png">', '<img src="2-x.png">']);
    expect(deck.media.map(({ name, bytes }) => [name, String(bytes)])).toEqual([['x.png', '1'], ['2-x.png', '2']]);
  });

  it('has its formulas, code and emphasis', async () => {
    expect(await readFields('**E** *is* $mc^2$::`a < b` and $$x_1 * x_2$$')).toEqual([['<b>E</b> <i>is</i> \\(mc^2\\)', '<code>a &lt; b</code> and \\[x_1 * x_2\\]']]);
  });

  it('costs $5 and $6 without becoming a formula', async () => {
    expect(await readFields('price::$5 and $6')).toEqual([['price', '$5 and $6']]);
  });
});

describe('the schedule of an Obsidian card', () => {
  it('comes in from SM-2 numbers, below the card or behind it', async () => {
    const deck = await read('a::b\n<!--SR:!2026-05-30,20,270-->\n\nc::d <!--SR:!2026-06-01,3,230-->');
    expect(deck.notes.map(({ fields }) => fields)).toEqual([['a', 'b'], ['c', 'd']]);
    expect(deck.cards.map(({ schedule }) => [schedule?.state, schedule?.dueDay, schedule?.intervalDays])).toEqual([['review', MOMENT.today + 10, 20], ['review', MOMENT.today + 12, 3]]);
    expect(deck.warnings.map(({ code }) => code)).toContain('schedule-converted');
  });

  it('belongs to each card of a question, and 2000-01-01 means never studied', async () => {
    const { cards } = await read('==a== ==b== ==c==\n<!--SR:!2026-05-30,4,270!2000-01-01,1,250!2026-05-25,1,232-->');
    expect(cards.map(({ schedule }) => schedule?.intervalDays ?? null)).toEqual([4, null, 1]);
  });

  it('is kept as it is where FSRS made it', async () => {
    const { cards, warnings } = await read('a::b\n<!--SR:!fsrs,2026-05-30T04:00:00.000Z,12,13.5,6.25,2,7,1,0,2026-05-18T10:00:00.000Z-->');
    expect(cards[0]?.schedule).toMatchObject({ state: 'review', dueDay: MOMENT.today + 10, intervalDays: 12, memory: { stability: 13.5, difficulty: 6.25 }, reviewCount: 7, lapseCount: 1 });
    expect(warnings.map(({ code }) => code)).not.toContain('schedule-converted');
  });

  it('stays out when schedules are not wanted', async () => {
    const deck = await readAll(obsidianReader, fileOf('N.md', 'a::b\n<!--SR:!2026-05-30,20,270-->'), { withSchedule: false });
    expect(deck.cards[0]?.schedule?.state ?? 'new').toBe('new');
  });
});

describe('the deck of an Obsidian card', () => {
  it('is what the flashcard tag above it says', async () => {
    expect(decksOf(await readAll(obsidianReader, fileOf('N.md', '#flashcards/a/b\nq1::x\n\n#flashcards/c\nq2::x\n\n#flashcards/d q3::x\n\nq4::x')))).toEqual([
      ['q1', 'a::b'], ['q2', 'c'], ['q3', 'd'], ['q4', 'c'],
    ]);
  });

  it('is what the front matter says', async () => {
    const deck = await readAll(obsidianReader, fileOf('N.md', '---\ntags: [flashcards/law, "exam 1"]\nsr-due: 2024-01-01\n---\nq::x'));
    expect(decksOf(deck)).toEqual([['q', 'law']]);
    expect(deck.warnings.map(({ code }) => code)).toContain('note-reviews');
  });

  it('is the vault for the bare tag, and the folder for notes without one', async () => {
    const vault = folderOf('Vault', { 'a.md': '#flashcards\nq1::x', 'x/y/b.md': '#course/law\n\nq2::x\n<!--SR:!2026-01-01,1,250-->', 'c.md': 'q3::x\n\nq4::x' });
    const deck = await readAll(obsidianReader, vault);
    expect(decksOf(deck)).toEqual([['q1', 'Vault'], ['q2', 'x::y']]);
    expect(deck.notes[1]?.tags).toEqual(['course::law']);
    expect(deck.warnings.find(({ code }) => code === 'untagged-notes')?.message).toMatch(/^2 cards in 1 note without/);
  });

  it('is the folder, and no card is left out, where nothing is tagged at all', async () => {
    expect(decksOf(await readAll(obsidianReader, folderOf('Vault', { 'x/a.md': 'q1::x', 'b.md': 'q2::x' })))).toEqual([['q2', 'Vault'], ['q1', 'x']]);
  });

  it('follows the settings of the vault', async () => {
    const settings = { settings: { flashcardTags: ['#cards'], convertFoldersToDecks: true, singleLineCardSeparator: '>>>', multilineCardEndMarker: '---', clozePatterns: ['**[123;;]answer[;;hint]**'] } };
    const deck = await readAll(obsidianReader, folderOf('Vault', { '.obsidian/plugins/obsidian-spaced-repetition/data.json': JSON.stringify(settings), 'law/a.md': '#cards\n\nq>>>x\n\nQ\n?\none\n\ntwo\n---\n\nthe **gap**' }));
    expect(deck.notes.map(({ fields }) => fields)).toEqual([['q', 'x'], ['Q', 'one<br><br>two'], ['the {{c1::gap}}', '']]);
    expect(deck.decks.map(({ name }) => name)).toEqual(['law']);
  });
});

describe('the marks of a vault whose settings are missing', () => {
  const due = '2026-05-30,20,270';

  it('are seen by the schedules behind its cards', async () => {
    const deck = await readAll(
      obsidianReader,
      fileOf('N.md', `term;;meaning\n<!--SR:!${due}!${due}-->\n\nother;;sense\n<!--SR:!${due}!${due}-->\n\nName two\n||\n- one\n- two\n<!--SR:!${due}-->\n\nName more\n||\nnone\n<!--SR:!${due}-->\n\nplain::card\n<!--SR:!${due}-->\n`),
    );
    expect(deck.notes.map(({ fields }) => fields[0])).toEqual(['term', 'other', 'Name two', 'Name more', 'plain']);
    expect([deck.cards.length, deck.cards.filter(({ schedule }) => schedule !== null).length]).toEqual([7, 7]);
    expect(deck.warnings.find(({ code }) => code === 'separators-guessed')?.message).toContain('“||” and “;;”');
  });

  it('may hold the usual ones, where two schedules stand behind a card of one direction', async () => {
    const deck = await readAll(obsidianReader, fileOf('N.md', `term ::@:: meaning <!--SR:!${due}!${due}-->\n\nother ::@:: sense <!--SR:!${due}!${due}-->\n\nplain :: card <!--SR:!${due}-->\n`));
    expect(deck.notes.map(({ fields }) => fields)).toEqual([['term', 'meaning'], ['other', 'sense'], ['plain', 'card']]);
    expect(deck.cards).toHaveLength(5);
  });

  it('may be bold words', async () => {
    const deck = await readAll(obsidianReader, fileOf('N.md', `The **core** holds **genes**.\n<!--SR:!${due}!${due}-->\n\n**Ribosomes** build.\n<!--SR:!${due}-->\n`));
    expect(deck.notes.map(({ fields }) => fields[0])).toEqual(['The {{c1::core}} holds {{c2::genes}}.', '{{c1::Ribosomes}} build.']);
  });

  it('are said to be missing where nothing shows them', async () => {
    const deck = await readAll(obsidianReader, fileOf('N.md', `a::b\n<!--SR:!${due}-->\n\nwhatever it is\n<!--SR:!${due}-->\n`));
    expect(deck.warnings.find(({ code }) => code === 'schedules-without-card')?.message).toMatch(/^1 schedule stands/);
  });
});

describe('an Obsidian vault', () => {
  it('is told from prose, tables and other programs', async () => {
    const sure = async (name: string, text: string) => await obsidianReader.recognise(fileOf(name, text));
    expect(await sure('a.md', 'a::b\n<!--SR:!2024-01-01,3,250-->')).toBeGreaterThan(0.9);
    expect(await sure('a.md', '#flashcards\n\na::b')).toBe(0.9);
    expect(await sure('a.md', 'a::b\n\nc::d')).toBe(0.6);
    expect(await sure('a.md', 'Only prose.\n\nAnd more of it.')).toBe(0);
    expect(await sure('a.txt', `Prose that says std::vector once.\n\n${'More prose.\n\n'.repeat(20)}`)).toBe(0);
    expect(await sure('README.md', '# Tool\n\nWhat it does.\n\n- std::vector is used\n- see the docs\n\n## More\n\nWords.\n\nMore words.\n')).toBe(0);
    expect(await sure('a.md', 'Some words.\n\nWhat is it? :: That.\n\nMore words, and more of them.')).toBe(0.2);
    expect(await sure('a.txt', 'The {{c1::Sun}} is a star\nThe {{c1::Moon}} is none\n')).toBe(0);
    expect(await sure('a.csv', 'A::B,x\nA::C,y')).toBe(0);
    expect(await sure('a.csv', 'Front,Back\na <!--SR:!2024-01-01,3,250-->,x\nb,y')).toBe(0);
    expect(await sure('a.txt', 'a::b\n<!--SR:!2024-01-01,3,250-->\n\nc::d\n<!--SR:!2024-01-01,3,250-->')).toBeGreaterThan(0.9);
    expect(await sure('a.txt', '#separator:tab\nA::B\tx\nA::C\ty')).toBe(0);
  });

  it('without cards is refused in a sentence', async () => {
    await expect(readAll(obsidianReader, fileOf('a.md', 'Only prose.'))).rejects.toThrow(/no flashcards/);
  });

  it('is read, or refused in a sentence, whatever it holds', async () => {
    const piece = fc.constantFrom('::', ':::', '\n?\n', '\n??\n', '==', ';;', '\n', '\n\n', '---\n', '```\n', '<!--', '-->', '<!--SR:!', '2024-01-01,3,250', 'fsrs,', '#flashcards', '/', '![[', ']]', '|', '$', '%%', '^[', '[^1]', '+++\n', 'x');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 60 }), async (parts) => {
        const source = fileOf('Note.md', parts.join(''));
        await obsidianReader.recognise(source);
        try {
          await obsidianReader.read(source, READER_CONTEXT, createCollectingSink());
        } catch (thrown) {
          if (!(thrown instanceof AppError)) throw thrown;
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each(['::', '==', '==a', '`', '`` ', '<!--', '<!--SR:', '#a ', '[[', '![[a', '$', '%%', '\n?\n', '---\n', ' ', '^['])('of fifty thousand times %j is read all the same', async (part) => {
    const source = fileOf('Note.md', `#flashcards\n\na::b\n\n${part.repeat(50_000)}`);
    expect(await obsidianReader.recognise(source)).toBeGreaterThan(0);
    expect((await readAll(obsidianReader, source)).notes.length).toBeGreaterThan(0);
  });

  it.skipIf(!existsSync(SAMPLES))('of the plugin itself comes in whole', async () => {
    const paths = readdirSync(SAMPLES, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const source = folderOf('vault', Object.fromEntries(paths.map((path) => [relative(SAMPLES, path).replaceAll('\\', '/'), readFileSync(path)])));
    expect(await obsidianReader.recognise(source)).toBeGreaterThan(0.9);
    const vault = await readAll(obsidianReader, source);
    const byDeck = (name: string) => resolveNotes(vault).filter(({ cards }) => cards[0]?.deckName === name).flatMap(({ cards }) => cards).length;
    // 42 in the folder without a flashcard tag, 23 in tagged notes; 59 schedules, of which one says “never studied”.
    expect([vault.cards.length, byDeck('Computing::AWS::DynamoDB'), vault.skipped.length]).toEqual([65, 42, 0]);
    expect(vault.cards.filter(({ schedule }) => schedule !== null)).toHaveLength(58);
  });
});
