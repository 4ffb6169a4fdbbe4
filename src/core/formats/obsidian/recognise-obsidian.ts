/** How sure it is that notes hold flashcards of Obsidian's spaced repetition plugin. */

import type { FolderSource } from '../folder-source.ts';
import { readNoteFile } from './note-file.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { splitCards } from './split-cards.ts';

/** Larger vaults are judged by a part. */
const MOST_FILES = 60;

/** By schedule comments and flashcard tags; without either, by how much of the text is cards. */
export async function recogniseObsidian(source: FolderSource): Promise<number> {
  const isSingle = source.paths.length === 1;
  const paths = isSingle ? source.paths : source.paths.filter((path) => /\.(?:md|markdown)$/i.test(path));
  const isVault = source.paths.some((path) => /(?:^|\/)\.obsidian\//.test(path));
  let best = isVault && paths.length > 0 ? 0.3 : 0;
  for (const path of spread(paths)) {
    best = Math.max(best, judge(await source.readHead(path), /\.(?:md|markdown)$/i.test(path)));
    if (best >= 0.95) return best;
  }
  return best;
}

function spread(paths: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.ceil(paths.length / MOST_FILES));
  return paths.filter((_, index) => index % step === 0);
}

/** A cell in quotes, which may hold the marks that divide the others. */
const QUOTED_CELL = /(^|[\t,;|])"(?:[^"]|"")*"(?=[\t,;|\r\n]|$)/gm;

/** Whether most lines are rows of a table: `A::B` is how Anki writes levels of decks and tags in them. */
function isTable(text: string): boolean {
  if (/^#(?:separator|html|deck|notetype|columns|guid|tags)[ :]/m.test(text.slice(0, 1000))) return true;
  const lines = text.replace(QUOTED_CELL, '$1').split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  return ['\t', ',', ';', '|'].some((mark) => {
    const widths = new Map<number, number>();
    for (const line of lines) widths.set(line.split(mark).length, (widths.get(line.split(mark).length) ?? 0) + 1);
    return mark === '\t' ? lines.length - (widths.get(1) ?? 0) > lines.length / 2 : [...widths].some(([width, count]) => width > 1 && count > lines.length * 0.8);
  });
}

function judge(written: string, isMarkdown: boolean): number {
  // Gaps of Anki's hold the same sign.
  const text = written.replace(/\{\{c\d{1,3}::/g, '{{');
  // The comments of schedules have commas of their own; and a cell may hold what a note of a vault holds.
  if (!isMarkdown && isTable(text.replace(/<!--SR:[^>\n]*-->/g, ''))) return 0;
  if (text.includes('<!--SR:!') || /<!--SR:\d{4}-\d\d-\d\d,/.test(text)) return 0.95;
  const cards = splitCards(text.replace(/^---\r?\n[\s\S]*?\n---[ \t]*\r?\n/, ''), DEFAULT_SETTINGS);
  if (cards.length === 0) return 0;
  if (readNoteFile(text, DEFAULT_SETTINGS).deckTag !== null) return 0.9;
  const blocks = text.split(/\n\s*\n/).filter((block) => block.trim() !== '' && !/^\s*(?:#|---)/.test(block)).length;
  const lines = text.split('\n').filter((line) => line.includes('::')).length;
  const inline = cards.filter(({ kind, front, back }) => kind === 'pair' && front !== '' && back !== '').length;
  const share = Math.max(inline / Math.max(blocks, lines, 1), inline / Math.max(1, text.split('\n').filter((line) => line.trim() !== '').length));
  if (inline > 0 && share >= 0.6) return isMarkdown ? 0.6 : 0.3;
  // A name of a program's own, “std::vector”, is no question.
  const wordy = cards.filter(({ kind, front }) => kind === 'cloze' || /\S\s+\S/.test(front.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, ''))).length;
  return isMarkdown && (wordy > 1 || (wordy === 1 && blocks <= FEW_BLOCKS)) ? 0.2 : 0;
}

/** In so short a note one card is enough to be meant. */
const FEW_BLOCKS = 4;
