import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import { decodeTransit, TransitError } from '../../../../src/core/formats/mochi/decode-transit.ts';
import { mochiReader } from '../../../../src/core/formats/mochi/mochi-reader.ts';
import { resolveNotes, type Collected } from '../../../fixtures/collecting-sink.ts';
import { MOMENT, NOW_MILLIS } from '../../../fixtures/export-source.ts';
import { cutText, fileOf, folderOf, readAll } from '../../../fixtures/folder-source.ts';

const DAY_MILLIS = 86_400_000;

describe('decoding Transit', () => {
  it('reads maps in both forms, and the codes that stand for repeated words', () => {
    const expected = [new Map<string, unknown>([['name', 'a'], ['content', 1]]), new Map<string, unknown>([['name', 'b'], ['content', 2]])];
    expect(decodeTransit('[["^ ","~:name","a","~:content",1],["^ ","^0","b","^1",2]]')).toEqual(expected);
    expect(decodeTransit('[{"~:name":"a","~:content":1},{"~:name":"b","~:content":2}]')).toEqual(expected);
  });

  it('reads sets, lists, dates, ids and escaped texts', () => {
    expect(decodeTransit('{"~:tags":{"~#set":["~:x","y"]},"~:l":["~#list",[1,2]],"~:d":{"~#dt":5},"~:m":"~m6","~:t":"~t1970-01-01T00:00:00.007Z","~:tm":"~t1695852000000","~:u":"~u1-2","~:e":"~~x","~:b":"~?t","~:n":"~_","~:i":"~i12"}')).toEqual(
      new Map<string, unknown>([
        ['tags', ['x', 'y']], ['l', [1, 2]], ['d', new Date(5)], ['m', new Date(6)], ['t', new Date(7)], ['tm', new Date(1_695_852_000_000)], ['u', '1-2'], ['e', '~x'], ['b', true], ['n', null], ['i', 12],
      ]),
    );
  });

  it('goes on counting codes in two digits, and begins anew when they run out', () => {
    const words = Array.from({ length: 3000 }, (_, index) => `~:word${String(index)}`);
    const code = (index: number): string => {
      const place = index % 1936;
      return place < 44 ? `^${String.fromCharCode(48 + place)}` : `^${String.fromCharCode(48 + Math.floor(place / 44))}${String.fromCharCode(48 + (place % 44))}`;
    };
    for (const index of [0, 43, 44, 1935, 1936, 2999]) {
      const text = JSON.stringify([...words.slice(0, index + 1), code(index)]);
      expect((decodeTransit(text) as string[]).at(-1)).toBe(`word${String(index)}`);
    }
  });

  it('reads lists and maps that are too long to be taken whole as it reads short ones', () => {
    const write = (count: number): string => {
      const times = <Item>(item: (index: number) => Item): readonly Item[] => Array.from({ length: count }, (_, index) => item(index));
      return JSON.stringify([
        ['^ ', '~:a', { '~#set': times((index) => `~:word${String(index % 9)}`) }, '~:b', ['~#list', times((index) => ['^ ', '~:name', index, '~:other', '~~x'])], '~:c', times(() => ({ '~:name': '~_' }))],
      ]);
    };
    const expected = (count: number): unknown => [
      new Map<string, unknown>([
        ['a', Array.from({ length: count }, (_, index) => `word${String(index % 9)}`)],
        ['b', Array.from({ length: count }, (_, index) => new Map<string, unknown>([['name', index], ['other', '~x']]))],
        ['c', Array.from({ length: count }, () => new Map([['name', null]]))],
      ]),
    ];
    for (const count of [2, 5000]) {
      const kept: string[] = [];
      expect(decodeTransit(cutText(write(count), 1000), (key, item) => (kept.push(key), item))).toEqual(expected(count));
      expect(new Set(kept)).toEqual(new Set(['a', 'b', 'c']));
    }
  });

  it('counts codes through what is too long to be taken whole', () => {
    const rest = Array.from({ length: 5000 }, () => '["^ ","^0","b","^1",2]').join(',');
    expect((decodeTransit(`[["^ ","~:name","a","~:content",1],${rest}]`) as unknown[]).at(-1)).toEqual(new Map<string, unknown>([['name', 'b'], ['content', 2]]));
  });

  test('whatever the text, there is a value or an error of its own', () => {
    const json = fc.oneof(fc.json(), fc.array(fc.constantFrom('^ ', '^0', '~:key', '~#set', '~#cmap', '^', '~', 'x')).map((items) => JSON.stringify([items])), fc.string());
    fc.assert(
      fc.property(json, (text) => {
        try {
          decodeTransit(text);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(TransitError);
        }
      }),
    );
    expect(() => decodeTransit('['.repeat(5000) + ']'.repeat(5000))).toThrow(TransitError);
  });
});

