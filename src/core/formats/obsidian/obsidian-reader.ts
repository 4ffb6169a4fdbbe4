/** Reads the flashcards of an Obsidian vault, of a folder of notes, or of a single note, as the spaced repetition plugin has them. */

import { listClozeNumbers } from '../../cards/cloze.ts';
import { AppError } from '../../errors.ts';
import type { CardSchedule } from '../../scheduling/model.ts';
import type { FolderSource } from '../folder-source.ts';
import type { FormatReader, ReaderContext } from '../format-reader.ts';
import { SCHEDULE_CONVERTED } from '../foreign-schedule.ts';
import type { ImportSink } from '../import-sink.ts';
import { createFolderMedia } from '../markdown/folder-media.ts';
import { cleanTag, createNoteTeller } from '../tell-notes.ts';
import { renderCardFields } from './card-html.ts';
import { guessSeparators } from './guess-separators.ts';
import { deckNameOfTag, readNoteFile, takeOwnTag } from './note-file.ts';
import type { NoteFile } from './note-file.ts';
import { readSchedules } from './read-schedule.ts';
import { recogniseObsidian } from './recognise-obsidian.ts';
import { DEFAULT_SETTINGS, readSettings } from './settings.ts';
import type { ObsidianSettings } from './settings.ts';
import { splitCards } from './split-cards.ts';
import type { SplitCard } from './split-cards.ts';

interface ReadFile extends NoteFile {
  readonly path: string;
  readonly cards: readonly SplitCard[];
  /** The plugin has cards of it, or is told to. */
  readonly isChosen: boolean;
}

