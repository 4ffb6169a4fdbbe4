/** Reads decks of hashcards: Markdown files, one deck each. */

import { AppError } from '../../errors.ts';
import type { FolderSource } from '../folder-source.ts';
import type { FormatReader } from '../format-reader.ts';
import { createFolderMedia, nameOf } from '../markdown/folder-media.ts';
import { createNoteTeller } from '../tell-notes.ts';
import { renderCardFields } from './card-html.ts';
import { parseHashcards } from './parse-hashcards.ts';

export const hashcardsReader: FormatReader = {
  format: 'hashcards',
  recognise: async (source) => {
    let best = 0;
    const paths = listDecks(source);
    for (const path of paths.slice(0, MOST_FILES)) best = Math.max(best, judge(await source.readHead(path), /\.(?:md|markdown)$/i.test(path)));
    return best;
  },
  read: async (source, _context, sink) => {
    const teller = createNoteTeller(sink);
    const media = createFolderMedia(source);
    for (const path of listDecks(source)) {
      sink.throwIfCancelled();
      const { name, cards, isSound } = parseHashcards(await source.readText(path));
      if (!isSound) sink.warning('front-matter', 'The lines between the two “---” at the top of a deck are no TOML, so hashcards itself would refuse it. Its cards came in all the same.');
      const deckName = name ?? nameOf(path).replace(/\.[A-Za-z0-9]{1,10}$/, '');
      for (const card of cards) {
        if (card.kind === 'broken') {
          sink.skipped(card.text.slice(0, 200), card.reason);
          continue;
        }
        const { type, fields } = renderCardFields(card);
        teller.tell({ deckName, type, fields: fields.map((field) => media.take(field, path)), tags: [] });
      }
    }
    if (teller.count() === 0) {
      throw new AppError(
        'nothing-to-import',
        'There are no cards in these files: none has a line that begins with “Q:” and one with “A:”, or a “C:” with words in [brackets]. Your library is unchanged.',
      );
    }
    await media.handOn(sink);
  },
};

/** Larger collections are judged by a part. */
const MOST_FILES = 60;

function listDecks(source: FolderSource): readonly string[] {
  return source.paths.length === 1 ? source.paths : source.paths.filter((path) => /\.md$/i.test(path));
}

/** Of the lines below the front matter that are no headings or rules, those from the first card on: a deck has cards and little else, a page of a project has some questions at its end. */
function shareOfCards(text: string): number {
  const lines = text.replace(/^---[ \t]*\r?\n[\s\S]*?\r?\n---[ \t]*(?:\r?\n|$)/, '').split(/\r\n|\r|\n/).filter((line) => !/^\s*$|^#{1,6}\s|^-{3,}\s*$/.test(line));
  const first = lines.findIndex((line) => /^[QC]:/.test(line));
  return first === -1 ? 0 : (lines.length - first) / lines.length;
}

/** SuperMemo's texts have the same `Q:` and `A:`; a gap, front matter with a name, or the file's name tells them apart. */
function judge(text: string, isMarkdown: boolean): number {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const questions = lines.filter((line) => line.startsWith('Q:')).length;
  const answers = lines.filter((line) => line.startsWith('A:')).length;
  const gaps = (text.match(/^C:[^[]*\[[^\]]/gm) ?? []).length;
  const pairs = Math.min(questions, answers);
  if (pairs + gaps === 0 || Math.abs(questions - answers) > 1 + pairs / 2 || /^(?:I: ?REP=|A\d+:)/m.test(text)) return 0;
  const isNamed = /^---[ \t]*\r?\nname[ \t]*=[ \t]*["']/.test(text);
  // Answers may be long, but a page of prose with one “Q:” in it is no deck.
  const share = (2 * pairs + gaps) / lines.length;
  if (isNamed) return 0.95;
  const coverage = shareOfCards(text);
  if (coverage < 0.5 || share < (coverage > 0.9 ? 0.03 : 0.1)) return 0;
  if (gaps > 0 && gaps + pairs > 1) return isMarkdown ? 0.92 : 0.8;
  return isMarkdown ? 0.85 : 0.4;
}
