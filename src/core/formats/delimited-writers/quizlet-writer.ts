/** Writes text for Quizlet's import box: term, tab, definition, one card in each line, plain text alone. */

import { isFieldEmpty } from '../../cards/field-presence.ts';
import { AppError } from '../../errors.ts';
import { countWords } from '../count-words.ts';
import type { ExportSource } from '../export-source.ts';
import { fileNameOf } from '../file-name.ts';
import type { FormatLoss, FormatWriter } from '../format-writer.ts';
import { listNoteRows } from './note-rows.ts';
import { listPlainSides } from './plain-sides.ts';
import { TABLE_KEEPS } from './table-losses.ts';

function* listLines(source: ExportSource): Generator<string> {
  for (const row of listNoteRows(source)) {
    for (const { question, answer } of listPlainSides(row)) if (question !== '') yield `${question}\t${answer}\n`;
  }
}

/** Ends the reading it begins: a library lets one go at a time. */
function hasLines(source: ExportSource): boolean {
  for (const line of listLines(source)) return line !== '';
  return false;
}

function describeNothing(): AppError {
  return new AppError('format-unsupported', 'None of these cards has a question in words, and Quizlet text can hold nothing else. Choose another format.');
}

function describeLosses(source: ExportSource): readonly FormatLoss[] {
  let left = 0;
  let leftNotes = 0;
  let blanked = 0;
  let beside = 0;
  let joined = 0;
  let written = 0;
  for (const row of listNoteRows(source)) {
    const sides = listPlainSides(row);
    const asked = sides.filter(({ question }) => question !== '').length;
    written += asked;
    left += sides.length - asked;
    if (asked === 0) leftNotes += 1;
    else joined += row.note.cards.length - sides.length;
    if (row.noteType.kind !== 'cloze' || asked === 0) continue;
    blanked += asked;
    if (row.note.fields.some((field) => !field.includes('{{c') && !isFieldEmpty(field))) beside += 1;
  }
  if (written === 0) throw describeNothing();
  const losses: FormatLoss[] = [];
  if (left > 0) {
    losses.push({
      code: 'no-text',
      message: `Quizlet text has words alone: ${countWords(left, 'card')} that ${left === 1 ? 'asks without any is' : 'ask without any are'} left out.`,
      leaves: { notes: leftNotes, cards: left },
    });
  }
  if (beside > 0) {
    losses.push({
      code: 'cloze-extra',
      message: `Quizlet text has no place beside a text with gaps: ${countWords(beside, 'note')} ${beside === 1 ? 'loses its' : 'lose their'} extra text.`,
    });
  }
  if (joined > 0) {
    losses.push({
      code: 'turned-joined',
      message: `${countWords(joined, 'card')} that only ${joined === 1 ? 'turns another around shares' : 'turn others around share'} ${joined === 1 ? 'its' : 'their'} line: Quizlet asks both ways.`,
    });
  }
  if (blanked > 0) {
    losses.push({
      code: 'clozes-blanked',
      message: `${countWords(blanked, 'gap')} ${blanked === 1 ? 'becomes a term' : 'become terms'} with a blank, the hidden words being the definition.`,
    });
  }
  return losses;
}

export const quizletWriter: FormatWriter = {
  format: 'quizlet',
  name: 'Quizlet text',
  extension: '.txt',
  keeps: { ...TABLE_KEEPS, fields: 'two', formatting: 'none', clozes: false, tags: false, deckNames: false, guids: false },
  describeLosses,
  write: function* (source) {
    if (!hasLines(source)) throw describeNothing();
    yield { path: `${fileNameOf(source.title)}.txt`, pieces: listLines(source) };
  },
};
