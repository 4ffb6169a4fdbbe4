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
export function readRecords(text: string, containers: readonly string[], record: (element: XmlElement, name: string) => void, throwIfCancelled: () => void): void {
  if (text === '') return;
  const prefixes = new Set(Array.from(text.slice(0, HEAD_LENGTH).matchAll(PREFIXES), (match) => match[1] as string));
  const names = containers.flatMap((name) => [name, ...Array.from(prefixes, (prefix) => `${prefix}:${name}`)]);
  readXml(text, { containers: new Set(names), record: (element) => { record(element, localName(element.name)); } }, throwIfCancelled);
}
