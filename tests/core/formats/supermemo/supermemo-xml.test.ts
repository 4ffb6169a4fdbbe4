import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/core/errors.ts';
import { superMemoXmlReader } from '../../../../src/core/formats/supermemo/read-supermemo-xml.ts';
import { resolveNotes } from '../../../fixtures/collecting-sink.ts';
import { MOMENT } from '../../../fixtures/export-source.ts';
import { fileOf, folderOf, readAll } from '../../../fixtures/folder-source.ts';

const LEARNING = '<LearningData><Interval>10</Interval><Repetitions>3</Repetitions><Lapses>1</Lapses><LastRepetition>LAST</LastRepetition><AFactor>3,920</AFactor><UFactor>2.1</UFactor></LearningData>';

function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10).split('-').reverse().join('.');
}

const COLLECTION = `<?xml version="1.0" standalone="yes"?>
<SuperMemoCollection>
  <Count>6</Count>
  <SuperMemoElement>
    <ID>1</ID><Title>Biology</Title><Type>Concept</Type>
    <SuperMemoElement>
      <ID>2</ID><Title>Cells: a::b</Title><Type>Topic</Type>
      <Content><Question>&lt;P&gt;All life is &lt;B&gt;cells&lt;/B&gt;.&lt;/P&gt;</Question></Content>
      <SuperMemoElement>
        <ID>3</ID><Title>What is ATP?</Title><Type>Item</Type>
        <Content>
          <Question>What is ATP?</Question><Answer>Adenosine
triphosphate &amp;amp; more</Answer>
          <Image><URL>C:\\sm\\elements\\atp.jpg</URL><Name>atp</Name><Question>F</Question><Answer>T</Answer></Image>
          <Sound><URL></URL><Name>atp.mp3</Name><Text></Text><Question>T</Question><Answer>F</Answer></Sound>
        </Content>
        ${LEARNING.replace('LAST', dateOf(MOMENT.today - 4))}
      </SuperMemoElement>
      <SuperMemoElement><ID>4</ID><Type>Item</Type><Content><Question>pending</Question><Answer>yes</Answer></Content><LearningData><Interval>0</Interval><Repetitions>0</Repetitions><Lapses>0</Lapses><LastRepetition></LastRepetition><AFactor>3</AFactor></LearningData></SuperMemoElement>
    </SuperMemoElement>
    <SuperMemoElement><ID>5</ID><Title>Empty leaf</Title><Type>Topic</Type></SuperMemoElement>
    <SuperMemoElement><ID>6</ID><Type>Item</Type><Content><Question>&amp;lt;br&amp;gt;twice &amp;lt;b&amp;gt;escaped&amp;lt;/b&amp;gt;</Question><Answer>raw <b>HTML</b> here</Answer></Content></SuperMemoElement>
  </SuperMemoElement>
</SuperMemoCollection>`;

describe('XML of SuperMemo', () => {
  it('brings its tree as decks and its items as cards', async () => {
    const source = folderOf('sm.zip', { 'export.xml': COLLECTION, 'elements/atp.jpg': 'JPG' });
    expect(await superMemoXmlReader.recognise(source)).toBeGreaterThan(0.9);
    const found = await readAll(superMemoXmlReader, source);
    expect(resolveNotes(found).map(({ fields, tags, cards }) => [...fields, ...tags, cards[0]?.deckName])).toEqual([
      ['What is ATP?<br>[sound:atp.mp3]', 'Adenosine<br>triphosphate &amp; more<br><img src="atp.jpg">', 'Biology::Cells: a:b'],
      ['pending', 'yes', 'Biology::Cells: a:b'],
      ['<P>All life is <B>cells</B>.</P>', '', 'SuperMemo-topic', 'Biology'],
      ['<br>twice <b>escaped</b>', 'raw <b>HTML</b> here', 'Biology'],
    ]);
    expect(found.cards.map(({ schedule, suspended }) => [schedule?.state, suspended])).toEqual([['review', false], ['new', false], ['new', true], ['new', false]]);
    expect(found.cards[0]?.schedule).toMatchObject({ dueDay: MOMENT.today + 6, intervalDays: 10, reviewCount: 4, lapseCount: 1 });
    expect(found.media.map(({ name }) => name)).toEqual(['atp.jpg']);
    expect(found.skipped).toEqual([{ title: 'Empty leaf', reason: 'It has a title alone, and nothing to ask.' }]);
    expect(found.warnings.map(({ code }) => code)).toEqual(['schedule-converted', 'topics-suspended']);
  });

  it('puts items without a topic into a deck named as the file', async () => {
    const found = await readAll(superMemoXmlReader, fileOf('words.xml', '<SuperMemoCollection><SuperMemoElement><Content><Question><![CDATA[a & b]]></Question><Answer>1</Answer></Content></SuperMemoElement></SuperMemoCollection>'));
    expect(resolveNotes(found)).toMatchObject([{ fields: ['a &amp; b', '1'], cards: [{ deckName: 'words' }] }]);
  });

  it('of its program for Palm brings cards, categories and schedules', async () => {
    const due = new Date((MOMENT.today + 7) * 86_400_000).toISOString().slice(0, 10);
    const source = fileOf(
      'Spanish.xml',
      `<?xml version="1.0" encoding="windows-1252"?><smconv_pl><cards>
      <card category="At home" commit="1"><card_fields><card_field idx="2">sidewalk</card_field><card_field idx="1">la acera</card_field><card_field idx="3">f.</card_field></card_fields>
        <card_other datecreate="2001-05-10" datenexttest="${due}" difficulty="40" interval="20" lapses="8" recalls="22"/></card>
      <card category="Unfiled" commit="0"><card_fields><card_field idx="1">el ademán</card_field><card_field idx="2">gesture</card_field></card_fields></card>
      </cards><header name="Spanish"/></smconv_pl>`,
    );
    expect(await superMemoXmlReader.recognise(source)).toBeGreaterThan(0.9);
    const found = await readAll(superMemoXmlReader, source);
    expect(resolveNotes(found).map(({ fields, tags, cards }) => [...fields, ...tags, cards[0]?.deckName])).toEqual([['la acera', 'sidewalk<br>f.', 'At_home', 'Spanish'], ['el ademán', 'gesture', 'Spanish']]);
    expect(found.cards.map(({ schedule }) => schedule)).toMatchObject([{ state: 'review', dueDay: MOMENT.today + 7, intervalDays: 20, reviewCount: 30, lapseCount: 8 }, { state: 'new' }]);
  });

  it('comes as new cards when schedules stay out', async () => {
    const found = await readAll(superMemoXmlReader, fileOf('x.xml', COLLECTION), { withSchedule: false });
    expect(found.cards.every(({ schedule }) => schedule?.state === 'new')).toBe(true);
  });

  it('ends in cards or an AppError when it is damaged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: COLLECTION.length }), fc.nat({ max: 30 }), fc.string({ maxLength: 5 }), async (at, length, put) => {
        try {
          await readAll(superMemoXmlReader, fileOf('x.xml', COLLECTION.slice(0, at) + put + COLLECTION.slice(at + length)));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});
