/** Decks that Mnemosyne 1 exported as XML: questions and answers, of which two may be the two directions of one fact. */

import { scanHtml } from '../../cards/html-scanner.ts';
import type { FormatReader, ReaderContext } from '../format-reader.ts';
import type { ImportSink } from '../import-sink.ts';
import { listXmlFiles } from '../xml/list-xml-files.ts';
import { readXml, textOfChild } from '../xml/read-xml.ts';
import type { XmlElement } from '../xml/read-xml.ts';
import { deckNameOf } from '../deck-name.ts';
import { flattenMediaName } from './markup.ts';
import { NEVER_LEARNED } from './model.ts';
import type { MnemosyneCard, MnemosyneLearning } from './model.ts';
import { createDeckTeller } from './tell-deck.ts';
import type { DeckTeller } from './tell-deck.ts';

const ROOT = 'mnemosyne';
/** What Mnemosyne 1 adds to the id of the card in the other direction, of two and of three sides. */
const REVERSED = '.inv';
const TRANSLATED = '.tr.1';

interface Item {
  readonly id: string;
  readonly category: string;
  readonly question: string;
  readonly answer: string;
  readonly learning: MnemosyneLearning;
  readonly isActive: boolean;
}

export const mnemosyneXmlReader: FormatReader = {
  format: 'mnemosyne-xml',
  recognise: async (source) => ((await listXmlFiles(source, ROOT)).length > 0 ? 0.98 : 0),
  read: async (source, context, sink) => {
    const paths = await listXmlFiles(source, ROOT);
    const teller = createDeckTeller({ name: deckNameOf(source.name), description: '', types: new Map(), views: new Map() }, context, sink);
    for (const path of paths) tellItems(readItems(await source.readTextPieces(path), context, sink), teller, sink);
    const media = source.paths.filter((path) => !paths.includes(path));
    for (const path of media) {
      sink.throwIfCancelled();
      await sink.media({ name: flattenMediaName(path), bytes: source.readBytes(path), sha1: null });
    }
  },
};

function readItems(text: Iterable<string>, context: ReaderContext, sink: ImportSink): readonly Item[] {
  const setAside = new Set<string>();
  const items: Item[] = [];
  let firstDay = 0;
  readXml(
    text,
    {
      containers: new Set([ROOT]),
      open: (_name, attributes) => {
        firstDay = context.moment.dayOf(toNumber(attributes['time_of_start'], 0) * 1000);
      },
      record: (element) => {
        if (element.name === 'category' && element.attributes['active'] === '0') setAside.add(textOfChild(element, 'name').trim());
        if (element.name === 'item') items.push(itemOf(element, firstDay, context, setAside));
      },
    },
    sink.throwIfCancelled,
  );
  return items;
}

function itemOf(element: XmlElement, firstDay: number, context: ReaderContext, setAside: ReadonlySet<string>): Item {
  const category = textOfChild(element, 'cat').trim();
  return {
    id: element.attributes['id'] ?? '',
    category,
    question: textOfChild(element, 'Q').trim(),
    answer: textOfChild(element, 'A').trim(),
    learning: learningOf(element.attributes, firstDay, context),
    isActive: !setAside.has(category),
  };
}

/** Days are counted from the day on which the collection was begun. Where `u` is left out, few answers and grade 0 mean never seen. */
function learningOf(attributes: Readonly<Record<string, string>>, firstDay: number, context: ReaderContext): MnemosyneLearning {
  const grade = toNumber(attributes['gr'], -1);
  const acquisitionReps = toNumber(attributes['ac_rp'], 0);
  const retentionReps = toNumber(attributes['rt_rp'], 0);
  const isUnseen = attributes['u'] === undefined ? acquisitionReps <= 1 && retentionReps === 0 && grade === 0 : attributes['u'] !== '0';
  if (grade < 0 || (grade < 2 && isUnseen)) return NEVER_LEARNED;
  return {
    grade,
    easiness: toNumber(attributes['e'], 2.5),
    acquisitionReps,
    retentionReps,
    lapses: toNumber(attributes['lps'], 0),
    lastReviewedAtMillis: context.moment.startOf(firstDay + Math.trunc(toNumber(attributes['l_rp'], 0))),
    dueDay: firstDay + Math.trunc(toNumber(attributes['n_rp'], 0)),
  };
}

