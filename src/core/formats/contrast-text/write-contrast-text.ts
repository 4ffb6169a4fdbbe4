/** Writes notes of the built-in note types as a contrast text that reads back as exactly the same notes. */

import { BUILT_IN_NOTE_TYPES } from '../../cards/built-in-note-types.ts';
import { htmlToText, textToHtml } from '../plain-text.ts';
import { BLOCK_KINDS, DEFAULT_QUESTION_TYPE, type BlockKind } from './block-kinds.ts';
import { describeConcepts, type Concepts } from './block-values.ts';
import { writeField, writeText } from './field-value.ts';
import { claimName, deriveKey } from './keys.ts';
import type { ContrastDeckHeader, ContrastNote, ContrastSource } from './model.ts';
import { CONTRAST_TEXT_VERSION } from './read-contrast-text.ts';
import { abbreviateSources, isSourceId, readsAsSourceList } from './sources.ts';

const BLOCK_KEY = /^[^\s[\]]+$/;

export interface WrittenContrastText {
  readonly text: string;
  /** Notes that the format has no block for: of another note type, or of one whose fields were changed. */
  readonly leftOut: readonly ContrastNote[];
}

/** Blocks stand in the order of the notes. Every note is either in the text or in `leftOut`. */
export function writeContrastText(header: ContrastDeckHeader, notes: readonly ContrastNote[]): WrittenContrastText {
  const sources = usableSources(header.sources);
  const parts = [writeHeader({ ...header, sources })];
  const leftOut: ContrastNote[] = [];
  const keys = new Map<string, number>();
  for (const note of notes) {
    const kind = BLOCK_KINDS.find(({ noteTypeNames }) => noteTypeNames.includes(note.noteTypeName));
    const fields = kind === undefined ? null : nameFields(note);
    if (kind === undefined || fields === null) leftOut.push(note);
    else parts.push(writeBlock(note, kind, fields, { ...header, sources }, keys));
  }
  return { text: parts.join('\n'), leftOut };
}

function usableSources(sources: readonly ContrastSource[]): ContrastSource[] {
  const seen = new Set<string>();
  return sources.filter(({ id }) => {
    const usable = isSourceId(id) && !seen.has(id.toLowerCase());
    seen.add(id.toLowerCase());
    return usable;
  });
}

function writeHeader(header: ContrastDeckHeader): string {
  const lines = [`contrast-deck: ${CONTRAST_TEXT_VERSION}`, writeText('deck', header.deckName), writeText('key', header.key)];
  if (header.concepts !== null) lines.push(...writeConcepts(textToHtml(header.concepts[0]), textToHtml(header.concepts[1])));
  for (const { id, credit } of header.sources) lines.push(writeText(`source ${id}`, credit));
  return lines.join('\n') + '\n';
}

function nameFields(note: ContrastNote): Map<string, string> | null {
  const names = BUILT_IN_NOTE_TYPES.find(({ name }) => name === note.noteTypeName)?.fields;
  if (names === undefined || names.length !== note.fields.length) return null;
  return new Map(names.map(({ name }, index) => [name, note.fields[index] as string]));
}

function writeConcepts(a: string, b: string): string[] {
  const texts = [htmlToText(a), htmlToText(b)];
  const simple = texts.every((text) => text !== null && !text.includes('|') && writeText('', text) === `: ${text}`);
  return simple ? [`concepts: ${texts.join(' | ')}`] : [writeField('concept a', a), writeField('concept b', b)];
}

function writeBlock(
  note: ContrastNote,
  kind: BlockKind,
  fields: ReadonlyMap<string, string>,
  header: ContrastDeckHeader,
  keys: Map<string, number>,
): string {
  const key = chooseKey(note, header.key, keys);
  const lines = [`[${kind.kind} ${key}]`];
  if (note.guid !== `${header.key}/${key}`) lines.push(writeText('guid', note.guid));
  if (note.deckName !== header.deckName) lines.push(writeText('deck', note.deckName));
  if (kind.kind === 'question' && note.noteTypeName !== DEFAULT_QUESTION_TYPE) lines.push(writeText('type', note.noteTypeName));
  const concepts = kind.hasConcepts ? describeConcepts(fields.get('Concept A') ?? '', fields.get('Concept B') ?? '') : null;
  if (concepts !== null && !isPairOfFile(concepts, header)) lines.push(...writeConcepts(...concepts.html));
  for (const [name, html] of fields) {
    const line = writeNamedField(name, html, kind, concepts, header.sources);
    if (line !== null) lines.push(line);
  }
  if (kind.kind === 'contrast' && (fields.get('Side A') ?? '') + (fields.get('Side B') ?? '') === '') lines.push(writeText('a', ''));
  if (note.tags.length > 0) lines.push(`tags: ${note.tags.join(' ')}`);
  return lines.join('\n') + '\n';
}

function isPairOfFile(concepts: Concepts, header: ContrastDeckHeader): boolean {
  return header.concepts !== null && header.concepts.every((name, index) => textToHtml(name) === concepts.html[index]);
}

/** Null for a field that need not stand in the file because it is empty or said elsewhere. */
function writeNamedField(
  name: string,
  html: string,
  kind: BlockKind,
  concepts: Concepts | null,
  sources: readonly ContrastSource[],
): string | null {
  if (concepts !== null && (name === 'Concept A' || name === 'Concept B')) return null;
  const key = (concepts === null ? null : chooseSideKey(name, concepts)) ?? kind.keyOfField[name];
  if (key === undefined || (html === '' && !kind.required.includes(key))) return null;
  if (name === 'Belongs to' && concepts !== null) {
    const wouldChange = concepts.belongings.find((known) => known.toLowerCase() === html.toLowerCase()) ?? html;
    return writeField(key, html, wouldChange !== html);
  }
  if (name === 'Sources') {
    const text = htmlToText(html);
    const list = text === null ? null : abbreviateSources(text, sources);
    return list === null ? writeField(key, html, text !== null && readsAsSourceList(text, sources)) : `${key}: ${list}`;
  }
  return writeField(key, html);
}

/** The concept's own name where it can serve as a key, else `a` or `b`; null for fields that are no side. */
function chooseSideKey(fieldName: string, concepts: Concepts): string | null {
  const side = ['Side A', 'Side B'].indexOf(fieldName);
  if (side < 0) return null;
  const keys = concepts.sideKeys[side as 0 | 1];
  return keys.length > 1 ? concepts.names[side as 0 | 1] : (keys[0] as string);
}

/** The key that the guid was made from, else one made from the note's words that no other block has. */
function chooseKey(note: ContrastNote, deckKey: string, keys: Map<string, number>): string {
  const own = note.guid.startsWith(`${deckKey}/`) ? note.guid.slice(deckKey.length + 1) : '';
  const wanted = BLOCK_KEY.test(own) ? own : deriveKey(note.fields[0] ?? '') || 'note';
  return claimName(wanted, keys);
}
