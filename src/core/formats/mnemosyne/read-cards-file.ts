/** Mnemosyne 2's .cards: a zip archive of cards.xml (the events that would make the cards), METADATA and media. */

import { AppError } from '../../errors.ts';
import { copyText } from '../copy-text.ts';
import type { FolderSource } from '../folder-source.ts';
import type { FormatReader } from '../format-reader.ts';
import type { ImportSink } from '../import-sink.ts';
import { readRootName, readXml, textOfChild } from '../xml/read-xml.ts';
import type { XmlElement } from '../xml/read-xml.ts';
import { deckNameOf } from '../deck-name.ts';
import { flattenMediaName } from './markup.ts';
import type { MnemosyneCard, MnemosyneCardType, MnemosyneView } from './model.ts';
import { readNumberEntry, readPythonLiteral } from './python-literal.ts';
import { readCardType, readView } from './read-definitions.ts';
import { createDeckTeller } from './tell-deck.ts';

const ROOT = 'openSM2sync';
const ENTRIES = 'cards.xml';
const METADATA = 'METADATA';
/** Pictures that Mnemosyne makes of formulas, which are typeset here. */
const MADE_FOLDER = '_latex/';

/** Kinds of events (openSM2sync/log_entry.py). */
const EVENT = { card: '6', tag: '10', fact: '16', view: '19', type: '22' } as const;
const SECONDS = 1000;
const SECONDS_PER_DAY = 86_400;

export const mnemosyneCardsReader: FormatReader = {
  format: 'mnemosyne-cards',
  recognise: async (source) => {
    const path = findEntries(source);
    return path !== null && readRootName(await source.readHead(path)) === ROOT ? 0.98 : 0;
  },
  read: async (source, context, sink) => {
    const path = findEntries(source);
    if (path === null) throw new AppError('file-damaged', 'This is no deck of Mnemosyne: it holds no “cards.xml”. Export it from Mnemosyne again, or let Versus find out by itself what the file is.');
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const found = collect(await source.readTextPieces(path), sink);
    const description = source.paths.includes(folder + METADATA) ? describe(await source.readText(folder + METADATA)) : '';
    const teller = createDeckTeller({ name: deckNameOf(source.name), description, types: found.types, views: found.views }, context, sink);
    for (const [id, data] of found.facts) {
      teller.fact({ id, data: new Map(JSON.parse(data) as [string, string][]) }, unpackCards(found.cardsOf.get(id) ?? '', found.tags));
      // What was told is not needed twice: large decks stay within the memory of one copy.
      found.facts.delete(id);
      found.cardsOf.delete(id);
    }
    await tellMedia(source, folder, path, sink);
  },
};

/** By its name, or the only file there is. */
function findEntries(source: FolderSource): string | null {
  const named = source.paths.filter((path) => path === ENTRIES || path.endsWith(`/${ENTRIES}`)).sort((left, right) => left.length - right.length)[0];
  return named ?? (source.paths.length === 1 ? (source.paths[0] ?? null) : null);
}

/** Facts and their cards stand far apart in the file, so all of them are held until its end: each as a text, which takes a fraction of what objects do. */
interface Found {
  readonly types: Map<string, MnemosyneCardType>;
  readonly views: Map<string, MnemosyneView>;
  readonly tags: Map<string, string>;
  /** JSON of their keys and values. */
  readonly facts: Map<string, string>;
  /** By the id of the fact: JSON of its cards, one a line. */
  readonly cardsOf: Map<string, string>;
}

function collect(pieces: Iterable<string>, sink: ImportSink): Found {
  const found: Found = { types: new Map(), views: new Map(), tags: new Map(), facts: new Map(), cardsOf: new Map() };
  let count = 0;
  const record = (entry: XmlElement): void => {
    const id = copyText(entry.attributes['o_id'] ?? '');
    switch (entry.attributes['type']) {
      case EVENT.tag:
        found.tags.set(id, copyText(textOfChild(entry, 'name')));
        return;
      case EVENT.view:
        found.views.set(id, viewOf(id, entry));
        return;
      case EVENT.type:
        found.types.set(id, typeOf(id, entry));
        return;
      case EVENT.fact:
        count += 1;
        if (count % 500 === 0) sink.progress('opening', count, null);
        found.facts.set(id, JSON.stringify(entry.children.map(({ name, text }) => [name, text])));
        return;
      case EVENT.card:
        addCard(found.cardsOf, entry);
        return;
      default:
    }
  };
  readXml(pieces, { containers: new Set([ROOT]), record }, sink.throwIfCancelled);
  let lost = 0;
  for (const [factId, cards] of found.cardsOf) if (!found.facts.has(factId)) lost += cards.split('\n').length;
  if (lost > 0) sink.skipped(`${String(lost)} cards`, 'The file does not hold their questions and answers.');
  return found;
}

