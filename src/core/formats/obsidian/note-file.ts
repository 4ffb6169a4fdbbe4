/** A note of a vault before its cards are looked for: front matter taken off, tags found, and which deck each line belongs to. */

import type { ObsidianSettings } from './settings.ts';

export interface NoteFile {
  /** Without front matter, as many lines as before. */
  readonly body: string;
  /** Of the front matter and of lines that hold nothing but tags, without `#`; flashcard tags left out. */
  readonly tags: readonly string[];
  /** The first flashcard tag, wherever it stands; null: none. */
  readonly deckTag: string | null;
  /** The flashcard tag that holds for a line: the last one above it, else the first of the file. */
  readonly deckTagAt: (line: number) => string | null;
  /** A deck's full name that the front matter gives. */
  readonly deckName: string | null;
  /** The whole note is on the plugin's review list. */
  readonly isReviewed: boolean;
}

const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;
/** What Obsidian takes for a tag: letters, digits, `_`, `-`, `/` and most other signs. */
const TAG = /(?:^|\s)(#[^\s#!-,.:-@[\]^`{-~]+)/g;
/** Says only that the plugin reviews the note. */
const REVIEW_TAG = 'review';

export function readNoteFile(text: string, settings: ObsidianSettings): NoteFile {
  const matter = FRONT_MATTER.exec(text)?.[1] ?? '';
  const matterLines = matter === '' ? 0 : (FRONT_MATTER.exec(text)?.[0] ?? '').split('\n').length - 1;
  const body = matter === '' ? text : `${'\n'.repeat(matterLines)}${text.replace(FRONT_MATTER, '')}`;
  const tags = new Set<string>();
  const deckTags: { readonly line: number; readonly tag: string }[] = [];
  for (const tag of readListed(matter, 'tags')) {
    const marked = tag.startsWith('#') ? tag : `#${tag}`;
    if (isDeckTag(marked, settings)) deckTags.push({ line: -1, tag: marked });
    else tags.add(marked.slice(1));
  }
  let fence: string | null = null;
  body.split(/\r\n|\r|\n/).forEach((line, index) => {
    const ticks = /^(?:`{3,}|~{3,})/.exec(line)?.[0];
    if (ticks !== undefined) fence = fence === null ? ticks : line.startsWith(fence) ? null : fence;
    if (fence !== null || !line.includes('#')) return;
    const found = [...line.matchAll(TAG)].map(([, tag]) => tag ?? '').filter((tag) => /[^#\d/]/.test(tag));
    const isTagLine = line.replace(TAG, '').trim() === '';
    const deckTag = found.find((tag) => isDeckTag(tag, settings));
    // A tag before the text of a card is that card's alone.
    if (deckTag !== undefined && (isTagLine || !line.trimStart().startsWith('#'))) deckTags.push({ line: index, tag: deckTag });
    if (isTagLine) for (const tag of found) if (!isDeckTag(tag, settings)) tags.add(tag.slice(1));
  });
  tags.delete(REVIEW_TAG);
  const named = /^(?:cards-)?deck:[ \t]*(.+)$/m.exec(matter)?.[1]?.trim();
  const anyTag = deckTags[0]?.tag ?? findOwnTag(body, settings);
  return {
    body,
    tags: [...tags],
    deckTag: anyTag,
    deckTagAt: (line) => deckTags.findLast((one) => one.line <= line)?.tag ?? anyTag,
    deckName: named === undefined ? null : unquote(named),
    isReviewed: /^sr-due:/m.test(matter),
  };
}

/** The flashcard tag before the text of a card, and the text without it. */
export function takeOwnTag(front: string, settings: ObsidianSettings): { readonly tag: string | null; readonly rest: string } {
  const match = /^\s*(#[^\s#!-,.:-@[\]^`{-~]+)\s+/.exec(front);
  const tag = match?.[1];
  return tag !== undefined && match !== null && isDeckTag(tag, settings) ? { tag, rest: front.slice(match[0].length) } : { tag: null, rest: front };
}

/** `#flashcards/a/b` as `a::b`; null for the bare tag. */
export function deckNameOfTag(tag: string, settings: ObsidianSettings): string | null {
  const root = settings.flashcardTags.find((one) => matches(tag, one)) ?? '';
  const levels = tag.slice(root.length).split('/').filter((level) => level !== '');
  return levels.length === 0 ? null : levels.join('::');
}

function isDeckTag(tag: string, settings: ObsidianSettings): boolean {
  return settings.flashcardTags.some((root) => matches(tag, root));
}

function matches(tag: string, root: string): boolean {
  const [left, right] = [tag.toLowerCase(), root.toLowerCase()];
  return left === right || left.startsWith(`${right}/`);
}

function findOwnTag(body: string, settings: ObsidianSettings): string | null {
  for (const [, tag] of body.matchAll(TAG)) if (tag !== undefined && isDeckTag(tag, settings)) return tag;
  return null;
}

/** A key's values in YAML: `[a, b]`, `a, b`, or a line for each. */
function readListed(matter: string, key: string): readonly string[] {
  const lines = matter.split(/\r?\n/);
  const at = lines.findIndex((line) => line.startsWith(`${key}:`));
  if (at === -1) return [];
  const inline = (lines[at] ?? '').slice(key.length + 1).trim();
  if (inline !== '') return splitList(inline.replace(/^\[|\]$/g, ''));
  const listed: string[] = [];
  for (const line of lines.slice(at + 1)) {
    const item = /^\s*-\s+(.+)$/.exec(line)?.[1];
    if (item === undefined) break;
    listed.push(unquote(item.trim()));
  }
  return listed;
}

function splitList(text: string): readonly string[] {
  return text
    .split(/[,\s]+/)
    .map(unquote)
    .filter((tag) => tag !== '');
}

function unquote(text: string): string {
  if (!/^".*"$/.test(text)) return text.replace(/^'(.*)'$/, '$1').replaceAll("''", "'");
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1, -1);
  }
}
