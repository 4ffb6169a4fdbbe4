/** Renders a card of a note: both sides as HTML, its style, its sounds, and what is missing. Pure, and never throws on what a deck holds. */

import { collectCardValues } from './card-values.ts';
import { describeMissingCloze } from './cloze.ts';
import { escapeHtml } from './html-entities.ts';
import { drawOcclusions } from './image-occlusion.ts';
import { markMaths } from './maths.ts';
import { replaceCssMediaReferences, replaceMediaReferences } from './media-references.ts';
import type { RenameMedia } from './media-references.ts';
import type { Flag, NoteTypeDefinition } from './model.ts';
import type { RenderedCard, RenderedSide } from './rendered-card.ts';
import { renderTemplate } from './render-template.ts';
import type { TemplateContext } from './render-template.ts';
import { carriesScripts } from './script-detection.ts';
import { markSounds } from './sound-marks.ts';
import { stripMarkup } from './strip-markup.ts';
import { readTemplate } from './template-parser.ts';
import type { TemplateNode } from './template-parser.ts';
import { dropTypeAnswerMarks, findTypeField, readExpectedAnswer } from './type-answer.ts';

export interface CardToRender {
  readonly noteType: Pick<NoteTypeDefinition, 'name' | 'kind' | 'fields' | 'templates' | 'css'>;
  /** HTML, in the order of the note type's fields. */
  readonly fields: readonly string[];
  readonly tags: readonly string[];
  /** Full path, levels joined by `::`. */
  readonly deckName: string;
  /** The template's index; for cloze notes the cloze number less one. */
  readonly ordinal: number;
  readonly flag: Flag;
  /** Same-origin address of a media file by its NFC name, or null when the library does not have it. */
  readonly mediaUrlOf: (name: string) => string | null;
}

/** A template's tree, or the sentence that says why there is none. */
type Template = readonly TemplateNode[] | string;

/** Both sides of the card. A template that cannot be read gives a sentence on the card that says where it goes wrong. */
export function renderCard(card: CardToRender): RenderedCard {
  const { noteType, ordinal } = card;
  const template = noteType.templates[noteType.kind === 'cloze' ? 0 : ordinal];
  const front = readSide(template?.questionFormat, 'front');
  const back = readSide(template?.answerFormat, 'back');
  const values = collectCardValues(card, template?.name ?? '');
  const rightToLeft = new Set(noteType.fields.filter((field) => field.rightToLeft).map(({ name }) => name));
  const shared = { values, rightToLeft, clozeNumber: ordinal + 1 };
  const missing = new Set<string>();
  const rename = resolveMedia(card.mediaUrlOf, missing);
  const finish = (html: string, side: 'question' | 'answer') => finishSide(html, side, card.mediaUrlOf, rename, missing);

  const typeField = findTypeField(nodesOf(front)) ?? findTypeField(nodesOf(back));
  const expected = typeField === null ? '' : readExpectedAnswer(values.get(typeField.name) ?? '', typeField.form, shared.clozeNumber);
  const keepInput = expected === '' ? dropTypeAnswerMarks : (html: string) => html;

  const draw = (html: string, side: 'question' | 'answer') => (noteType.kind === 'cloze' ? drawOcclusions(html, card.fields, shared.clozeNumber, side) : html);

  const question = finish(draw(keepInput(fill(front, { ...shared, side: 'question', frontSide: null })), 'question'), 'question');
  const questionHtml = noteType.kind === 'cloze' && isBlank(question.html) ? describeMissingCloze(shared.clozeNumber) : question.html;
  // The finished question goes in after the passes over the answer, so that its formulas and sounds are not read twice.
  const frontSide = findTypeField(nodesOf(back)) === null ? questionHtml : dropTypeAnswerMarks(questionHtml);
  const answer = finish(draw(keepInput(fill(back, { ...shared, side: 'answer', frontSide: { html: frontSide, mark: FRONT_SIDE_MARK } })), 'answer'), 'answer');
  const answerHtml = answer.html.replaceAll(FRONT_SIDE_MARK, () => frontSide);

  return {
    question: { html: questionHtml, sounds: question.sounds },
    answer: { html: answerHtml, sounds: answer.sounds },
    css: replaceCssMediaReferences(noteType.css, rename),
    bodyClass: `card card${ordinal + 1}`,
    hasScripts: carriesScripts(questionHtml) || carriesScripts(answerHtml),
    typedAnswer: expected === '' ? null : expected,
    missingMedia: [...missing],
  };
}

/** Of private-use characters, which no note has reason to hold. */
const FRONT_SIDE_MARK = '\u{f8ff}front-side\u{f8ff}';

function readSide(format: string | undefined, side: string): Template {
  if (format === undefined) return `The template of this card is not in its note type any more. The note is unharmed; choose another note type for it in the editor.`;
  const parsed = readTemplate(format);
  if (parsed.ok) return parsed.value;
  return `The template for the ${side} of this card cannot be read. ${parsed.problem} The note itself is unharmed.`;
}

function nodesOf(template: Template): readonly TemplateNode[] {
  return typeof template === 'string' ? [] : template;
}

function fill(template: Template, context: TemplateContext): string {
  return typeof template === 'string' ? `<p class="template-problem">${escapeHtml(template)}</p>` : renderTemplate(template, context);
}

function finishSide(html: string, side: 'question' | 'answer', mediaUrlOf: CardToRender['mediaUrlOf'], rename: RenameMedia, missing: Set<string>): RenderedSide {
  const marked = markSounds(markMaths(html), side, mediaUrlOf);
  for (const { name, url } of marked.sounds) if (url === null) missing.add(name);
  return { html: replaceMediaReferences(marked.html, rename), sounds: marked.sounds };
}

function resolveMedia(mediaUrlOf: CardToRender['mediaUrlOf'], missing: Set<string>): RenameMedia {
  return (names, place) => {
    if (place === 'sound') return null;
    for (const name of names) {
      const url = mediaUrlOf(name);
      if (url !== null) return url;
    }
    if (names[0] !== undefined) missing.add(names[0]);
    return null;
  };
}

function isBlank(html: string): boolean {
  return !/<(?:img|audio|video|svg|object)\b|data-versus-/i.test(html) && stripMarkup(html) === '';
}