/** Transit as Mochi writes it: keywords as keys, each map by itself. */
function mochi(root: Readonly<Record<string, unknown>>): string {
  const write = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(write);
    if (value instanceof Date) return { '~#dt': value.getTime() };
    if (value instanceof Set) return { '~#set': [...value].map(write) };
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [`~:${key}`, write(inner)]));
    return value;
  };
  return JSON.stringify(write({ version: 2, ...root }));
}

const read = async (root: Readonly<Record<string, unknown>>): Promise<Collected> => await readAll(mochiReader, folderOf('Deck.mochi', { 'data.json': mochi(root) }));
const readCards = async (...cards: readonly unknown[]): Promise<Collected> => await read({ decks: [{ id: '~:d1', name: 'Top', cards }] });
const fieldsOf = ({ notes }: Collected): readonly (readonly string[])[] => notes.map(({ fields }) => fields);

describe('reading Mochi', () => {
  it('makes a note of each card, its sides divided by ---', async () => {
    const collected = await readCards(
      { id: '~:c1', content: '**What** is 1 < 2?\n---\ntrue', tags: new Set(['maths', 'easy one']), pos: 'b' },
      { id: '~:c2', content: 'A\n---\nB\n---\nC', pos: 'a' },
      { id: '~:c3', content: '```\na\n---\nb\n```\n---\nanswer', pos: 'c' },
    );
    expect(resolveNotes(collected)).toEqual([
      { guid: 'mochi:c2', noteTypeName: 'Basic', fields: ['A', 'B<hr>C'], tags: [], cards: [{ ordinal: 0, deckName: 'Top' }] },
      { guid: 'mochi:c1', noteTypeName: 'Basic', fields: ['<b>What</b> is 1 &lt; 2?', 'true'], tags: ['maths', 'easy_one'], cards: [{ ordinal: 0, deckName: 'Top' }] },
      { guid: 'mochi:c3', noteTypeName: 'Basic', fields: ['<pre><code>a\n---\nb</code></pre>', 'answer'], tags: [], cards: [{ ordinal: 0, deckName: 'Top' }] },
    ]);
  });

  it('names decks with those above them, whatever their order, and outlives decks above themselves', async () => {
    const card = { content: 'q\n---\na' };
    const collected = await read({ decks: [{ id: '~:b', 'parent-id': '~:a', name: 'Under', cards: [card] }, { id: '~:a', name: 'Above', cards: [card] }, { id: '~:x', 'parent-id': '~:x', name: 'Own', cards: [card] }] });
    expect(collected.decks.map(({ name }) => name)).toEqual(['Above::Under', 'Above', 'Own']);
  });

  it('makes cloze notes of gaps: those of a number together, and those without one together', async () => {
    const collected = await readCards({ content: '{{1::Rome}} and {{1::Paris}} lie in {{Europe}}, not in `{{x}}` or $\\frac{{a}}{b}$.\n---\nMore **here**.' });
    expect(fieldsOf(collected)).toEqual([['{{c1::Rome}} and {{c1::Paris}} lie in {{c2::Europe}}, not in <code>{{x}}</code> or \\(\\frac{{a}}{b}\\).', 'More <b>here</b>.']]);
    expect(collected.cards.map(({ ordinal }) => ordinal)).toEqual([0, 1]);
    expect(fieldsOf(await readCards({ content: '{{Rome}} lies in {{Italy}}' }))[0]?.[0]).toBe('{{c1::Rome}} lies in {{c1::Italy}}');
  });

  it('puts cards that stand beside the decks into theirs', async () => {
    const collected = await read({ decks: [{ id: '~:d1', name: 'Top', cards: [] }], cards: [{ 'deck-id': '~:d1', content: 'a\n---\nb' }, { 'deck-id': '~:gone', content: 'c\n---\nd' }] });
    expect(resolveNotes(collected).map(({ cards }) => cards[0]?.deckName)).toEqual(['Top', 'Deck']);
  });

  it('shows links to other cards by their titles', async () => {
    const collected = await readCards({ content: 'as [[Rome, capital|~:c7]] and `[[a|b]]`\n---\n![[Map|c8]] [[c9]]' });
    expect(fieldsOf(collected)).toEqual([['as Rome, capital and <code>[[a|b]]</code>', '![[Map|c8]] [[c9]]']]);
  });

  it('takes tags from the text, and lines of nothing else off it', async () => {
    const collected = await readCards({ content: '# Heading\nasked #geo/europe about #1\n#capital #rome\n---\nanswer `#no`' });
    expect(collected.notes[0]?.tags).toEqual(['geo::europe', 'capital', 'rome']);
    expect(fieldsOf(collected)[0]?.[0]).toBe('<h1>Heading</h1>asked #geo/europe about #1');
  });

  it('makes a note type of a template, whose fields stay fields', async () => {
    const collected = await read({
      templates: [{ id: '~:t1', name: 'Word', content: '# << Name >>\n---\n**<<Meaning>>**\n\n<< Nothing >>', fields: { m: { id: '~:m', name: 'Meaning', pos: 'b' }, name: { id: '~:name', name: 'Name', pos: 'a' } } }],
      decks: [
        { id: '~:d1', name: 'Top', cards: [
          { id: '~:c1', 'template-id': '~:t1', content: '', fields: { name: { id: '~:name', value: 'go' }, m: { id: '~:m', value: '*gehen*' } } },
          { id: '~:c2', 'template-id': '~:t1', fields: { name: { id: '~:name', value: 'a {{gap}}' }, m: { id: '~:m', value: 'x' } } },
          { id: '~:c3', 'template-id': '~:gone', name: 'n', fields: { name: { id: '~:name', value: 'still' }, m: { id: '~:m', value: 'here' } } },
        ] },
      ],
    });
    expect(collected.noteTypes[0]?.definition).toMatchObject({
      name: 'Word',
      fields: [{ name: 'Name' }, { name: 'Meaning' }],
      templates: [{ questionFormat: '<h1>{{Name}}</h1>', answerFormat: '{{FrontSide}}\n<hr id=answer>\n<b>{{Meaning}}</b><br><br>&lt;&lt; Nothing &gt;&gt;' }],
    });
    expect(fieldsOf(collected)).toEqual([['go', '<i>gehen</i>'], ['<h1>a {{c1::gap}}</h1>', '<b>x</b><br><br>&lt;&lt; Nothing &gt;&gt;'], ['still', 'here']]);
  });

  it('shows the parts of a template that go with a field where it is filled in or ticked', async () => {
    const collected = await read({
      templates: [{ id: '~:t1', name: 'Word', content: '<< Name >> << #Note >>(<< Note >>)<</ Note >>\n<< ^Quiet >>aloud<</Quiet>>\n---\n<< #Quiet >>x\n---\ny<</ Quiet >>', fields: { name: { id: '~:name', name: 'Name', pos: 'a' }, n: { id: '~:n', name: 'Note', pos: 'b' }, q: { id: '~:q', name: 'Quiet', pos: 'c', type: '~:boolean' } } }],
      decks: [
        { name: 'Top', cards: [
          { 'template-id': '~:t1', fields: { name: { value: 'go' }, n: { value: 7 }, q: { value: true } } },
          { 'template-id': '~:t1', fields: { name: { value: '{{stay}}' }, n: { value: '' }, q: { value: false } } },
        ] },
      ],
    });
    expect(collected.noteTypes[0]?.definition.templates).toMatchObject([
      { questionFormat: '{{Name}} {{#Note}}({{Note}}){{/Note}}<br>{{^Quiet}}aloud{{/Quiet}}', answerFormat: '{{FrontSide}}\n<hr id=answer>\nx<hr>y' },
    ]);
    expect(fieldsOf(collected)).toEqual([['go', '7', 'true'], ['{{c1::stay}}<br>aloud', '']]);
  });

  it('asks both ways where Mochi does', async () => {
    const collected = await readCards({ content: 'Rome\n---\nItaly', 'review-reverse?': true });
    expect(collected.cards.map(({ ordinal }) => ordinal)).toEqual([0, 1]);
  });

  it('reads decks too large to be taken whole as it reads small ones', async () => {
    const pos = (index: number): string => String(9999 - index);
    const decks = [{ id: '~:d1', cards: Array.from({ length: 3000 }, (_, index) => ({ id: `~:c${String(index)}`, pos: pos(index), content: `q${String(index)}\n---\na`, tags: new Set(['t']) })), name: 'Top', 'review-reverse?': true }];
    const loose = Array.from({ length: 3000 }, (_, index) => ({ 'deck-id': '~:d1', 'template-id': '~:t1', pos: `${pos(index)}x`, fields: { name: { id: '~:name', value: `n${String(index)}` } } }));
    const collected = await read({ decks, cards: loose, templates: [{ id: '~:t1', name: 'Word', content: '<< Name >>\n---\nof', fields: { name: { id: '~:name', name: 'Name', pos: 'a' } } }] });
    expect(collected.notes.map(({ fields }) => fields[0])).toEqual(Array.from({ length: 3000 }, (_, index) => [`q${String(2999 - index)}`, `n${String(2999 - index)}`]).flat());
    expect(resolveNotes(collected).slice(0, 2)).toMatchObject([{ noteTypeName: 'Basic (and reversed)', tags: ['t'] }, { noteTypeName: 'Word (and reversed)' }]);
  });

  it('leaves the trash out, and brings archived cards in suspended', async () => {
    const collected = await readCards({ content: 'a\n---\nb', 'trashed?': new Date(1) }, { content: 'c\n---\nd', 'archived?': true });
    expect(collected.skipped).toHaveLength(1);
    expect(collected.cards.map(({ suspended }) => suspended)).toEqual([true]);
    expect(collected.warnings.map(({ code }) => code)).toEqual(['archived-suspended']);
  });

  const reviews = [
    { date: new Date(NOW_MILLIS - 20 * DAY_MILLIS), 'remembered?': true, interval: 2, due: new Date(NOW_MILLIS - 18 * DAY_MILLIS), duration: 4 },
    { date: new Date(NOW_MILLIS - 10 * DAY_MILLIS), 'remembered?': false, interval: 1, due: new Date(NOW_MILLIS - 9 * DAY_MILLIS) },
    { date: new Date(NOW_MILLIS - 3 * DAY_MILLIS), 'remembered?': true, interval: 8, due: new Date(NOW_MILLIS + 5 * DAY_MILLIS) },
  ];

  it('brings the log along, and the day on which a card is due', async () => {
    const collected = await readCards({ content: 'a\n---\nb', reviews }, { content: 'c\n---\nd', reviews: [] });
    expect(collected.reviews.map(({ rating, elapsedDays, intervalDays, stateBefore }) => [rating, elapsedDays, intervalDays, stateBefore])).toEqual([
      [3, 0, 2, 'new'],
      [1, 10, 1, 'review'],
      [3, 7, 8, 'review'],
    ]);
    expect(collected.reviews.map(({ durationMillis }) => durationMillis)).toEqual([4000, 0, 0]);
    expect(collected.cards.map(({ schedule }) => schedule)).toMatchObject([{ state: 'review', dueDay: MOMENT.today + 5, intervalDays: 8, reviewCount: 3, lapseCount: 1 }, null]);
    expect(collected.warnings.map(({ code }) => code)).toEqual(['schedule-converted']);
  });

  it('gives each numbered gap its own log, and gaps of older files the one of the card', async () => {
    const [first, second, third] = reviews;
    const own = { content: '{{1::a}} {{2::b}} {{3::c}}', 'cloze/indexes': new Set([1, 2, 3]), 'cloze/reviews': { 1: [first], 2: [second, third] } };
    const collected = await readCards(own, { content: '{{1::d}} {{2::e}}', reviews: [first] });
    expect(collected.cards.map(({ schedule }) => schedule?.intervalDays ?? null)).toEqual([2, 8, null, 2, 2]);
    expect(collected.reviews.map(({ cardSourceId }) => cardSourceId)).toEqual([1, 2, 2, 4]);
  });

  it('leaves them behind when they are not wanted', async () => {
    const source = folderOf('Deck.mochi', { 'data.json': mochi({ decks: [{ name: 'Top', cards: [{ content: 'a\n---\nb', reviews }] }] }) });
    const collected = await readAll(mochiReader, source, { withSchedule: false });
    expect([collected.reviews, collected.cards[0]?.schedule, collected.warnings]).toEqual([[], null, []]);
  });

  it('takes the media that cards show', async () => {
    const source = folderOf('Deck.mochi', {
      'data.json': mochi({ decks: [{ name: 'Top', cards: [{ content: '![](@media/x%20y.png)\n---\n![](@media/s.mp3)' }] }] }),
      'x y.png': 'X',
      's.mp3': 'S',
      'unused.png': 'U',
    });
    const collected = await readAll(mochiReader, source);
    expect(fieldsOf(collected)).toEqual([['<img src="x y.png">', '[sound:s.mp3]']]);
    expect(collected.media.map(({ name }) => name).sort()).toEqual(['s.mp3', 'x y.png']);
  });

  it('reads EDN to the same notes', async () => {
    const edn = '{:version 2\n :decks [{:id :d1 :name "Top" :cards ({:id :c1 :content "a \\"b\\"\\n---\\nc" :tags #{"x"} :reviews [{:date #inst "2026-05-10T12:00:00.000Z" :remembered? true :interval 4}]})}]}';
    const source = folderOf('Deck.mochi', { 'data.edn': edn });
    expect(await mochiReader.recognise(source)).toBeGreaterThan(0.9);
    const collected = await readAll(mochiReader, source);
    expect(resolveNotes(collected)).toEqual([{ guid: 'mochi:c1', noteTypeName: 'Basic', fields: ['a "b"', 'c'], tags: ['x'], cards: [{ ordinal: 0, deckName: 'Top' }] }]);
    expect(collected.cards[0]?.schedule).toMatchObject({ intervalDays: 4, dueDay: MOMENT.today - 6 });
    await expect(readAll(mochiReader, folderOf('Deck.mochi', { 'data.edn': edn.slice(0, 60) }))).rejects.toMatchObject({ code: 'file-damaged' });
    // A long text is no long name, wherever its quotes stand.
    const long = edn.replace('\\nc', `\\n${'c'.repeat(20_000)} \\"${'d;'.repeat(10_000)}`);
    expect((await readAll(mochiReader, folderOf('Deck.mochi', { 'data.edn': long }))).notes).toHaveLength(1);
    await expect(readAll(mochiReader, folderOf('Deck.mochi', { 'data.edn': edn.replace(':d1', `:${'d'.repeat(20_000)}`) }))).rejects.toMatchObject({ code: 'file-damaged' });
  });

  it('knows its files by what is in them', async () => {
    const data = mochi({ decks: [{ name: 'Top', cards: [{ content: 'a\n---\nb' }] }] });
    expect(await mochiReader.recognise(folderOf('x.zip', { 'deck/data.json': data, 'deck/a.png': 'A' }))).toBe(0.9);
    for (const other of [fileOf('data.json', '{"decks": []}'), fileOf('notes.txt', data), fileOf('a.csv', 'a,b\nc,d\n'), folderOf('x', { 'data.json': '[]' })]) expect(await mochiReader.recognise(other)).toBe(0);
  });

  it('says that a deck is damaged or empty', async () => {
    await expect(readAll(mochiReader, folderOf('Deck.mochi', { 'data.json': mochi({ decks: [{ name: 'Top', cards: [{ content: 'a\n---\nb' }] }] }).slice(0, -9) }))).rejects.toMatchObject({ code: 'file-damaged' });
    await expect(read({ decks: [{ name: 'Top', cards: [] }] })).rejects.toMatchObject({ code: 'nothing-to-import' });
  });

  test('whatever the cards hold, there are notes or a sentence', async () => {
    const piece = fc.oneof(fc.string(), fc.constantFrom('{{', '}}', '{{1::', '---', '\n', '```', '$', '#tag', '<< Name >>', '![](@media/x.png)', '|', '> ', '- '));
    const content = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
    const card = fc.record({ content: fc.oneof(content, fc.jsonValue()), 'template-id': fc.constantFrom(null, '~:t'), fields: fc.oneof(fc.record({ name: fc.record({ value: content }) }), fc.jsonValue()), tags: fc.jsonValue(), reviews: fc.jsonValue(), pos: fc.jsonValue() }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(fc.array(card), fc.oneof(content, fc.jsonValue()), async (cards, template) => {
        const root = { decks: [{ name: 'Top', cards }], templates: [{ id: '~:t', content: template, fields: { name: { name: 'Name' } } }] };
        await read(root).catch((thrown: unknown) => {
          expect(thrown).toBeInstanceOf(AppError);
        });
      }),
      { numRuns: 200 },
    );
  });
});
