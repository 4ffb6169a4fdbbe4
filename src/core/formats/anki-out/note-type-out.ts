/** Note types of ours as Anki’s, in both forms that collections keep them in. A contrast type is a plain one there. */

import type { CardTemplate, NoteField, NoteTypeDefinition } from '../../cards/model.ts';
import { encodeBlob } from './proto-blob.ts';

export interface AnkiNoteTypeOut {
  readonly id: number;
  readonly definition: NoteTypeDefinition;
  readonly modifiedAtSeconds: number;
}

const FONT = 'Arial';
const FONT_SIZE = 20;
/** Anki’s number for the note type whose editor covers parts of a picture; it goes by this, not by the name. */
const IMAGE_OCCLUSION = 6;
const OCCLUSION_FIELDS = 5;

/** Covered pictures are told by what only their cards have. */
function isImageOcclusion({ kind, fields, templates }: NoteTypeDefinition): boolean {
  return kind === 'cloze' && fields.length >= OCCLUSION_FIELDS && templates[0]?.questionFormat.includes('image-occlusion-canvas') === true;
}

function fieldJson(field: NoteField, ordinal: number, isOcclusion: boolean): Readonly<Record<string, unknown>> {
  const tag = isOcclusion && ordinal < OCCLUSION_FIELDS ? ordinal : null;
  return {
    name: field.name,
    ord: ordinal,
    sticky: false,
    rtl: field.rightToLeft,
    font: FONT,
    size: FONT_SIZE,
    description: '',
    plainText: false,
    collapsed: false,
    excludeFromSearch: false,
    tag,
    preventDeletion: tag !== null,
  };
}

function templateJson(template: CardTemplate, ordinal: number): Readonly<Record<string, unknown>> {
  return { name: template.name, ord: ordinal, qfmt: template.questionFormat, afmt: template.answerFormat, bqfmt: '', bafmt: '', did: null, bfont: '', bsize: 0 };
}

/** An entry of `col.models` (schema 11). */
export function writeNoteTypeJson({ id, definition, modifiedAtSeconds }: AnkiNoteTypeOut): Readonly<Record<string, unknown>> {
  const isOcclusion = isImageOcclusion(definition);
  return {
    id,
    name: definition.name,
    type: definition.kind === 'cloze' ? 1 : 0,
    mod: modifiedAtSeconds,
    usn: -1,
    sortf: 0,
    did: null,
    tmpls: definition.templates.map(templateJson),
    flds: definition.fields.map((field, ordinal) => fieldJson(field, ordinal, isOcclusion)),
    css: definition.css,
    latexPre: definition.latexPre,
    latexPost: definition.latexPost,
    latexsvg: false,
    req: [],
    ...(isOcclusion ? { originalStockKind: IMAGE_OCCLUSION } : {}),
    versus: { kind: definition.kind },
  };
}

/** The blob `notetypes.config`: message Notetype.Config. */
export function writeNoteTypeBlob(definition: NoteTypeDefinition): Uint8Array {
  return encodeBlob((blob) => {
    blob.int(1, definition.kind === 'cloze' ? 1 : 0);
    blob.text(3, definition.css);
    blob.text(5, definition.latexPre);
    blob.text(6, definition.latexPost);
    if (isImageOcclusion(definition)) blob.int(9, IMAGE_OCCLUSION);
    blob.bytes(255, new TextEncoder().encode(JSON.stringify({ versus: { kind: definition.kind } })));
  });
}

/** The blob `fields.config`: message Notetype.Field.Config. */
export function writeFieldBlob(definition: NoteTypeDefinition, ordinal: number): Uint8Array {
  const isOccluded = isImageOcclusion(definition) && ordinal < OCCLUSION_FIELDS;
  return encodeBlob((blob) => {
    blob.int(2, Number(definition.fields[ordinal]?.rightToLeft === true));
    blob.text(3, FONT);
    blob.int(4, FONT_SIZE);
    // The first of these tags is 0, and there all the same.
    if (isOccluded) blob.present(10, ordinal);
    blob.int(11, Number(isOccluded));
  });
}

/** The blob `templates.config`: message Notetype.Template.Config. */
export function writeTemplateBlob(template: CardTemplate): Uint8Array {
  return encodeBlob((blob) => {
    blob.text(1, template.questionFormat);
    blob.text(2, template.answerFormat);
  });
}
