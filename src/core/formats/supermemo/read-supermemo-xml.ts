/** SuperMemo's XML: a tree of elements, whose topics and concepts are decks and whose items are cards. */

import { BASIC_NOTE_TYPE } from '../../cards/built-in-note-types.ts';
import { stripMarkup } from '../../cards/strip-markup.ts';
import { deckNameOf } from '../deck-name.ts';
import type { FormatReader, ReaderContext } from '../format-reader.ts';
import { SCHEDULE_CONVERTED, scheduleFromSuperMemo } from '../foreign-schedule.ts';
import type { ImportSink } from '../import-sink.ts';
import { tellDecks } from '../tell-once.ts';
import { textToHtml } from '../plain-text.ts';
import { listXmlFiles } from '../xml/list-xml-files.ts';
import { innerHtmlOf, readXml, textOfChild } from '../xml/read-xml.ts';
import type { XmlElement } from '../xml/read-xml.ts';
import { elementTextToHtml, fileNameOf } from './element-html.ts';
import { PALM_ROOT, readPalmCards } from './read-palm-cards.ts';
import { readSuperMemoDate } from './supermemo-date.ts';

const ROOT = 'SuperMemoCollection';
const ELEMENT = 'SuperMemoElement';
const NOTE_TYPE = 1;
const TOPIC_TAG = 'SuperMemo-topic';
const LONGEST_DECK_LEVEL = 100;

interface OpenElement {
  title: string;
  kind: string;
  content: XmlElement | null;
  learning: XmlElement | null;
  hasChildren: boolean;
}

export const superMemoXmlReader: FormatReader = {
  format: 'supermemo-xml',
  recognise: async (source) => ((await listXmlFiles(source, ROOT)).length + (await listXmlFiles(source, PALM_ROOT)).length > 0 ? 0.98 : 0),
  read: async (source, context, sink) => {
    const paths = await listXmlFiles(source, ROOT);
    if (paths.length === 0) {
      const texts: string[] = [];
      for (const path of await listXmlFiles(source, PALM_ROOT)) texts.push(await source.readText(path));
      readPalmCards(texts, deckNameOf(source.name), context, sink);
      return;
    }
    const teller = createTeller(deckNameOf(source.name), context, sink);
    sink.noteType({ sourceId: NOTE_TYPE, definition: BASIC_NOTE_TYPE });
    for (const path of paths) readCollection(await source.readText(path), teller, sink);
    teller.finish();
    const media = source.paths.filter((path) => !paths.includes(path));
    for (const [index, path] of media.entries()) {
      sink.throwIfCancelled();
      sink.progress('reading-media', index, media.length);
      await sink.media({ name: fileNameOf(path), bytes: source.readBytes(path), sha1: null });
    }
  },
};

/** Elements are told as they end. Their titles stand before the elements in them, which name their decks by them. */
function readCollection(text: string, teller: Teller, sink: ImportSink): void {
  const open: OpenElement[] = [];
  readXml(
    text,
    {
      containers: new Set([ROOT, ELEMENT]),
      open: (name) => {
        if (name !== ELEMENT) return;
        const parent = open.at(-1);
        if (parent !== undefined) parent.hasChildren = true;
        open.push({ title: '', kind: '', content: null, learning: null, hasChildren: false });
      },
      close: (name) => {
        const element = name === ELEMENT ? open.pop() : undefined;
        if (element !== undefined) teller.element(element, open.map(({ title }) => title));
      },
      record: (record) => {
        const element = open.at(-1);
        if (element === undefined) return;
        if (record.name === 'Title') element.title = record.text.trim();
        else if (record.name === 'Type') element.kind = record.text.trim().toLowerCase();
        else if (record.name === 'Content') element.content = record;
        else if (record.name === 'LearningData') element.learning = record;
      },
    },
    sink.throwIfCancelled,
  );
}

interface Teller {
  readonly element: (element: OpenElement, ancestors: readonly string[]) => void;
  readonly finish: () => void;
}