interface PackedCard {
  readonly attributes: XmlElement['attributes'];
  readonly extra: string;
}

function addCard(cardsOf: Map<string, string>, entry: XmlElement): void {
  const { type: _type, o_id: _id, fact = '', ...attributes } = entry.attributes;
  const packed = JSON.stringify({ attributes, extra: textOfChild(entry, 'extra') } satisfies PackedCard);
  const siblings = cardsOf.get(fact);
  if (siblings === undefined) cardsOf.set(copyText(fact), packed);
  else cardsOf.set(fact, `${siblings}\n${packed}`);
}

function unpackCards(packed: string, tags: ReadonlyMap<string, string>): readonly MnemosyneCard[] {
  return packed === '' ? [] : packed.split('\n').map((card) => cardOf(JSON.parse(card) as PackedCard, tags));
}

function viewOf(id: string, entry: XmlElement): MnemosyneView {
  return readView({
    id,
    name: textOfChild(entry, 'name'),
    questionKeys: textOfChild(entry, 'q_fact_keys'),
    answerKeys: textOfChild(entry, 'a_fact_keys'),
    questionDecorators: textOfChild(entry, 'q_fact_key_decorators'),
    answerDecorators: textOfChild(entry, 'a_fact_key_decorators'),
    coversQuestion: textOfChild(entry, 'a_on_top_of_q') === 'True',
    typesAnswer: textOfChild(entry, 'type_answer') === 'True',
    extra: textOfChild(entry, 'extra'),
  });
}

function typeOf(id: string, entry: XmlElement): MnemosyneCardType {
  return readCardType({
    id,
    name: textOfChild(entry, 'name'),
    fields: textOfChild(entry, 'fact_keys_and_names'),
    viewIds: textOfChild(entry, 'fact_views'),
    extra: textOfChild(entry, 'extra'),
  });
}

/** Decks for sharing are written without learning data (grade −1); those written to merge collections have it. */
function cardOf({ attributes, extra: extraText }: PackedCard, tags: ReadonlyMap<string, string>): MnemosyneCard {
  const number = (name: string, otherwise: number): number => {
    const value = Number(attributes[name]?.trim() || otherwise);
    return Number.isFinite(value) ? value : otherwise;
  };
  const millisOf = (name: string): number | null => (number(name, 0) > 0 ? number(name, 0) * SECONDS : null);
  const extra = readPythonLiteral(extraText);
  const tagIds = attributes['tags'] ?? '';
  return {
    typeId: attributes['card_t'] ?? '1',
    viewId: attributes['fact_v'] ?? null,
    clozeIndex: readNumberEntry(extra, 'index') ?? readNumberEntry(extra, 'ord'),
    tags: tagIds === '' ? [] : tagIds.split(',').map((id) => tags.get(id) ?? id),
    learning: {
      grade: number('gr', -1),
      easiness: number('e', 2.5),
      acquisitionReps: number('ac_rp', 0),
      retentionReps: number('rt_rp', 0),
      lapses: number('lps', 0),
      lastReviewedAtMillis: millisOf('l_rp'),
      // Midnight UTC of the date, whatever the learner's zone (schedulers/SM2_mnemosyne.py).
      dueDay: number('n_rp', 0) > 0 ? Math.floor(number('n_rp', 0) / SECONDS_PER_DAY) : null,
    },
    isActive: true,
    createdAtMillis: millisOf('c_time'),
    modifiedAtMillis: millisOf('m_time'),
    reviews: [],
  };
}

/** The learner's own notes on the deck, and who made it. */
function describe(metadata: string): string {
  const entries = new Map(metadata.split('\n').map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]));
  const author = entries.get('author_name') ?? '';
  return [entries.get('notes') ?? '', author === '' ? '' : `By ${author}.`].filter((part) => part !== '').join('<br>');
}

async function tellMedia(source: FolderSource, folder: string, entriesPath: string, sink: ImportSink): Promise<void> {
  const paths = source.paths.filter((path) => path.startsWith(folder) && path !== entriesPath && path !== folder + METADATA && !path.startsWith(folder + MADE_FOLDER));
  for (const [index, path] of paths.entries()) {
    sink.throwIfCancelled();
    sink.progress('reading-media', index, paths.length);
    await sink.media({ name: flattenMediaName(path.slice(folder.length)), bytes: source.readBytes(path), sha1: null });
  }
}
