import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import { mnemosyneCardsReader } from '../../../../src/core/formats/mnemosyne/read-cards-file.ts';
import { mnemosyneXmlReader } from '../../../../src/core/formats/mnemosyne/read-version-1.ts';
import { resolveNotes } from '../../../fixtures/collecting-sink.ts';
import { MOMENT } from '../../../fixtures/export-source.ts';
import { fileOf, folderOf, readAll } from '../../../fixtures/folder-source.ts';

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** As openSM2sync writes an event: known keys as attributes, others as elements. */
function log(type: number, attributes: Readonly<Record<string, string | number>>, texts: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${String(value)}"`);
  return `<log type="${String(type)}"${written.join('')}>${Object.entries(texts).map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`).join('')}</log>\n`;
}

function cardsFile(...entries: readonly string[]): string {
  return `<openSM2sync number_of_entries="${String(entries.length)}">${entries.join('')}</openSM2sync>\n`;
}

const UNSEEN = { gr: -1, e: 2.5, ac_rp: 0, rt_rp: 0, lps: 0, ac_rp_l: 0, rt_rp_l: 0, l_rp: -1, n_rp: -1 };
const card = (id: string, type: string, view: string, fact: string, more: Readonly<Record<string, string | number>> = {}, texts = {}): string =>
  log(6, { o_id: id, card_t: type, fact, fact_v: view, tags: 't1', ...UNSEEN, ...more }, texts);

describe('a .cards file', () => {
  const plain = cardsFile(
    log(10, { o_id: 't1' }, { name: 'lang::fr a' }),
    log(10, { o_id: 't0' }, { name: '__UNTAGGED__' }),
    log(13, {}, { fname: 'pics/a.png' }),
    log(16, { o_id: 'F1' }, { f: 'chien\n<img src="pics/a.png">', b: 'dog & cat' }),
    log(16, { o_id: 'F2' }, { f: 'chat', b: 'cat' }),
    log(16, { o_id: 'F3' }, { f: '猫', p_1: 'neko', m_1: 'cat', n: '' }),
    log(16, { o_id: 'F4' }, { text: 'The [sun:star] and the [moon]' }),
    card('c1', '1', '1.1', 'F1'),
    card('c2', '2', '2.1', 'F2', { tags: 't0' }),
    card('c3', '2', '2.2', 'F2'),
    card('c4', '3', '3.2', 'F3'),
    card('c5', '5', '5.1', 'F4', {}, { extra: "{'index': 1, 'cloze': 'moon'}" }),
    card('c6', '5', '5.1', 'F4', {}, { extra: "{'cloze': 'sun:star', 'index': 0}" }),
  );
  const source = folderOf('French.cards', { 'cards.xml': plain, METADATA: 'card_set_name:x\nauthor_name:Ada\nnotes:For a:b<br>all', 'pics/a.png': 'PNG', '_latex/0.png': 'x' });

  it('brings facts of every kind with their cards, tags and media', async () => {
    expect(await mnemosyneCardsReader.recognise(source)).toBeGreaterThan(0.9);
    const found = await readAll(mnemosyneCardsReader, source);
    expect(resolveNotes(found)).toEqual([
      { guid: 'F1', noteTypeName: 'Basic', fields: ['chien<br><img src="pics-a.png">', 'dog & cat'], tags: ['lang::fr_a'], cards: [{ ordinal: 0, deckName: 'French' }] },
      { guid: 'F2', noteTypeName: 'Basic (and reversed)', fields: ['chat', 'cat'], tags: ['lang::fr_a'], cards: [{ ordinal: 0, deckName: 'French' }, { ordinal: 1, deckName: 'French' }] },
      { guid: 'F3', noteTypeName: 'Vocabulary', fields: ['猫', 'neko', 'cat', ''], tags: ['lang::fr_a'], cards: [{ ordinal: 1, deckName: 'French' }] },
      { guid: 'F4', noteTypeName: 'Cloze', fields: ['The {{c1::sun::star}} and the {{c2::moon}}', ''], tags: ['lang::fr_a'], cards: [{ ordinal: 0, deckName: 'French' }, { ordinal: 1, deckName: 'French' }] },
    ]);
    expect(found.media.map(({ name }) => name)).toEqual(['pics-a.png']);
    expect(found.decks[0]?.description).toBe('For a:b<br>all<br>By Ada.');
    expect(found.cards.every(({ schedule }) => schedule?.state === 'new')).toBe(true);
    expect([found.warnings, found.skipped]).toEqual([[], []]);
  });

  it('keeps card types that learners cloned, with their own fields and views', async () => {
    const found = await readAll(
      mnemosyneCardsReader,
      fileOf(
        'cards.xml',
        cardsFile(
          log(19, { o_id: '2::my words.1' }, { name: 'There', q_fact_keys: "['f']", a_fact_keys: "['b', 'x']", q_fact_key_decorators: "{'f': 'What is ${f}?'}", a_fact_key_decorators: '{}', a_on_top_of_q: 'False', type_answer: 'True' }),
          log(19, { o_id: '2::my words.2' }, { name: 'Back', q_fact_keys: "['b']", a_fact_keys: "['f']", q_fact_key_decorators: '{}', a_fact_key_decorators: '{}', a_on_top_of_q: 'True', type_answer: 'False' }),
          log(22, { o_id: '2::my words' }, { name: 'my words', fact_keys_and_names: "[('f', u'Wort'), ('b', 'Word'), ('x', 'Word')]", fact_views: "['2::my words.1', '2::my words.2']", unique_fact_keys: "['f']", required_fact_keys: '[]', keyboard_shortcuts: '{}' }),
          log(22, { o_id: '5::gaps' }, { name: 'gaps', fact_keys_and_names: "[('text', 'Text')]", fact_views: "['5::gaps.1']" }),
          log(16, { o_id: 'F1' }, { f: 'Hund', b: 'dog', x: 'n.' }),
          log(16, { o_id: 'F2' }, { text: 'a [b]' }),
          card('c1', '2::my words', '2::my words.2', 'F1'),
          card('c2', '5::gaps', '5::gaps.1', 'F2', {}, { extra: "{'index': 0}" }),
        ),
      ),
    );
    expect(resolveNotes(found).map(({ noteTypeName, fields, cards }) => [noteTypeName, fields, cards.map(({ ordinal }) => ordinal)])).toEqual([
      ['my words', ['Hund', 'dog', 'n.'], [1]],
      ['gaps', ['a {{c1::b}}'], [0]],
    ]);
    const words = found.noteTypes[0]?.definition;
    expect(words?.fields.map(({ name }) => name)).toEqual(['Wort', 'Word', 'Word 2']);
    expect(words?.templates[0]?.questionFormat).toBe('{{#Wort}}<div class="prompt">What is {{Wort}}?</div>{{/Wort}}\n{{type:Word}}');
    expect(words?.templates[1]?.answerFormat).toBe('{{#Wort}}<div class="answer">{{Wort}}</div>{{/Wort}}');
    expect(found.noteTypes[1]?.definition.kind).toBe('cloze');
  });

  it('divides a sentence into the whole and its gaps, so that no card is lost', async () => {
    const found = await readAll(
      mnemosyneCardsReader,
      fileOf('cards.xml', cardsFile(log(16, { o_id: 'F1' }, { f: 'La [casa:house] es [grande]', m_1: 'The house is big' }), card('a', '6', '6.1', 'F1'), card('b', '6', '6.2', 'F1', {}, { extra: "{'index': 0}" }), card('c', '6', '6.2', 'F1', {}, { extra: "{'index': 1}" }))),
    );
    expect(resolveNotes(found).map(({ guid, fields, cards }) => [guid, fields[0], cards.map(({ ordinal }) => ordinal)])).toEqual([
      ['F1', 'La casa es grande', [0]],
      ['F1~2', 'La {{c1::casa::house}} es {{c2::grande}}', [0, 1]],
    ]);
  });

  it('keeps Anki’s templates that came through Mnemosyne', async () => {
    const found = await readAll(
      mnemosyneCardsReader,
      fileOf(
        'cards.xml',
        cardsFile(
          log(19, { o_id: '7::9.0' }, { name: 'Card 1', q_fact_keys: '[]', a_fact_keys: '[]', extra: "{'qfmt': '{{Front}}', 'afmt': '{{FrontSide}}<hr id=answer>{{Back}}', 'ord': 0}" }),
          log(22, { o_id: '7::9' }, { name: 'Old deck', fact_keys_and_names: "[('0', 'Front'), ('1', 'Back')]", fact_views: "['7::9.0']", extra: "{'css': '.card {}', 'id': 9, 'type': 0}" }),
          log(16, { o_id: 'F1' }, { _0: 'unused' }),
          `<log type="16" o_id="F2"><f>x</f></log>`,
          card('c', '7::9', '7::9.0', 'F1'),
        ),
      ),
    );
    expect(found.noteTypes[0]?.definition).toMatchObject({ name: 'Old deck', css: '.card {}', templates: [{ name: 'Card 1', questionFormat: '{{Front}}' }] });
    expect(found.skipped).toEqual([{ title: 'x', reason: 'It has no cards in the file.' }]);
    expect(found.warnings.map(({ code }) => code)).toEqual(['hidden-text']);
  });

  it('brings learning data along where it was written', async () => {
    const day = 86_400;
    const today = MOMENT.today;
    const learnt = { gr: 4, e: 2.6, ac_rp: 1, rt_rp: 5, lps: 1, l_rp: (today - 6) * day + 40_000, n_rp: (today + 4) * day };
    const file = cardsFile(
      log(16, { o_id: 'F1' }, { f: 'a', b: 'b' }),
      log(16, { o_id: 'F2' }, { f: 'c', b: 'd' }),
      log(16, { o_id: 'F3' }, { f: 'e', b: 'f' }),
      card('1', '1', '1.1', 'F1', learnt),
      card('2', '1', '1.1', 'F2', { ...learnt, gr: 1, n_rp: learnt.l_rp }),
      card('3', '1', '1.1', 'F3', { ...learnt, gr: 0, rt_rp: 0, lps: 0, n_rp: learnt.l_rp }),
    );
    const found = await readAll(mnemosyneCardsReader, fileOf('cards.xml', file));
    expect(found.cards.map(({ schedule }) => schedule)).toMatchObject([
      { state: 'review', dueDay: today + 4, intervalDays: 10, reviewCount: 6, lapseCount: 1 },
      { state: 'relearning', dueAtMillis: learnt.l_rp * 1000, dueDay: null },
      { state: 'learning', dueAtMillis: learnt.l_rp * 1000, memory: null },
    ]);
    expect(found.warnings.map(({ code }) => code)).toEqual(['schedule-converted']);
    const without = await readAll(mnemosyneCardsReader, fileOf('cards.xml', file), { withSchedule: false });
    expect(without.cards.every(({ schedule }) => schedule?.state === 'new')).toBe(true);
  });

  it('says what it cannot bring', async () => {
    const found = await readAll(mnemosyneCardsReader, fileOf('cards.xml', cardsFile(card('1', '1', '1.1', 'gone'))));
    expect(found.skipped).toEqual([{ title: '1 cards', reason: 'The file does not hold their questions and answers.' }]);
  });

  it('reads its events in whatever order they stand', async () => {
    const file = cardsFile(
      card('1', '2', '2.2', 'F1'),
      card('2', '1', '1.1', 'gone'),
      log(16, { o_id: 'F1' }, { f: 'line\nline', b: '"b"' }),
      card('3', '2', '2.1', 'F1'),
      card('4', '1', '1.1', 'gone'),
      log(10, { o_id: 't1' }, { name: 'late' }),
    );
    const found = await readAll(mnemosyneCardsReader, fileOf('cards.xml', file));
    expect(resolveNotes(found)).toMatchObject([{ guid: 'F1', fields: ['line<br>line', '"b"'], tags: ['late'], cards: [{ ordinal: 0 }, { ordinal: 1 }] }]);
    expect(found.skipped).toMatchObject([{ title: '2 cards' }]);
  });
});

function item(id: string, question: string, answer: string, attributes = '', category = 'Birds'): string {
  return `<item id="${id}" ${attributes}><cat>${escapeXml(category)}</cat><Q>${escapeXml(question)}</Q><A>${escapeXml(answer)}</A></item>`;
}

function version1(...items: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<mnemosyne core_version="1" time_of_start="1247706000" >\n<category active="1"><name>Birds</name></category><category active="0"><name>Old</name></category>\n${items.join('\n')}</mnemosyne>\n`;
}

