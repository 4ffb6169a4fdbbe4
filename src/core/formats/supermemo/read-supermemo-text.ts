/** SuperMemo's text of questions and answers, with wrong answers and learning data where it has them. */

import { BASIC_NOTE_TYPE } from '../../cards/built-in-note-types.ts';
import { decodeEntities } from '../../cards/html-entities.ts';
import { joinWrongAnswers, WRONG_ANSWERS_NOTE_TYPE } from '../../cards/wrong-answers-note-type.ts';
import type { FolderSource } from '../folder-source.ts';
import type { FormatReader, ReaderContext } from '../format-reader.ts';
import { SCHEDULE_CONVERTED, scheduleAsNew, scheduleFromSuperMemo } from '../foreign-schedule.ts';
import { deckNameOf } from '../deck-name.ts';
import { textToHtml } from '../plain-text.ts';
import { hasSuperMemoMarks, shareOfPrefixedLines, splitQuestions } from './split-questions.ts';
import type { SuperMemoItem } from './split-questions.ts';

const DECK = 1;
const BASIC = 1;
const WITH_WRONG_ANSWERS = 2;
const ITEMS_PER_CHECK = 256;
/** Less than this share of lines with a prefix is prose that happens to have one. */
const LEAST_SHARE = 0.5;
const STRAY_LINES_TOLD = 50;
/** What an HTML component of SuperMemo begins its text with, and elements that nobody writes by chance. */
const HTML = /^<html>|<\/?(?:b|i|u|br|p|div|span|font|sub|sup|img|table|tr|td|ul|ol|li|h[1-6])\b[^<>]*>/im;

export const superMemoTextReader: FormatReader = {
  format: 'supermemo-text',
  recognise: async (source) => {
    const path = onlyFile(source);
    if (path === null) return 0;
    const head = await source.readHead(path);
    const share = shareOfPrefixedLines(head);
    if (share < LEAST_SHARE) return 0;
    if (hasSuperMemoMarks(head)) return 0.97;
    return /\.(?:md|markdown)$/i.test(path) ? 0.4 : 0.55 + share * 0.25;
  },
  read: async (source, context, sink) => {
    const { items, strayLines, isAnswerAssumed } = splitQuestions(await source.readText(onlyFile(source) ?? source.name));
    const isHtml = items.some(({ question, answer }) => HTML.test(question) || HTML.test(answer));
    const toHtml = (text: string): string => (isHtml ? text.replace(/^<html>/i, '').replaceAll('\n', '<br>') : textToHtml(decodeEntities(text)));
    for (const line of strayLines.slice(0, STRAY_LINES_TOLD)) sink.skipped(line, 'It stands before the first question of the file.');
    if (strayLines.length > STRAY_LINES_TOLD) sink.skipped('More lines', `${String(strayLines.length - STRAY_LINES_TOLD)} more lines stand before the first question of the file.`);
    if (isAnswerAssumed) sink.warning('answer-assumed', 'Some questions had numbered answers only (A1:, A2: …). The first was taken for the right one, the others for wrong ones.');
    sink.deck({ sourceId: DECK, name: deckNameOf(source.name), description: '', presetSourceId: null });
    sink.noteType({ sourceId: BASIC, definition: BASIC_NOTE_TYPE });
    if (items.some(({ wrongAnswers }) => wrongAnswers.length > 0)) sink.noteType({ sourceId: WITH_WRONG_ANSWERS, definition: WRONG_ANSWERS_NOTE_TYPE });
    let isConverted = false;
    for (const [index, item] of items.entries()) {
      if (index % ITEMS_PER_CHECK === 0) {
        sink.throwIfCancelled();
        sink.progress('reading-notes', index, items.length);
      }
      if (item.question === '' && item.answer === '') {
        sink.skipped('', 'It has neither a question nor an answer.');
        continue;
      }
      const sourceId = index + 1;
      const sides = [toHtml(item.question), toHtml(item.answer)];
      const hasLures = item.wrongAnswers.length > 0;
      sink.note({
        sourceId,
        guid: null,
        identity: `${deckNameOf(source.name)}\n${sides[0] ?? ''}`,
        noteTypeSourceId: hasLures ? WITH_WRONG_ANSWERS : BASIC,
        fields: hasLures ? [...sides, joinWrongAnswers(item.wrongAnswers.map((answer) => toHtml(answer).replaceAll('<br>', ' ')))] : sides,
        tags: [],
        createdAtMillis: null,
        modifiedAtMillis: null,
      });
      const schedule = scheduleItem(item, sourceId, context);
      if (schedule.state !== 'new' && !isConverted) {
        isConverted = true;
        sink.warning(SCHEDULE_CONVERTED.code, SCHEDULE_CONVERTED.message);
      }
      sink.card({ sourceId, noteSourceId: sourceId, ordinal: 0, deckSourceId: DECK, schedule });
    }
  },
};

function onlyFile(source: FolderSource): string | null {
  return source.paths.length === 1 ? (source.paths[0] ?? null) : null;
}

function scheduleItem({ learning }: SuperMemoItem, position: number, context: ReaderContext): ReturnType<typeof scheduleFromSuperMemo> {
  if (learning === null) return scheduleAsNew(position);
  const lastReviewedAtMillis = learning.lastDay === null ? null : context.moment.startOf(learning.lastDay);
  return scheduleFromSuperMemo({ ...learning, lastReviewedAtMillis, position }, context);
}
