/** Takes over how cards look from a file that brought their note type before, unless what is here is newer. */

import type { Database } from 'better-sqlite3';
import { takeLooks } from '../core/cards/adopt-looks.ts';
import type { RevisedNoteType } from '../core/cards/adopt-looks.ts';
import type { NoteTypePlan } from '../core/cards/map-note-type.ts';
import type { NoteType } from '../core/cards/model.ts';
import { prepareOnce } from './prepare-once.ts';

const statements = prepareOnce((database) => ({
  getRevised: database.prepare<[number], number>('SELECT modified_at_millis FROM main.note_types WHERE id = ?').pluck(),
  setStyles: database.prepare('UPDATE main.note_types SET css = ?, latex_pre = ?, latex_post = ?, modified_at_millis = ? WHERE id = ?'),
  setTemplate: database.prepare('UPDATE main.card_templates SET question_format = ?, answer_format = ? WHERE note_type_id = ? AND ordinal = ?'),
}));

/** Says whether anything looks otherwise now. A file that does not say when its looks were changed is taken to be the newer one. */
export function adoptLooks(database: Database, target: NoteType, definition: RevisedNoteType, plan: NoteTypePlan): boolean {
  const { revisedAtMillis } = definition;
  if (!plan.isRelated || revisedAtMillis === undefined) return false;
  const { getRevised, setStyles, setTemplate } = statements(database);
  const hereAtMillis = getRevised.get(target.id) ?? 0;
  if (revisedAtMillis !== null && revisedAtMillis <= hereAtMillis) return false;
  const looks = takeLooks(target, definition, plan);
  if (JSON.stringify(looks) === JSON.stringify(target)) return false;
  setStyles.run(looks.css, looks.latexPre, looks.latexPost, revisedAtMillis ?? hereAtMillis, target.id);
  for (const [ordinal, template] of looks.templates.entries()) setTemplate.run(template.questionFormat, template.answerFormat, target.id, ordinal);
  return true;
}
