/** Which media files a field, a template or a style sheet names, and the same text with those names replaced. */

import { readCssReferences } from './css-references.ts';
import { decodeEntities, escapeHtml } from './html-entities.ts';
import { createFinder, scanHtml } from './html-scanner.ts';
import type { HtmlAttribute, HtmlTag } from './html-scanner.ts';
import { readLocalNames, readLocalNamesOfAttribute } from './media-names.ts';

/** Gives the text to write in place of a file's name, or null to leave the reference as it is. `names`: likeliest spelling first. */
export type RenameMedia = (names: readonly string[], place: 'attribute' | 'css' | 'sound') => string | null;

const SOURCE_ATTRIBUTES = new Set(['src', 'data', 'poster', 'background']);
const LINKING_ELEMENTS = new Set(['image', 'link', 'use']);

/**
 * Names of the media files that the HTML refers to: src and the like of any element, `[sound:…]`, and CSS in style elements and
 * attributes. In NFC, percent-encoding and character references undone, each once, in the order in which they stand.
 */
export function readMediaReferences(html: string): string[] {
  const found = new Set<string>();
  replaceMediaReferences(html, (names) => {
    if (names[0] !== undefined) found.add(names[0]);
    return null;
  });
  return [...found];
}

/** Names of the media files that a style sheet refers to. */
export function readCssMediaReferences(css: string): string[] {
  const found = new Set<string>();
  replaceCssMediaReferences(css, (names) => {
    if (names[0] !== undefined) found.add(names[0]);
    return null;
  });
  return [...found];
}

/** The HTML with every reference for which `rename` gives a text replaced by that text; everything else stays byte for byte. */
export function replaceMediaReferences(html: string, rename: RenameMedia): string {
  const parts: string[] = [];
  let done = 0;
  const put = (start: number, end: number, text: string) => {
    parts.push(html.slice(done, start), text);
    done = end;
  };
  for (const token of scanHtml(html)) {
    if (token.kind === 'tag') {
      for (const attribute of token.attributes) {
        const text = renameInAttribute(token, attribute, rename);
        if (text !== null) put(attribute.start, attribute.end, `${attribute.name}="${text}"`);
      }
    } else if (token.kind === 'raw' && token.element === 'style') {
      const css = html.slice(token.start, token.end);
      const text = replaceCssMediaReferences(css, rename);
      if (text !== css) put(token.start, token.end, text);
    } else if (token.kind === 'text') {
      const written = html.slice(token.start, token.end);
      const text = replaceSoundTags(written, (name) => {
        const renamed = rename(readLocalNamesOfAttribute(name), 'sound');
        return renamed === null ? null : `[sound:${escapeHtml(renamed)}]`;
      });
      if (text !== written) put(token.start, token.end, text);
    }
  }
  parts.push(html.slice(done));
  return parts.join('');
}

function renameInAttribute(tag: HtmlTag, attribute: HtmlAttribute, rename: RenameMedia): string | null {
  const isSource =
    SOURCE_ATTRIBUTES.has(attribute.name) || (LINKING_ELEMENTS.has(tag.name) && (attribute.name === 'href' || attribute.name === 'xlink:href'));
  if (isSource) {
    const names = readLocalNamesOfAttribute(attribute.value);
    const renamed = names.length === 0 ? null : rename(names, 'attribute');
    return renamed === null ? null : escapeHtml(renamed);
  }
  if (attribute.name !== 'style' || !/url\(/i.test(attribute.value)) return null;
  const css = decodeEntities(attribute.value);
  const text = replaceCssMediaReferences(css, rename);
  return text === css ? null : escapeHtml(text);
}

/** As replaceMediaReferences, for a style sheet. */
export function replaceCssMediaReferences(css: string, rename: RenameMedia): string {
  const parts: string[] = [];
  let done = 0;
  for (const reference of readCssReferences(css)) {
    const names = readLocalNames(reference.address);
    const renamed = names.length === 0 ? null : rename(names, 'css');
    if (renamed === null) continue;
    const quoted = `"${renamed.replace(/["\\\n<]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"`;
    parts.push(css.slice(done, reference.start), css[reference.start] === '"' || css[reference.start] === "'" ? quoted : `url(${quoted})`);
    done = reference.end;
  }
  parts.push(css.slice(done));
  return parts.join('');
}

/** A longer text between the brackets is no file's name; looking closely at each such text could take squared time. */
const LONGEST_SOUND_NAME = 1000;

/** Puts another text in place of each `[sound:name]` for which `replace` gives one; the name is passed as written. */
export function replaceSoundTags(text: string, replace: (name: string) => string | null): string {
  const opening = '[sound:';
  const findEnd = createFinder(text, ']');
  const parts: string[] = [];
  let done = 0;
  for (let start = text.indexOf(opening); start !== -1; start = text.indexOf(opening, start + opening.length)) {
    const end = findEnd(start);
    if (end === -1) break;
    const name = text.slice(start + opening.length, end);
    const replaced = name.length > LONGEST_SOUND_NAME || name.trim() === '' ? null : replace(name);
    if (replaced === null) continue;
    parts.push(text.slice(done, start), replaced);
    done = end + 1;
  }
  parts.push(text.slice(done));
  return parts.join('');
}
