/** Our note types as Anki's JSON (schema 11) has them: what `col.models` of a collection and CrowdAnki's note models consist of. */

import type { NoteTypeDefinition } from '../../cards/model.ts';
import type { JsonRecord } from '../anki/json-value.ts';

/** Anki's number for the note type whose editor covers parts of a picture: it goes by this, not by the name. */
export const IMAGE_OCCLUSION_KIND = 6;
const OCCLUSION_FIELDS = 5;

/** Covered pictures are told by what only their cards have. */
export function isImageOcclusion({ kind, fields, templates }: NoteTypeDefinition): boolean {
  return kind === 'cloze' && fields.length >= OCCLUSION_FIELDS && templates[0]?.questionFormat.includes('image-occlusion-canvas') === true;
}

/** By which number that editor knows a field, whatever its name; null where it has none. */
export function occlusionTagOf(definition: NoteTypeDefinition, ordinal: number): number | null {
  return ordinal < OCCLUSION_FIELDS && isImageOcclusion(definition) ? ordinal : null;
}

/** What only ours have: it rides along among the options that Anki does not know, and keeps. */
export function describeOwnKind({ kind }: NoteTypeDefinition): JsonRecord {
  return { kind };
}

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
      tag: occlusionTagOf(definition, ord),
      preventDeletion: occlusionTagOf(definition, ord) !== null,
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
    ...(isImageOcclusion(definition) ? { originalStockKind: IMAGE_OCCLUSION_KIND } : {}),
    versus: describeOwnKind(definition),
  };
}
