/** The media files that a note type names, under other names. */

import { replaceCssMediaReferences, replaceMediaReferences } from './media-references.ts';
import type { RenameMedia } from './media-references.ts';
import type { NoteTypeDefinition } from './model.ts';

/** Templates and styles with every reference replaced for which `rename` gives a text. */
export function renameNoteTypeMedia<Definition extends NoteTypeDefinition>(definition: Definition, rename: RenameMedia): Definition {
  return {
    ...definition,
    css: replaceCssMediaReferences(definition.css, rename),
    templates: definition.templates.map((template) => ({
      ...template,
      questionFormat: replaceMediaReferences(template.questionFormat, rename),
      answerFormat: replaceMediaReferences(template.answerFormat, rename),
    })),
  };
}