describe('XML of Mnemosyne 1', () => {
  it('puts the directions of a fact together, and only where they still fit', async () => {
    const map = '<b>Kiel?</b>\n<img src="maps/blank.png"><card style="answerbox: overlay"/>';
    const source = fileOf(
      'birds.xml',
      version1(
        item('a', 'wren', 'Zaunkönig'),
        item('b', 'robin', 'Rotkehlchen'),
        item('b.inv', 'Rotkehlchen', 'robin'),
        item('c', 'f', 'p\nt'),
        item('c.tr.1', 't', 'f\np'),
        item('d', map, '<b>Kiel</b>\n<img src="maps/kiel.png">'),
        item('d.inv', '<img src="maps/kiel.png">', '<b>Kiel</b>'),
        item('e', 'owl', 'Eule'),
        item('e.inv', 'Eule (f.)', 'owl'),
        item('z.inv', 'alone', 'left'),
        item('o', 'dodo', 'gone', '', 'Old'),
      ),
    );
    expect(await mnemosyneXmlReader.recognise(source)).toBeGreaterThan(0.9);
    const found = await readAll(mnemosyneXmlReader, source);
    expect(resolveNotes(found).map(({ noteTypeName, fields, cards }) => [noteTypeName, ...fields, cards.length])).toEqual([
      ['Basic (and reversed)', 'robin', 'Rotkehlchen', 2],
      ['Vocabulary', 'f', 'p', 't', '', 2],
      ['Map', '<b>Kiel</b>', '<img src="maps-blank.png">', '<img src="maps-kiel.png">', 2],
      ['Basic', 'wren', 'Zaunkönig', 1],
      ['Basic', 'owl', 'Eule', 1],
      ['Basic', 'Eule (f.)', 'owl', 1],
      ['Basic', 'alone', 'left', 1],
      ['Basic', 'dodo', 'gone', 1],
    ]);
    expect(found.notes[0]).toMatchObject({ guid: null, tags: ['Birds'] });
    expect(found.cards.at(-1)?.suspended).toBe(true);
    expect(found.cards).toHaveLength(11);
  });

  it('takes a pronunciation from whichever direction kept it', async () => {
    const found = await readAll(mnemosyneXmlReader, fileOf('x.xml', version1(item('c', 'f', 't'), item('c.tr.1', 't', 'f\np'), item('d', 'g', 'q\nu'), item('d.tr.1', 'u', 'g'))));
    expect(found.notes.map(({ fields }) => fields)).toEqual([['f', 'p', 't', ''], ['g', 'q', 'u', '']]);
  });

  it('tells apart cards whose ids repeat', async () => {
    const pair = (category: string): string[] => [item('0', `q ${category}`, 'a', '', category), item('0.inv', 'a', `q ${category}`, '', category)];
    const found = await readAll(mnemosyneXmlReader, fileOf('x.xml', version1(...pair('Birds'), ...pair('Fish'), ...pair('Fish'))));
    expect([found.notes.length, found.cards.length]).toEqual([3, 6]);
  });

  it('counts its days from the day on which the collection was begun', async () => {
    const begun = MOMENT.today - 100;
    const file = version1(item('a', 'q', 'a', 'u="0" gr="4" e="2.500" ac_rp="1" rt_rp="4" lps="0" l_rp="90" n_rp="120"'), item('b', 'r', 'a', 'u="1" gr="0" l_rp="0" n_rp="0"')).replace(
      '1247706000',
      String((begun * 86_400_000 + 6 * 3_600_000) / 1000),
    );
    const found = await readAll(mnemosyneXmlReader, fileOf('x.xml', file));
    expect(found.cards.map(({ schedule }) => schedule)).toMatchObject([{ state: 'review', dueDay: begun + 120, intervalDays: 30, lastReviewedAtMillis: MOMENT.startOf(begun + 90) }, { state: 'new' }]);
  });

  it('is refused where it holds no cards.xml', async () => {
    await expect(readAll(mnemosyneCardsReader, folderOf('deck.cards', { METADATA: 'card_set_name:x', 'a.png': 'x' }))).rejects.toThrow(/holds no “cards\.xml”/);
  });

  it('is refused with the line at which it is damaged', async () => {
    const reading = readAll(mnemosyneXmlReader, fileOf('x.xml', version1('<item id="1">\n<Q>q</Q>\n<A>a</B></item>')));
    await expect(reading).rejects.toThrow('This XML file is damaged at line 6');
  });

  it('leaves other files alone', async () => {
    for (const text of ['Q: <mnemosyne>', '<html><mnemosyne></html>', '<opml version="1"/>', '', 'a\tb\n']) {
      expect(await mnemosyneXmlReader.recognise(fileOf('x.xml', text))).toBe(0);
      expect(await mnemosyneCardsReader.recognise(fileOf('x.cards', text))).toBe(0);
    }
  });
});

