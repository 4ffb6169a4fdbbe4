/** The filters of `{{filter:Field}}`: each takes the text so far and gives the next. */

import { readAskedTexts, renderCloze } from './cloze.ts';
import { renderFurigana } from './furigana.ts';
import { renderHint } from './hint.ts';
import { markSpeech } from './speech.ts';
import { stripMarkup } from './strip-markup.ts';
import { markTypeAnswer } from './type-answer.ts';

export interface FilterContext {
  readonly fieldName: string;
  /** The cloze number of the card; for notes without clozes the number of the template. */
  readonly clozeNumber: number;
  readonly side: 'question' | 'answer';
}

/** Filters of widespread add-ons that only change how a field is edited or played; they show the field as it is. */
const TRANSPARENT = new Set(['', 'edit', 'nc']);

/** The text after the filter, or null when there is no such filter. */
export function applyFilter(filter: string, text: string, context: FilterContext): string | null {
  switch (filter) {
    case 'text':
      return stripMarkup(text).replace(/[&<>]/g, (character) => (character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&gt;'));
    case 'furigana':
    case 'kana':
    case 'kanji':
      return renderFurigana(text, filter);
    case 'hint':
      return renderHint(text, context.fieldName);
    case 'cloze':
      return renderCloze(text, context.clozeNumber, context.side);
    case 'cloze-only':
      return readAskedTexts(text, context.clozeNumber).join(', ');
    case 'type':
      return markTypeAnswer('plain');
    case 'type-cloze':
      return markTypeAnswer('cloze');
    case 'type-nc':
      return markTypeAnswer('nc');
    default:
      if (filter === 'tts' || filter.startsWith('tts ')) return markSpeech(text, filter.slice('tts '.length), context.side);
      return TRANSPARENT.has(filter) ? text : null;
  }
}

/** `{{type:cloze:F}}` and `{{type:nc:F}}` are one filter each, written as two. */
export function joinTypeFilters(filters: readonly string[]): readonly string[] {
  const last = filters.at(-1);
  const before = filters.at(-2);
  return last === 'type' && (before === 'cloze' || before === 'nc') ? [`type-${before}`] : filters;
}