function createTeller(fileDeck: string, context: ReaderContext, sink: ImportSink): Teller {
  const numberOf = tellDecks(sink);
  let notes = 0;
  let topics = 0;
  let isConverted = false;

  const deckOf = (ancestors: readonly string[]): number => {
    const levels = ancestors.map(toDeckLevel).filter((level) => level !== '');
    return numberOf(levels.length === 0 ? fileDeck : levels.join('::'));
  };

  return {
    element: (element, ancestors) => {
      const { question, answer } = readSides(element.content);
      if (question === '' && answer === '') {
        if (!element.hasChildren) sink.skipped(element.title, 'It has a title alone, and nothing to ask.');
        return;
      }
      notes += 1;
      if (notes % 256 === 0) sink.progress('reading-notes', notes, null);
      const isTopic = answer === '' && element.kind !== 'item' && element.kind !== '';
      if (isTopic) topics += 1;
      const deckSourceId = deckOf(ancestors);
      const front = question === '' ? textToHtml(element.title) : question;
      sink.note({
        sourceId: notes,
        guid: null,
        identity: `${ancestors.join('\n')}\n${front}`,
        noteTypeSourceId: NOTE_TYPE,
        fields: [front, answer],
        tags: isTopic ? [TOPIC_TAG] : [],
        createdAtMillis: null,
        modifiedAtMillis: null,
      });
      // A topic is reading matter, and its intervals are not those of something remembered.
      const schedule = scheduleElement(isTopic ? null : element.learning, notes, context);
      if (schedule.state !== 'new' && !isConverted) {
        isConverted = true;
        sink.warning(SCHEDULE_CONVERTED.code, SCHEDULE_CONVERTED.message);
      }
      sink.card({ sourceId: notes, noteSourceId: notes, ordinal: 0, deckSourceId, schedule, suspended: isTopic });
    },
    finish: () => {
      if (topics === 0) return;
      const said = topics === 1 ? '1 topic is text to read, without an answer. It was kept as a note whose card is suspended' : `${topics.toLocaleString('en')} topics are texts to read, without answers. They were kept as notes whose cards are suspended`;
      sink.warning('topics-suspended', `${said}, with the tag ${TOPIC_TAG}.`);
    },
  };
}

function toDeckLevel(title: string): string {
  return stripMarkup(elementTextToHtml(title)).replace(/:{2,}/g, ':').slice(0, LONGEST_DECK_LEVEL).trim();
}

/** All questions and answers of an element, and the pictures and sounds that are shown with them. */
function readSides(content: XmlElement | null): { readonly question: string; readonly answer: string } {
  const parts = { question: [] as string[], answer: [] as string[] };
  for (const child of content?.children ?? []) {
    if (child.name === 'Question') parts.question.push(elementTextToHtml(innerHtmlOf(child)));
    else if (child.name === 'Answer') parts.answer.push(elementTextToHtml(innerHtmlOf(child)));
    else {
      const medium = readMedium(child);
      if (medium === '') continue;
      // Where neither is said, a picture belongs to the question.
      if (textOfChild(child, 'Answer').trim() === 'T') parts.answer.push(medium);
      if (textOfChild(child, 'Question').trim() !== 'F') parts.question.push(medium);
    }
  }
  const join = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('<br>');
  return { question: join(parts.question), answer: join(parts.answer) };
}

function readMedium(child: XmlElement): string {
  const name = fileNameOf(textOfChild(child, 'URL')) || fileNameOf(textOfChild(child, 'Name'));
  if (name === '') return '';
  if (child.name === 'Image') return `<img src="${textToHtml(name).replaceAll('"', '&quot;')}">`;
  return child.name === 'Sound' || child.name === 'Video' ? `[sound:${textToHtml(name)}]` : '';
}

function scheduleElement(learning: XmlElement | null, position: number, context: ReaderContext): ReturnType<typeof scheduleFromSuperMemo> {
  const number = (name: string): number | null => {
    const text = learning === null ? '' : textOfChild(learning, name).trim().replace(',', '.');
    return text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
  };
  const lastDay = learning === null ? null : readSuperMemoDate(textOfChild(learning, 'LastRepetition'));
  return scheduleFromSuperMemo(
    {
      repetitions: number('Repetitions') ?? 0,
      lapses: number('Lapses') ?? 0,
      eFactor: number('AFactor') ?? number('EFactor'),
      uFactor: number('UFactor'),
      intervalDays: number('Interval'),
      lastReviewedAtMillis: lastDay === null ? null : context.moment.startOf(lastDay),
      position,
    },
    context,
  );
}
