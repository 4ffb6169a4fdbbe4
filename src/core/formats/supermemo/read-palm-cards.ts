/** Cards of SuperMemo for Palm, as the script smconv.pl wrote them into XML. */

import { BASIC_NOTE_TYPE } from '../../cards/built-in-note-types.ts';
import type { CardSchedule } from '../../scheduling/model.ts';
import type { ReaderContext } from '../format-reader.ts';
import { SCHEDULE_CONVERTED, scheduleAsNew, scheduleFromSm2 } from '../foreign-schedule.ts';
import type { ImportSink } from '../import-sink.ts';
import { readXml, textOfChild } from '../xml/read-xml.ts';
import type { XmlElement } from '../xml/read-xml.ts';
import { elementTextToHtml } from './element-html.ts';
import { readSuperMemoDate } from './supermemo-date.ts';

export const PALM_ROOT = 'smconv_pl';
const DECK = 1;
const NOTE_TYPE = 1;
const UNFILED = 'Unfiled';
/** Difficulty in per cent and the E-Factor that feels like it: the hardest, the usual, the easiest. */
const EASE_BY_DIFFICULTY = [[100, 1.3], [40, 2.5], [1, 3.2]] as const;

/** Throws AppError file-damaged. The first field of a card is its question, all others are its answer. */
export function readPalmCards(texts: readonly string[], deckName: string, context: ReaderContext, sink: ImportSink): void {
  let notes = 0;
  let isConverted = false;
  sink.deck({ sourceId: DECK, name: deckName, description: '', presetSourceId: null });
  sink.noteType({ sourceId: NOTE_TYPE, definition: BASIC_NOTE_TYPE });
  const record = (card: XmlElement): void => {
    if (card.name !== 'card') return;
    const fields = card.children.find(({ name }) => name === 'card_fields')?.children ?? [];
    const [question = '', ...answers] = [...fields].sort((left, right) => indexOf(left) - indexOf(right)).map(({ text }) => elementTextToHtml(text));
    const answer = answers.filter((text) => text !== '').join('<br>');
    if (question === '' && answer === '') {
      sink.skipped(textOfChild(card, 'card_fields'), 'It has neither a question nor an answer.');
      return;
    }
    notes += 1;
    const category = (card.attributes['category'] ?? '').trim();
    const details = card.children.find(({ name }) => name === 'card_other')?.attributes ?? {};
    const createdDay = readSuperMemoDate(details['datecreate'] ?? '');
    sink.note({
      sourceId: notes,
      guid: null,
      identity: `${category}\n${question}`,
      noteTypeSourceId: NOTE_TYPE,
      fields: [question, answer],
      tags: category === '' || category === UNFILED ? [] : [category.replace(/\s+/g, '_')],
      createdAtMillis: createdDay === null ? null : context.moment.startOf(createdDay),
      modifiedAtMillis: null,
    });
    const schedule = card.attributes['commit'] === '0' ? scheduleAsNew(notes) : scheduleCard(details, notes, context);
    if (schedule.state !== 'new' && !isConverted) {
      isConverted = true;
      sink.warning(SCHEDULE_CONVERTED.code, SCHEDULE_CONVERTED.message);
    }
    sink.card({ sourceId: notes, noteSourceId: notes, ordinal: 0, deckSourceId: DECK, schedule });
  };
  for (const text of texts) readXml(text, { containers: new Set([PALM_ROOT, 'cards']), record }, sink.throwIfCancelled);
}

function indexOf(field: XmlElement): number {
  return Number(field.attributes['idx'] ?? 0);
}

function scheduleCard(details: Readonly<Record<string, string>>, position: number, context: ReaderContext): CardSchedule {
  const number = (name: string): number => Number(details[name] ?? 0) || 0;
  return scheduleFromSm2(
    {
      easeFactor: easeOf(number('difficulty')),
      intervalDays: number('interval') > 0 ? number('interval') : null,
      dueDay: readSuperMemoDate(details['datenexttest'] ?? ''),
      lastReviewedAtMillis: null,
      reviewCount: number('recalls') + number('lapses'),
      lapseCount: number('lapses'),
      position,
    },
    context,
  );
}

/** Between the points in a straight line. */
function easeOf(difficulty: number): number | null {
  if (difficulty <= 0) return null;
  const [hardest, usual, easiest] = EASE_BY_DIFFICULTY;
  const [from, to] = difficulty >= usual[0] ? [usual, hardest] : [easiest, usual];
  return from[1] + ((difficulty - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
}