describe('any text in a deck of Mnemosyne', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((value) => value.replace(/[^\P{C}\n]/gu, ''));

  it('comes in as a note, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), async (facts) => {
        const entries = facts.flatMap(([front, back], index) => [log(16, { o_id: `F${String(index)}` }, { f: `x${front}`, b: back }), card(`c${String(index)}`, '1', '1.1', `F${String(index)}`)]);
        const found = await readAll(mnemosyneCardsReader, fileOf('cards.xml', cardsFile(...entries)));
        expect(found.notes).toHaveLength(facts.length);
        for (const [index, [front]] of facts.entries()) if (!/[<&\n/"]/.test(front)) expect(found.notes[index]?.fields[0]).toBe(`x${front}`);
      }),
    );
  });

  it('ends in cards or an AppError when it is damaged', async () => {
    const whole = cardsFile(log(16, { o_id: 'F1' }, { f: 'q [a]', b: 'b' }), card('c', '5', '5.1', 'F1', {}, { extra: "{'index': 0}" }));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length }), fc.nat({ max: 20 }), fc.string({ maxLength: 5 }), async (at, length, put) => {
        const damaged = whole.slice(0, at) + put + whole.slice(at + length);
        try {
          await readAll(mnemosyneCardsReader, fileOf('cards.xml', damaged));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});
