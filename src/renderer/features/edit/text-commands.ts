/** What the formatting buttons and keys do to the field that has the focus. The browser's own editing commands keep its undo working. */

import { makeClozeMarks } from './cloze.ts';

export type TextCommandName =
  | 'bold' | 'italic' | 'underline' | 'superscript' | 'subscript' | 'bulletList' | 'numberedList' | 'code' | 'clear' | 'clozeNext' | 'clozeSame';

export interface TextCommand {
  readonly name: TextCommandName;
  /** In the words of a button. */
  readonly title: string;
  /** As `renderer/client/keys` reads it; null when it has none. */
  readonly key: string | null;
}

export const TEXT_COMMANDS: readonly TextCommand[] = [
  { name: 'bold', title: 'Bold', key: 'mod+b' },
  { name: 'italic', title: 'Italic', key: 'mod+i' },
  { name: 'underline', title: 'Underline', key: 'mod+u' },
  { name: 'superscript', title: 'Superscript', key: 'mod+.' },
  { name: 'subscript', title: 'Subscript', key: 'mod+,' },
  { name: 'bulletList', title: 'Bulleted list', key: 'mod+shift+8' },
  { name: 'numberedList', title: 'Numbered list', key: 'mod+shift+7' },
  { name: 'code', title: 'Code', key: 'mod+e' },
  { name: 'clear', title: 'Remove formatting', key: 'mod+r' },
];

export const CLOZE_COMMANDS: readonly TextCommand[] = [
  { name: 'clozeNext', title: 'Hide as a new gap', key: 'mod+shift+c' },
  { name: 'clozeSame', title: 'Hide together with the last gap', key: 'mod+alt+shift+c' },
];

const NATIVE: Readonly<Partial<Record<TextCommandName, string>>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  superscript: 'superscript',
  subscript: 'subscript',
  bulletList: 'insertUnorderedList',
  numberedList: 'insertOrderedList',
  clear: 'removeFormat',
};

/** Acts on the selection inside `field`; `fields` are the texts of the whole note, for the cloze numbers. */
export function runTextCommand(name: TextCommandName, field: HTMLElement, fields: readonly string[]): void {
  field.focus();
  const native = NATIVE[name];
  if (native !== undefined) document.execCommand(native);
  else if (name === 'code') wrapSelection(field, '<code>', '</code>');
  else {
    const marks = makeClozeMarks(fields, name === 'clozeNext' ? 'next' : 'same');
    wrapSelection(field, marks.before, marks.after);
  }
}

/** Puts HTML in the place of the selection. */
export function insertHtml(html: string): void {
  document.execCommand('insertHTML', false, html);
}

/** Sets the selection between two marks. With nothing selected, marks of text are written with the caret between them; tags are not. */
function wrapSelection(field: HTMLElement, before: string, after: string): void {
  const selection = window.getSelection();
  if (selection === null || selection.rangeCount === 0 || !field.contains(selection.anchorNode)) return;
  const holder = document.createElement('div');
  holder.append(selection.getRangeAt(0).cloneContents());
  const isPlain = holder.childElementCount === 0 && !before.startsWith('<');
  // As text where that will do: inserted as HTML, spaces around it would become unbreakable ones.
  if (isPlain) document.execCommand('insertText', false, `${before}${holder.textContent}${after}`);
  else if (holder.innerHTML !== '') insertHtml(`${before}${holder.innerHTML}${after}`);
  if (isPlain && holder.textContent === '') for (let step = 0; step < after.length; step += 1) selection.modify('move', 'backward', 'character');
}
