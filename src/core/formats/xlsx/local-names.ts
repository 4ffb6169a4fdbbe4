/** Names of elements without their namespace's prefix, because writers of workbooks choose their prefixes freely. */

import { readXml } from '../xml/read-xml.ts';
import type { XmlElement } from '../xml/read-xml.ts';

const PREFIXES = /<([A-Za-z_][\w.-]{0,30}):[A-Za-z]/g;
const HEAD_LENGTH = 5000;

export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The value of an attribute, whatever its prefix. */
export function attributeOf(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const exact = attributes[name];
  if (exact !== undefined) return exact;
  const key = Object.keys(attributes).find((candidate) => candidate.endsWith(`:${name}`));
  return key === undefined ? undefined : attributes[key];
}

export function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => localName(child.name) === name);
}

/** Tells every element within the containers, which are named without prefix. Throws AppError file-damaged, and what `throwIfCancelled` throws. */
export function readRecords(text: string | Iterable<string>, containers: readonly string[], record: (element: XmlElement, name: string) => void, throwIfCancelled: () => void): void {
  const pieces = (typeof text === 'string' ? [text] : text)[Symbol.iterator]();
  const head = takeHead(pieces);
  if (head === '') return;
  const prefixes = new Set(Array.from(head.slice(0, HEAD_LENGTH).matchAll(PREFIXES), (match) => match[1] as string));
  const names = containers.flatMap((name) => [name, ...Array.from(prefixes, (prefix) => `${prefix}:${name}`)]);
  readXml(rejoin(head, pieces), { containers: new Set(names), record: (element) => { record(element, localName(element.name)); } }, throwIfCancelled);
}

function takeHead(pieces: Iterator<string>): string {
  let head = '';
  while (head.length < HEAD_LENGTH) {
    const piece = pieces.next();
    if (piece.done === true) break;
    head += piece.value;
  }
  return head;
}

function* rejoin(head: string, pieces: Iterator<string>): Generator<string> {
  yield head;
  for (let piece = pieces.next(); piece.done !== true; piece = pieces.next()) yield piece.value;
}
