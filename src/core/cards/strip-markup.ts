/** HTML to plain text: for search, titles and duplicates as a person reads it, and for checksums exactly as Anki has it. */

import { decodeEntities } from './html-entities.ts';
import { createFinder, lowerAscii, scanHtml } from './html-scanner.ts';
import type { HtmlTag } from './html-scanner.ts';

/** Elements at whose edges a reader sees a break between words. */
const BREAKING = new Set(
  (
    'address article aside blockquote br canvas caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr ' +
    'li main nav noscript ol option output p pre section summary table tbody td tfoot th thead title tr ul video'
  ).split(' '),
);
const MEDIA_ELEMENTS = new Set(['img', 'audio', 'video', 'object', 'source']);

/**
 * The text of a field as a reader takes it in: no tags, comments, styles or scripts, character references decoded, a single
 * space wherever lines or blocks break, trimmed. Names of images and sounds count as text, so a field that holds only a picture is not empty.
 */
export function stripMarkup(html: string): string {
  return openSoundTags(html.includes('<') ? readText(html) : decodeEntities(html)).replace(UNEVEN_SPACE, ' ').trim();
}

/** Runs of space that are anything but one plain space; leaving those alone is what makes long texts quick. */
const UNEVEN_SPACE = /[^\S ]\s*| \s+/g;

function readText(html: string): string {
  const parts: string[] = [];
  for (const token of scanHtml(html)) {
    if (token.kind === 'text') parts.push(decodeEntities(html.slice(token.start, token.end)));
    else if (token.kind === 'tag') parts.push(textOfTag(token));
  }
  return parts.join('');
}

function textOfTag(tag: HtmlTag): string {
  if (!tag.closing && MEDIA_ELEMENTS.has(tag.name)) {
    const source = tag.attributes.find(({ name }) => name === 'src' || name === 'data');
    if (source !== undefined) return ` ${decodeEntities(source.value)} `;
  }
  return BREAKING.has(tag.name) ? ' ' : '';
}

/** `[sound:a.mp3]` reads as its file's name. */
function openSoundTags(text: string): string {
  return text.includes('[sound:') ? text.replace(/\[sound:([^[\]]{1,500})\]/g, ' $1 ') : text;
}

/** Media elements of which Anki keeps the file name: the value of src or data, quoted or up to the next space. */
const ANKI_MEDIA = new Set(['img', 'audio', 'video', 'object']);
const MEDIA_TAG = /<(?:img|audio|video|object)/;
const NO_NAMES: ReturnType<typeof readMediaNamesByTag> = new Map();

/**
 * The text that Anki takes the checksum of a note's first field from: the first four bytes, big-endian, of the SHA-1 of its
 * UTF-8 (`hello` gives 2868168221). Tags vanish without leaving a space, but media elements leave ` name `; character
 * references are decoded and a no-break space becomes a space.
 */
export function stripForChecksum(html: string): string {
  if (!html.includes('<')) return decodeEntities(html).replaceAll('\u00a0', ' ');
  const lowered = lowerAscii(html);
  const find = {
    comment: createFinder(html, '-->'),
    style: createFinder(lowered, '</style>'),
    script: createFinder(lowered, '</script>'),
    close: createFinder(html, '>'),
  };
  const names = MEDIA_TAG.test(lowered) ? readMediaNamesByTag(html) : NO_NAMES;
  const parts: string[] = [];
  let done = 0;
  for (let open = html.indexOf('<'); open !== -1; open = html.indexOf('<', done)) {
    const media = names.get(open);
    const end = media?.end ?? endOfStripped(lowered, open, find);
    if (end === -1) break;
    parts.push(html.slice(done, open), media === undefined ? '' : ` ${media.name} `);
    done = end;
  }
  parts.push(html.slice(done));
  return decodeEntities(parts.join('')).replaceAll('\u00a0', ' ');
}

type Find = Readonly<Record<'comment' | 'style' | 'script' | 'close', (from: number) => number>>;

function endOfStripped(lowered: string, open: number, find: Find): number {
  const close = find.close(open);
  if (close === -1) return -1;
  if (lowered.startsWith('<!--', open)) {
    const end = find.comment(open + 4);
    if (end !== -1) return end + 3;
  }
  for (const element of ['style', 'script'] as const) {
    if (!lowered.startsWith(`<${element}`, open)) continue;
    const end = find[element](close + 1);
    if (end !== -1) return end + element.length + 3;
  }
  return close + 1;
}

function readMediaNamesByTag(html: string): ReadonlyMap<number, { readonly name: string; readonly end: number }> {
  const names = new Map<number, { name: string; end: number }>();
  for (const token of scanHtml(html)) {
    if (token.kind !== 'tag' || token.closing || !ANKI_MEDIA.has(token.name)) continue;
    const source = token.attributes.find(({ name, value }) => (name === 'src' || name === 'data') && value !== '');
    if (source !== undefined) names.set(token.start, { name: source.value, end: token.end });
  }
  return names;
}
