/**
 * A field's HTML on its way into the editor and back. Fields of downloaded decks are not to be trusted, so nothing reaches the page
 * that was not sanitised; what sanitising would lose is told apart, so that such a field is edited as source and stays whole.
 */

import createDOMPurify, { type Config } from 'dompurify';
import { parkPictures, unparkPictures } from './field-pictures.ts';

const purifier = createDOMPurify(window);

const INERT_TAGS = ['style', 'form', 'input', 'button', 'textarea', 'select', 'option', 'audio', 'video', 'source', 'picture', 'map', 'area', 'dialog'];

const EDITABLE: Config = {
  USE_PROFILES: { html: true },
  // Or a leading style or script would go into the head of the parsed document and be gone without a word.
  FORCE_BODY: true,
  FORBID_TAGS: INERT_TAGS,
  FORBID_ATTR: ['srcset', 'contenteditable', 'autofocus', 'background'],
};

/** What is kept of text pasted from elsewhere: structure and emphasis, none of its fonts, colours and sizes. */
const PASTED: Config = {
  ALLOWED_TAGS: [
    'a', 'b', 'blockquote', 'br', 'code', 'div', 'em', 'h1', 'h2', 'h3', 'h4', 'i', 'li', 'ol', 'p', 'pre', 'rp', 'rt', 'ruby', 's', 'strong', 'sub', 'sup',
    'table', 'tbody', 'td', 'th', 'thead', 'tr', 'u', 'ul',
  ],
  ALLOWED_ATTR: ['href', 'dir', 'lang', 'colspan', 'rowspan'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

export interface EditableHtml {
  /** Safe to stand in the page. */
  readonly html: string;
  /** False when something was left out, so that editing this HTML would lose it. */
  readonly isWhole: boolean;
}

/** Makes a field's HTML fit to be edited in place. */
export function toEditableHtml(html: string): EditableHtml {
  // The purifier would put a comment in the place of nothing.
  if (html === '') return { html, isWhole: true };
  const fragment = purifier.sanitize(html, { ...EDITABLE, RETURN_DOM_FRAGMENT: true });
  // With FORCE_BODY the purifier puts an element of that name in front, and takes it away again.
  const removed = purifier.removed.filter((part) => !('element' in part && part.element.nodeName === 'REMOVE'));
  const isWhole = removed.length === 0 && !/<!--/.test(html);
  parkPictures(fragment);
  const holder = document.createElement('template');
  holder.content.append(fragment);
  return { html: holder.innerHTML, isWhole };
}

/** Shows a field's HTML, made safe, in the element in which it is edited. */
export function writeEditableHtml(element: HTMLElement, html: string): void {
  element.innerHTML = toEditableHtml(html).html;
}

/** Reads a field back from the element in which it was edited; an element without text or pictures is the empty string. */
export function readEditedHtml(element: HTMLElement): string {
  const holder = document.createElement('template');
  holder.innerHTML = element.innerHTML;
  const { content } = holder;
  unparkPictures(content);
  const isEmpty = (content.textContent ?? '').trim() === '' && content.querySelector('img, hr, table, li') === null;
  return isEmpty ? '' : holder.innerHTML.replace(/<br>$/, '');
}

/** True when unbreakable spaces stand in the HTML, which somebody meant. */
export function hasUnbreakableSpaces(html: string): boolean {
  return /&nbsp;|&#160;|&#xa0;|\u00a0/i.test(html);
}

/** Typing makes some spaces unbreakable so that they can be seen; single ones are plain again, rows of them were meant. */
export function relaxSpaces(html: string): string {
  return html.replace(/(?<!&nbsp;|\s)&nbsp;(?!&nbsp;|\s)/g, ' ');
}

/** HTML from the clipboard without anything that could act or disturb. */
export function cleanPastedHtml(html: string): string {
  return purifier.sanitize(html, PASTED).trim();
}

/** Plain text from the clipboard as HTML, its line ends kept. */
export function escapePastedText(text: string): string {
  const holder = document.createElement('div');
  holder.textContent = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  return holder.innerHTML.replace(/\n/g, '<br>');
}