function toNumber(text: string | undefined, otherwise: number): number {
  const value = text === undefined || text.trim() === '' ? otherwise : Number(text);
  return Number.isFinite(value) ? value : otherwise;
}

/** Ids repeat from category to category, and within one when decks were put together: the nth of an id belongs with the nth of its other direction. */
function tellItems(items: readonly Item[], teller: DeckTeller, sink: ImportSink): void {
  const byKey = new Map<string, Item>();
  const counts = new Map<string, number>();
  const places = items.map((item) => {
    const written = `${item.category}\n${item.id}`;
    const count = counts.get(written) ?? 0;
    counts.set(written, count + 1);
    byKey.set(`${written}\n${String(count)}`, item);
    return count;
  });
  const told = new Set<Item>();
  items.forEach((item, index) => {
    if (told.has(item) || item.id.endsWith(REVERSED) || item.id.endsWith(TRANSLATED)) return;
    const find = (suffix: string): Item | undefined => byKey.get(`${item.category}\n${item.id}${suffix}\n${String(places[index])}`);
    const reversed = find(REVERSED) ?? find(TRANSLATED);
    const pair = reversed === undefined ? null : pairUp(item, reversed);
    if (pair === null || reversed === undefined) return;
    told.add(item).add(reversed);
    teller.fact({ id: '', data: new Map(Object.entries(pair.data)) }, pair.items.map((own, ordinal) => cardOf(own, pair.typeId, ordinal)), item.category);
  });
  for (const item of items) {
    if (told.has(item)) continue;
    if (item.question === '' && item.answer === '') sink.skipped(item.id, 'It has neither a question nor an answer.');
    else teller.fact({ id: '', data: new Map(Object.entries({ f: item.question, b: item.answer })) }, [cardOf(item, '1', 0)], item.category);
  }
}

interface Pair {
  readonly typeId: string;
  readonly data: Readonly<Record<string, string>>;
  /** In the order of the type's cards. */
  readonly items: readonly Item[];
}

/** The fact of which both are made; null where their texts have since gone different ways, so that each stays as it is. */
function pairUp(item: Item, other: Item): Pair | null {
  if (other.id.endsWith(TRANSLATED)) {
    const [first = '', ...rest] = item.answer.split(/\r\n|\r|\n/);
    const [pronunciation, meaning] = rest.length === 0 ? ['', item.answer] : [first, rest.join('\n')];
    const word = item.question;
    // Either side may have been left without the pronunciation.
    const itsPronunciation = other.answer.startsWith(word) ? other.answer.slice(word.length).trim() : null;
    if (!isSame(other.question, meaning) || itsPronunciation === null || (pronunciation !== '' && itsPronunciation !== '' && !isSame(pronunciation, itsPronunciation))) return null;
    return { typeId: '3', data: { f: word, p_1: pronunciation === '' ? itsPronunciation : pronunciation, m_1: meaning }, items: [item, other] };
  }
  const blank = item.question.replace(/\s+/g, '').includes('answerbox:overlay') ? lastImage(item.question) : null;
  if (blank !== null) {
    if (!item.answer.includes(other.answer) || !item.answer.includes(other.question)) return null;
    return { typeId: '4', data: { loc: other.answer, blank, marked: other.question }, items: [other, item] };
  }
  if (!isSame(item.question, other.answer) || !isSame(item.answer, other.question)) return null;
  return { typeId: '2', data: { f: item.question, b: item.answer }, items: [item, other] };
}

function isSame(left: string, right: string): boolean {
  return left.replace(/\s+/g, ' ').trim() === right.replace(/\s+/g, ' ').trim();
}

function lastImage(html: string): string | null {
  const image = [...scanHtml(html)].findLast((token) => token.kind === 'tag' && token.name === 'img');
  return image === undefined ? null : html.slice(image.start, image.end);
}

function cardOf(item: Item, typeId: string, ordinal: number): MnemosyneCard {
  return {
    typeId,
    viewId: `${typeId}.${String(ordinal + 1)}`,
    clozeIndex: null,
    tags: [item.category],
    learning: item.learning,
    isActive: item.isActive,
    createdAtMillis: null,
    modifiedAtMillis: null,
    reviews: [],
  };
}
