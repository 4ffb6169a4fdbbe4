/** Reads XML record by record: strict about its structure, deaf to its document type, and within bounds whatever the file does. */

import sax from 'sax';
import { escapeHtml } from '../../cards/html-entities.ts';
import { AppError } from '../../errors.ts';

/** An element with all that is in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text with character references decoded and CDATA as it is; that of its children left out. */
  readonly text: string;
  /** Text and children in the order in which they stand. */
  readonly content: readonly (string | XmlElement)[];
}

export interface XmlListener {
  /** Elements that are told as they open and close; every other element in them is a record. */
  readonly containers: ReadonlySet<string>;
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly record: (element: XmlElement) => void;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  readonly content: (string | XmlElement)[];
  text: string;
}

const VOID_ELEMENTS = new Set(['br', 'hr', 'img', 'wbr']);
const MOST_OPEN = 1000;
/** Small enough that a cancel is answered at once. */
const PIECE_LENGTH = 65_536;
/** What sax leaves as it is written: an ampersand that begins no character reference, and references to nothing. */
const FORGIVEN = /^Invalid character (?:entity|in entity name)/;

/**
 * Tells the listener what stands in the text, in order; a text that comes in pieces need never be in memory as a whole, but what
 * the listener keeps of it should be copied (see copy-text.ts). Throws AppError file-damaged, whose sentence names the line, for
 * what is not well-formed or nested more than a thousand deep, and what the listener and `throwIfCancelled` throw. The character
 * references of XML and HTML are known; entities that the file declares itself are not, so that none can be made to grow.
 */
export function readXml(text: string | Iterable<string>, listener: XmlListener, throwIfCancelled: () => void = () => undefined): void {
  const parser = new sax.SAXParser(true, {});
  // What is told is in memory as a whole, so there is nothing to gain from its limit on the length of attributes.
  Object.assign(parser, { bufferCheckPosition: Number.POSITIVE_INFINITY });
  const open: OpenElement[] = [];
  let depth = 0;
  let problem: AppError | null = null;
  const fail = (what: string): void => {
    problem ??= describeDamage(parser.line + 1, what);
    throw problem;
  };
  parser.onopentag = ({ name, attributes }) => {
    depth += 1;
    if (depth > MOST_OPEN) fail('its elements are nested deeper than in any deck');
    const values = attributes as Record<string, string>;
    if (open.length === 0 && listener.containers.has(name)) listener.open?.(name, values);
    else open.push({ name, attributes: values, children: [], content: [], text: '' });
  };
  parser.onclosetag = (name) => {
    depth -= 1;
    const element = open.pop();
    if (element === undefined) listener.close?.(name);
    else if (open.length > 0) addChild(open.at(-1), element);
    else listener.record(element);
  };
  const addText = (piece: string): void => {
    const element = open.at(-1);
    if (element === undefined) return;
    element.text += piece;
    element.content.push(piece);
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.onerror = (error) => {
    if (!FORGIVEN.test(error.message)) fail(explain(error.message, open.at(-1)?.name ?? null));
    parser.resume();
  };
  for (const piece of typeof text === 'string' ? cutText(text) : text) {
    throwIfCancelled();
    parser.write(piece);
  }
  parser.close();
}

function* cutText(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE_LENGTH) yield text.slice(start, start + PIECE_LENGTH);
}

function addChild(parent: OpenElement | undefined, child: XmlElement): void {
  parent?.children.push(child);
  parent?.content.push(child);
}

function describeDamage(line: number, what: string): AppError {
  return new AppError(
    'file-damaged',
    `This XML file is damaged at line ${line.toLocaleString('en')}: ${what}. Nothing was imported. Export the deck from its program again, and import that file.`,
  );
}

function explain(message: string, openName: string | null): string {
  if (message.startsWith('Unclosed root tag') || message.startsWith('Unexpected end')) return 'it ends too early, as when a download is cut short';
  if (message.startsWith('Unexpected close tag') || message.startsWith('Unmatched closing tag')) {
    return openName === null ? 'an element is closed that was not opened' : `the element “${openName.slice(0, 100)}” is not closed`;
  }
  return 'what stands there is not XML';
}

/** The text of the first child of that name; empty when there is none. */
export function textOfChild(element: XmlElement, name: string): string {
  return element.children.find((child) => child.name === name)?.text ?? '';
}

/** What stands in an element as HTML: its text where it has no children, else with them as elements, for HTML that nobody escaped. */
export function innerHtmlOf(element: XmlElement): string {
  if (element.children.length === 0) return element.text;
  return element.content.map((part) => (typeof part === 'string' ? escapeHtml(part) : writeHtml(part))).join('');
}

function writeHtml(element: XmlElement): string {
  const attributes = Object.entries(element.attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  const opening = `<${element.name}${attributes.join('')}>`;
  const inside = element.content.map((part) => (typeof part === 'string' ? escapeHtml(part) : writeHtml(part))).join('');
  return inside === '' && VOID_ELEMENTS.has(element.name.toLowerCase()) ? opening : `${opening}${inside}</${element.name}>`;
}

/** The name of the root element, read from the head of a text; null when there is none. */
export function readRootName(head: string): string | null {
  let rest = head.replace(/^\ufeff/, '').trimStart();
  for (;;) {
    const end = rest.startsWith('<?') ? rest.indexOf('?>') + 2 : rest.startsWith('<!--') ? rest.indexOf('-->') + 3 : rest.startsWith('<!') ? endOfDoctype(rest) : 0;
    if (end === 0) break;
    if (end < 4) return null;
    rest = rest.slice(end).trimStart();
  }
  return /^<([A-Za-z_][\w.-]{0,99})[\s/>]/.exec(rest)?.[1] ?? null;
}

/** After its `>`; those of an internal subset stand in brackets. */
function endOfDoctype(text: string): number {
  const subset = text.indexOf('[');
  const end = text.indexOf('>');
  return subset === -1 || (end !== -1 && end < subset) ? end + 1 : text.indexOf('>', text.indexOf(']', subset)) + 1;
}
