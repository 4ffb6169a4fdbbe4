/** Writes text for Quizlet's import box: term, tab, definition, one card in each line, plain text alone. */

import { AppError } from '../../errors.ts';
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

function describeLosses(source: ExportSource): readonly FormatLoss[] {
  let left = 0;
  let blanked = 0;
  for (const row of listNoteRows(source)) {
    const sides = listPlainSides(row);
    left += sides.filter(({ question }) => question === '').length;
    if (row.noteType.kind === 'cloze') blanked += sides.length;
  }
  const losses: FormatLoss[] = [];
  if (left > 0) {
    losses.push({
      code: 'no-text',
      message: left === 1 ? 'Quizlet text has words alone: 1 card that asks without any is left out.' : `Quizlet text has words alone: ${String(left)} cards that ask without any are left out.`,
    });
  }
  if (blanked > 0) {
    losses.push({
      code: 'clozes-blanked',
      message: `${blanked === 1 ? '1 gap becomes a term' : `${String(blanked)} gaps become terms`} with a blank, the hidden words being the definition.`,
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
    if (!hasLines(source)) {
      throw new AppError('format-unsupported', 'None of these cards has a question in words, and Quizlet text can hold nothing else. Choose another format.');
    }
    yield { path: `${fileNameOf(source.title)}.txt`, pieces: listLines(source) };
  },
};