export const obsidianReader: FormatReader = {
  format: 'obsidian',
  recognise: recogniseObsidian,
  read: async (source, context, sink) => {
    const paths = listNotes(source);
    const own = await readSettings(source);
    const guessed = own === null ? guessSeparators(await readScheduled(source, paths), DEFAULT_SETTINGS) : null;
    const settings = own ?? guessed?.settings ?? DEFAULT_SETTINGS;
    const anyChosen = await hasChosen(source, paths, settings);
    const media = createFolderMedia(source);
    const teller = createNoteTeller(sink);
    const left = { files: 0, cards: 0 };
    let reviewed = 0;
    let unfound = 0;
    let converted = false;
    let hasHeadings = false;
    for (const path of paths) {
      sink.throwIfCancelled();
      const file = await readFile(source, path, settings);
      if (file.isReviewed) reviewed += 1;
      unfound += countUnfound(file);
      if (anyChosen && !file.isChosen) {
        if (file.cards.length > 0) left.files += 1;
        left.cards += file.cards.length;
        continue;
      }
      if (file.cards.length > 0 && /^#{1,6} /m.test(file.body)) hasHeadings = true;
      for (const card of file.cards) converted = tellCard(card, file, settings, context, source, media.take, teller.tell) || converted;
    }
    if (teller.count() === 0) {
      throw new AppError(
        'nothing-to-import',
        'There are no flashcards in these notes: none has a line like “Question::Answer”, a “?” between two lines, or ==highlighted text==. Your library is unchanged.',
      );
    }
    await media.handOn(sink);
    tellWarnings(sink, { left, reviewed, unfound, marks: guessed?.marks ?? [], converted, hasHeadings });
  },
};

/** Notes of a vault; a single file counts whatever its name. */
export function listNotes(source: FolderSource): readonly string[] {
  if (source.paths.length === 1) return source.paths;
  return source.paths.filter((path) => /\.(?:md|markdown)$/i.test(path) && !/(?:^|\/)\.(?:obsidian|trash)\//.test(path));
}

async function readFile(source: FolderSource, path: string, settings: ObsidianSettings): Promise<ReadFile> {
  const text = await source.readText(path);
  const note = readNoteFile(text, settings);
  return { ...note, path, cards: splitCards(note.body, settings), isChosen: isChosenText(text, note) };
}

/** So many notes show what the vault's cards are marked with. */
const MOST_SCHEDULED = 200;

/** The bodies of notes that hold schedules. */
async function readScheduled(source: FolderSource, paths: readonly string[]): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (const path of paths) {
    if (bodies.length === MOST_SCHEDULED) break;
    const text = await source.readText(path);
    if (text.includes('<!--SR:')) bodies.push(readNoteFile(text, DEFAULT_SETTINGS).body);
  }
  return bodies;
}

/** Schedules that belong to no card. */
function countUnfound({ body, cards }: ReadFile): number {
  return Math.max(0, body.split('<!--SR:').length - 1 - cards.filter(({ schedule }) => schedule !== null).length);
}

function isChosenText(text: string, note: NoteFile): boolean {
  return note.deckTag !== null || note.deckName !== null || text.includes('<!--SR:');
}

/** Whether any note is marked for the plugin. Where none is, the learner has another way of choosing, and all notes count. */
async function hasChosen(source: FolderSource, paths: readonly string[], settings: ObsidianSettings): Promise<boolean> {
  for (const path of paths) {
    const text = await source.readText(path);
    if (isChosenText(text, readNoteFile(text, settings))) return true;
  }
  return false;
}

/** True when its schedule was not FSRS's. */
function tellCard(
  card: SplitCard,
  file: ReadFile,
  settings: ObsidianSettings,
  context: ReaderContext,
  source: FolderSource,
  takeMedia: (html: string, path: string) => string,
  tell: ReturnType<typeof createNoteTeller>['tell'],
): boolean {
  const own = takeOwnTag(card.front, settings);
  const { type, fields } = renderCardFields({ ...card, front: own.rest }, settings);
  const { schedules, converted } = readSchedules(card.schedule ?? '', context);
  tell({
    deckName: nameDeck(own.tag ?? file.deckTagAt(card.line), file, settings, source),
    type,
    fields: fields.map((field) => takeMedia(field, file.path)),
    tags: file.tags.map(cleanTag),
    schedules: type === 'Cloze' ? placeSchedules(fields[0] ?? '', schedules) : schedules,
  });
  return converted;
}

/** Entries stand in the order of the deletions' numbers, which need not be 1, 2, 3. */
function placeSchedules(text: string, schedules: readonly (CardSchedule | null)[]): readonly (CardSchedule | null)[] {
  const placed: (CardSchedule | null)[] = [];
  listClozeNumbers([text]).forEach((number, index) => {
    placed[number - 1] = schedules[index] ?? null;
  });
  return placed;
}

/** The front matter's name, else the tag's levels, else the folder; the vault's own name where none says anything. */
function nameDeck(tag: string | null, file: ReadFile, settings: ObsidianSettings, source: FolderSource): string {
  const whole = source.name.replace(/\.(?:md|markdown|txt|zip)$/i, '');
  if (file.deckName !== null) return file.deckName;
  const folder = file.path.includes('/') ? file.path.slice(0, file.path.lastIndexOf('/')).replaceAll('/', '::') : whole;
  if (settings.foldersAreDecks || tag === null) return folder;
  return deckNameOfTag(tag, settings) ?? whole;
}

interface Findings {
  readonly left: { readonly files: number; readonly cards: number };
  readonly reviewed: number;
  readonly unfound: number;
  readonly marks: readonly string[];
  readonly converted: boolean;
  readonly hasHeadings: boolean;
}

function tellWarnings(sink: ImportSink, { left, reviewed, unfound, marks, converted, hasHeadings }: Findings): void {
  if (marks.length > 0) {
    sink.warning(
      'separators-guessed',
      `These notes came without the settings of their vault. By their schedules, ${marks.map((mark) => `“${mark}”`).join(' and ')} mark${marks.length === 1 ? 's' : ''} cards there, and was taken so. Look through the cards, or import the whole vault with its folder .obsidian.`,
    );
  }
  if (unfound > 0) {
    sink.warning(
      'schedules-without-card',
      `${count(unfound, 'schedule')} stand${unfound === 1 ? 's' : ''} behind text that is no card by the marks of these notes, and ${unfound === 1 ? 'was' : 'were'} left out. If your vault has marks of its own, import it as a whole, with its folder .obsidian.`,
    );
  }
  if (converted) sink.warning(SCHEDULE_CONVERTED.code, SCHEDULE_CONVERTED.message);
  if (left.cards > 0) {
    sink.warning(
      'untagged-notes',
      `${count(left.cards, 'card')} in ${count(left.files, 'note')} without a flashcard tag or a schedule ${left.cards === 1 ? 'was' : 'were'} left out, as Obsidian does. Tag those notes #flashcards to bring them in.`,
    );
  }
  if (reviewed > 0) {
    sink.warning('note-reviews', `${count(reviewed, 'note')} that Obsidian reviews as a whole ${reviewed === 1 ? 'has' : 'have'} no card for that here: only flashcards come in.`);
  }
  if (hasHeadings) sink.warning('headings-left-out', 'The headings that Obsidian shows above a card are not part of it here.');
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
