/** Reads a contrast text into notes of the built-in note types; what cannot be taken is reported with its line. */

import { BUILT_IN_NOTE_TYPES } from '../../cards/built-in-note-types.ts';
import { AppError } from '../../errors.ts';
import { textToHtml } from '../plain-text.ts';
import { BLOCK_KINDS, COMMON_KEYS, DEFAULT_QUESTION_TYPE, HEADER_KEYS, type BlockKind } from './block-kinds.ts';
import { readConcepts, splitTags, unquoteText, type Concepts } from './block-values.ts';
import { readField } from './field-value.ts';
import { claimName, deriveKey } from './keys.ts';
import type { ContrastDeckHeader, ContrastProblem, ContrastProblemCode, ContrastSource, ContrastText, ReadContrastNote } from './model.ts';
import { normalizeKey, readBlocks, type RawBlock } from './read-blocks.ts';
import { resolveSources } from './sources.ts';

/** The version of the format that is written; newer ones are refused. */
export const CONTRAST_TEXT_VERSION = 1;

const FIRST_LINE = /^\ufeff?(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*contrast-deck[ \t]*:[ \t]*(\d+)/i;

/** True when the text says of itself that it is a contrast text. */
export function looksLikeContrastText(text: string): boolean {
  return FIRST_LINE.test(text);
}

type Report = (code: ContrastProblemCode, line: number, message: string, skipped?: string) => void;

interface Context extends ContrastDeckHeader {
  readonly conceptsOfFile: Concepts | null;
  readonly tags: readonly string[];
  readonly questionType: string;
  readonly report: Report;
}

/**
 * Reads a whole file. Guarantees that every block is either a note or a problem whose `skipped` is set, and that every
 * line is used or reported. Throws AppError file-newer-version, and format-unknown when the first line is missing.
 */
export function readContrastText(text: string): ContrastText {
  const version = FIRST_LINE.exec(text);
  if (version === null) {
    throw new AppError('format-unknown', 'This text does not begin with “contrast-deck: 1”, so it cannot be read as a contrast deck.');
  }
  if (Number(version[1]) > CONTRAST_TEXT_VERSION) {
    throw new AppError(
      'file-newer-version',
      'This contrast deck was made by a newer Versus. Nothing was imported. Update Versus, or save the deck from there in the older form.',
    );
  }
  const raw = readBlocks(text);
  const problems: ContrastProblem[] = [...raw.problems];
  const report: Report = (code, line, message, skipped) => {
    problems.push({ code, line, message: `Line ${line}: ${message}`, skipped: skipped ?? null });
  };
  const context = readHeader(raw.header, report);
  const notes: ReadContrastNote[] = [];
  const keys = new Map<string, number>();
  for (const block of raw.blocks) {
    const note = readBlock(block, context, keys);
    if (note !== null) notes.push(note);
  }
  problems.sort((left, right) => left.line - right.line);
  const { deckName, key, concepts, sources } = context;
  return { deckName, key, concepts, sources, notes, problems };
}

function readHeader(header: RawBlock, report: Report): Context {
  const sources: ContrastSource[] = [];
  for (const [key, value] of header.values) {
    if (key.startsWith('source ')) sources.push({ id: value.name.slice('source '.length).trim(), credit: unquoteText(value, report) });
    else if (!HEADER_KEYS.some((known) => known === key)) reportUnknownKey(report, key, value.line, value.raw);
  }
  const deckName = unquoteText(header.values.get('deck'), report) || 'Contrasts';
  const conceptsOfFile = readConcepts(header, null, report);
  return {
    deckName,
    key: unquoteText(header.values.get('key'), report) || deriveKey(deckName) || 'contrasts',
    concepts: conceptsOfFile === null ? null : conceptsOfFile.names,
    conceptsOfFile,
    sources,
    tags: splitTags(unquoteText(header.values.get('tags'), report)),
    questionType: unquoteText(header.values.get('question type'), report) || DEFAULT_QUESTION_TYPE,
    report,
  };
}

function reportUnknownKey(report: Report, key: string, line: number, raw: string): void {
  report('unknown-key', line, `“${key}” means nothing here and was left out: ${raw}`);
}

function readBlock(block: RawBlock, context: Context, keys: Map<string, number>): ReadContrastNote | null {
  const { report } = context;
  const kind = BLOCK_KINDS.find((candidate) => candidate.kind === block.kind);
  const firstValue = [...block.values.values()][0]?.raw ?? '';
  const title = block.key || firstValue || `line ${block.line}`;
  if (kind === undefined) {
    report('unknown-block', block.line, `there are no blocks of the kind “${block.kind}”; the block was left out.`, title);
    return null;
  }
  const concepts = kind.hasConcepts ? readConcepts(block, context.conceptsOfFile, report) : null;
  const missing = kind.hasConcepts && concepts === null ? 'the two concepts' : findMissing(block, kind, concepts);
  if (missing !== null) {
    report('missing-part', block.line, `${missing} must be given; the block was left out.`, title);
    return null;
  }
  const noteTypeName = readNoteTypeName(block, kind, context);
  const fields = readFields(block, kind, concepts, noteTypeName, context);
  reportUnusedKeys(block, kind, concepts, report);
  const key = claimKey(block.key || deriveKey(firstValue) || `line-${block.line}`, block.line, keys, report);
  return {
    key,
    line: block.line,
    guid: unquoteText(block.values.get('guid'), report) || `${context.key}/${key}`,
    deckName: unquoteText(block.values.get('deck'), report) || context.deckName,
    noteTypeName,
    fields,
    tags: [...new Set([...context.tags, ...splitTags(unquoteText(block.values.get('tags'), report))])],
  };
}

function findMissing(block: RawBlock, kind: BlockKind, concepts: Concepts | null): string | null {
  const key = kind.required.find((required) => !block.values.has(required));
  if (key !== undefined) return `“${key}”`;
  if (kind.kind !== 'contrast' || concepts === null) return null;
  return concepts.sideKeys.flat().some((sideKey) => block.values.has(sideKey)) ? null : 'at least one side';
}

function readNoteTypeName(block: RawBlock, kind: BlockKind, context: Context): string {
  const fallback = kind.noteTypeNames[0] as string;
  const given = block.values.get('type');
  const wanted = given === undefined ? (kind.kind === 'question' ? context.questionType : fallback) : unquoteText(given, context.report);
  const found = kind.noteTypeNames.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (found === undefined) {
    context.report('unknown-note-type', given?.line ?? block.line, `there is no note type “${wanted}” for this block; “${fallback}” was used.`);
  }
  return found ?? fallback;
}

function readFields(block: RawBlock, kind: BlockKind, concepts: Concepts | null, noteTypeName: string, context: Context): string[] {
  const noteType = BUILT_IN_NOTE_TYPES.find(({ name }) => name === noteTypeName);
  return (noteType?.fields ?? []).map(({ name }) => {
    if (concepts !== null && name === 'Concept A') return concepts.html[0];
    if (concepts !== null && name === 'Concept B') return concepts.html[1];
    if (concepts !== null && name === 'Side A') return readValue(block, concepts.sideKeys[0], context);
    if (concepts !== null && name === 'Side B') return readValue(block, concepts.sideKeys[1], context);
    if (concepts !== null && name === 'Belongs to') return readBelongsTo(block, concepts, context);
    if (name === 'Sources') return readSources(block, context);
    return readValue(block, [kind.keyOfField[name] ?? normalizeKey(name)], context);
  });
}

function readValue(block: RawBlock, keys: readonly string[], context: Context): string {
  const key = keys.find((candidate) => block.values.has(candidate));
  const value = key === undefined ? undefined : block.values.get(key);
  if (value === undefined) return '';
  const html = readField(value);
  if (html === null) context.report('bad-value', value.line, `the quotes of “${key}” are broken; the line was taken as it stands.`);
  return html ?? textToHtml(value.raw);
}

function readBelongsTo(block: RawBlock, concepts: Concepts, context: Context): string {
  const html = readValue(block, ['belongs to'], context);
  const value = block.values.get('belongs to');
  if (value === undefined || value.isQuoted || value.isHtml) return html;
  const found = concepts.belongings.find((known) => known.toLowerCase() === html.toLowerCase());
  if (found === undefined) {
    context.report('unknown-concept', value.line, `“${value.raw}” is neither of the two concepts nor “both”; it was kept as it stands.`);
  }
  return found ?? html;
}

function readSources(block: RawBlock, context: Context): string {
  const value = block.values.get('sources');
  if (value === undefined || value.isHtml || value.isQuoted) return readValue(block, ['sources'], context);
  const { text, unknownIds } = resolveSources(value.raw, context.sources);
  for (const id of unknownIds) {
    context.report('unknown-source', value.line, `the file's head has no “source ${id}”; the short name was kept as it stands.`);
  }
  return textToHtml(text);
}

function reportUnusedKeys(block: RawBlock, kind: BlockKind, concepts: Concepts | null, report: Report): void {
  const known = new Set<string>([
    ...COMMON_KEYS,
    ...Object.values(kind.keyOfField),
    ...(concepts === null ? [] : ['concepts', 'concept a', 'concept b']),
    ...(concepts !== null && kind.kind === 'contrast' ? concepts.sideKeys.flat() : []),
  ]);
  for (const [key, value] of block.values) {
    if (!known.has(key)) reportUnknownKey(report, key, value.line, value.raw);
  }
}

function claimKey(wanted: string, line: number, keys: Map<string, number>, report: Report): string {
  const key = claimName(wanted, keys);
  if (key !== wanted) report('repeated-block', line, `the key “${wanted}” stands in the file already; this block goes by “${key}”.`);
  return key;
}
