/** Note types of ours as Anki’s, in both forms that collections keep them in. A contrast type is a plain one there. */

import type { CardTemplate, NoteTypeDefinition } from '../../cards/model.ts';
import { describeNoteType, describeOwnKind, IMAGE_OCCLUSION_KIND, isImageOcclusion, occlusionTagOf } from './describe-note-type.ts';
import type { JsonRecord } from '../anki/json-value.ts';
import { encodeBlob } from './proto-blob.ts';

export interface AnkiNoteTypeOut {
  readonly id: number;
  readonly definition: NoteTypeDefinition;
  readonly modifiedAtSeconds: number;
}

/** An entry of `col.models` (schema 11). */
export function writeNoteTypeJson({ id, definition, modifiedAtSeconds }: AnkiNoteTypeOut): JsonRecord {
  return { ...describeNoteType(definition), id, mod: modifiedAtSeconds, usn: -1, did: null, req: [] };
}

/** The blob `notetypes.config`: message Notetype.Config. */
export function writeNoteTypeBlob(definition: NoteTypeDefinition): Uint8Array {
  return encodeBlob((blob) => {
    blob.int(1, definition.kind === 'cloze' ? 1 : 0);
    blob.text(3, definition.css);
    blob.text(5, definition.latexPre);
    blob.text(6, definition.latexPost);
    if (isImageOcclusion(definition)) blob.int(9, IMAGE_OCCLUSION_KIND);
    blob.json(255, { versus: describeOwnKind(definition) });
  });
}

/** The blob `fields.config`: message Notetype.Field.Config. */
export function writeFieldBlob(definition: NoteTypeDefinition, ordinal: number): Uint8Array {
  const tag = occlusionTagOf(definition, ordinal);
  return encodeBlob((blob) => {
    blob.int(2, Number(definition.fields[ordinal]?.rightToLeft === true));
    blob.text(3, 'Arial');
    blob.int(4, 20);
    // The first of these tags is 0, and there all the same.
    if (tag !== null) blob.present(10, tag);
    blob.int(11, Number(tag !== null));
  });
}

/** The blob `templates.config`: message Notetype.Template.Config. */
export function writeTemplateBlob(template: CardTemplate): Uint8Array {
  return encodeBlob((blob) => {
    blob.text(1, template.questionFormat);
    blob.text(2, template.answerFormat);
  });
}
