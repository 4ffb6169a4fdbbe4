/** Our note types as Anki's JSON (schema 11) has them: what `col.models` of a collection and CrowdAnki's note models consist of. */

import type { NoteTypeDefinition } from '../../cards/model.ts';
import type { JsonRecord } from './json-value.ts';

/** All that Anki requires of a note type, but its id and times. What Anki knows besides has Anki's defaults; `req` is made by Anki itself. */
export function describeNoteType(definition: NoteTypeDefinition): JsonRecord {
  return {
    name: definition.name,
    type: definition.kind === 'cloze' ? 1 : 0,
    css: definition.css,
    latexPre: definition.latexPre,
    latexPost: definition.latexPost,
    latexsvg: false,
    sortf: 0,
    flds: definition.fields.map(({ name, rightToLeft }, ord) => ({
      name,
      ord,
      rtl: rightToLeft,
      sticky: false,
      font: 'Arial',
      size: 20,
    })),
    tmpls: definition.templates.map(({ name, questionFormat, answerFormat }, ord) => ({
      name,
      ord,
      qfmt: questionFormat,
      afmt: answerFormat,
      bqfmt: '',
      bafmt: '',
      bfont: '',
      bsize: 0,
      did: null,
    })),
  };
}
