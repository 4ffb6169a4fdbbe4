/** What is said of files whose container is known and whose content is not: what was expected, and what to do. */

import { extname } from 'node:path';
import { AppError } from '../../core/errors.ts';
import type { FolderSource } from '../../core/formats/folder-source.ts';
import { isImportableName } from './importable-files.ts';

const EXPORT_AGAIN = 'Export the deck from its program as an Anki package (.apkg) or as text, and import that.';
const KNOWN_ARCHIVES = 'an Anki package, a Mnemosyne, Mochi, CrowdAnki or Excel file, or a folder of notes';
const NAMES_SHOWN = 5;

/** What is said of an archive that a known program wrote and that holds no deck to read; null for any other. */
export function describeForeignZip(names: readonly string[]): AppError | null {
  if (names.some((name) => /(^|\/)collection\.anki\w*$/.test(name))) {
    return new AppError('file-newer-version', 'This deck was made by a newer Anki than Versus knows. Update Versus, or export it from Anki again with “Support older Anki versions” ticked.');
  }
  if (names.some((name) => name.startsWith('word/'))) {
    return new AppError('format-unsupported', 'This is a Word document. Copy the words into a table with two columns, save it as CSV or Excel (.xlsx), and import that; or paste the text.');
  }
  const isSheet = names.includes('xl/workbook.bin') || names.some((name) => name.startsWith('Index/') && name.endsWith('.iwa')) || (names.includes('mimetype') && names.includes('content.xml'));
  if (isSheet) {
    return new AppError('format-unsupported', 'This is a spreadsheet or document of another form than Versus reads. Save it as Excel workbook (.xlsx) or as CSV (UTF-8), and import that file.');
  }
  if (names.some((name) => name.startsWith('ppt/') || name === 'mimetype')) {
    return new AppError('format-unsupported', 'This is an office document that holds no cards to import. Copy the words into a table with two columns, save it as CSV, and import that.');
  }
  return null;
}

export function describeUnknownZip(names: readonly string[]): AppError {
  const decks = names.filter(isImportableName);
  if (decks.length > 0) {
    return new AppError('format-unsupported', `This zip file holds several decks: ${listNames(decks)}. Unpack it, and drop the folder here: they are imported together.`);
  }
  return new AppError('format-unsupported', `This zip file holds nothing that Versus knows, so nothing was imported. Expected was ${KNOWN_ARCHIVES}. ${EXPORT_AGAIN}`);
}

export function describeUnknownFolder(source: FolderSource): AppError {
  if (source.paths.length === 0) return new AppError('file-empty', 'This folder is empty, so there is nothing to import.');
  const decks = source.paths.filter(isImportableName);
  if (decks.length > 0) {
    return new AppError('format-unsupported', `This folder is no deck itself but holds files that can be imported: ${listNames(decks)}. Import them one by one.`);
  }
  return new AppError('format-unsupported', `This folder holds nothing that Versus knows, so nothing was imported. Expected were deck files, a CrowdAnki folder, or Markdown or Org notes with cards.`);
}

function listNames(paths: readonly string[]): string {
  const names = paths.slice(0, NAMES_SHOWN).map((path) => `“${path.slice(path.lastIndexOf('/') + 1).slice(0, 100)}”`);
  return paths.length > NAMES_SHOWN ? `${names.join(', ')} and ${String(paths.length - NAMES_SHOWN)} more` : names.join(', ');
}

/** Texts that nobody writes cards in, by the endings of their names. */
const FOREIGN_TEXTS: readonly { readonly names: RegExp; readonly what: string }[] = [
  { names: /^\.(?:x?html?|css|svg)$/, what: 'a web page or a part of one' },
  { names: /^\.(?:[cm]?[jt]sx?|py|java|c|cc|cpp|h|hpp|cs|rs|go|rb|php|pl|lua|swift|kt|scala|hs|el|r|sh|bash|bat|ps1|sql|vue|svelte)$/, what: 'a program' },
  { names: /^\.(?:ya?ml|toml|ini|cfg|conf|properties|env|lock)$/, what: 'a file of settings' },
  { names: /^\.(?:srt|vtt)$/, what: 'a file of subtitles' },
  { names: /^\.(?:ics|vcf|bib|log|tex)$/, what: 'a calendar, an address book, a log or a document' },
];

const AS_TABLE = 'Put the words into a table with two columns, save it as CSV or Excel (.xlsx), and import that; or paste the text.';

/** What is said of running text, which nothing divides into questions and answers. */
export function describeProse(fileName: string): AppError {
  return new AppError('format-unsupported', `“${fileName}” is running text: nothing in it parts questions from answers, so nothing was imported. ${AS_TABLE}`);
}

/** Null for a text that may well be a table. XML and JSON are none, even where commas divide them. */
export function describeUnknownText(head: string, fileName: string): AppError | null {
  const text = head.trimStart();
  const extension = extname(fileName).toLowerCase();
  if (/^<\?xml\b/.test(text) || (extension === '.xml' && text.startsWith('<'))) {
    const root = /<([A-Za-z_][\w.:-]*)/.exec(text.replace(/<[?!][^>]*>/g, ''))?.[1];
    const named = root === undefined ? '' : ` (its root is “${root.slice(0, 40)}”)`;
    return new AppError('format-unsupported', `This is an XML file of a kind that Versus does not know${named}, so nothing was imported. ${EXPORT_AGAIN}`);
  }
  if (extension === '.json' || /^[[{]\s*(?:"(?:[^"\\]|\\.){1,200}"\s*:|\{\s*"(?:[^"\\]|\\.){1,200}"\s*:)/.test(text)) {
    return new AppError('format-unsupported', `This is a JSON file of a kind that Versus does not know, so nothing was imported. CrowdAnki’s deck.json can be imported; for others: ${EXPORT_AGAIN.charAt(0).toLowerCase()}${EXPORT_AGAIN.slice(1)}`);
  }
  if (/^\uFEFF?contrast-scenarios:\s*\d/.test(text)) {
    return new AppError('format-unsupported', 'This file holds scenarios, which are no cards, so nothing was imported. To move scenarios with their deck, export it as a Versus archive (.versus) and import that.');
  }
  const foreign = FOREIGN_TEXTS.find(({ names }) => names.test(extension));
  if (foreign !== undefined) {
    return new AppError('format-unsupported', `This is ${foreign.what} (${extension}), and holds no cards that Versus knows, so nothing was imported. ${AS_TABLE}`);
  }
  if (extension === '.org') {
    return new AppError('format-unsupported', 'This Org file has no headlines with the tag :drill:, which mark cards, so nothing was imported. Give the headlines that are to become cards this tag.');
  }
  if (extension === '.md' || extension === '.markdown') {
    return new AppError('format-unsupported', `This Markdown file holds no cards that Versus knows, so nothing was imported. Cards can be written as “question::answer”, as lines that begin with Q: and A:, or as ==gaps== under the tag #flashcards.`);
  }
  return null;
}
