import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_NOTE_TYPES } from '../../../src/core/cards/built-in-note-types.ts';
import type { ContrastDeckHeader, ContrastNote } from '../../../src/core/formats/contrast-text/model.ts';
import { looksLikeContrastText, readContrastText } from '../../../src/core/formats/contrast-text/read-contrast-text.ts';
import { writeContrastText } from '../../../src/core/formats/contrast-text/write-contrast-text.ts';

const HEAD = `contrast-deck: 1
deck: Weather and climate
key: weather
concepts: Weather | Climate
source W: Weather for Beginners, by A. Cloud
source K: Climate in Brief (unsigned)
`;

const SAMPLE = `${HEAD}
# A comment
[contrast span]
dimension: Span of time
Weather: what happens this week
Climate: what is usual over
  thirty years
why: One is a single event;

  the other is an average.
sources: W; K (chapter 2)
tags: time basics

[statement both-air]
statement: is made of moving air
belongs to: Both
sources: Somebody's lecture: part 1

[disagreement change]
question: How fast does it change?
one answer: quickly
another answer: slowly

[question cold]
question: Does a cold day disprove warming?
answer: No. 3 < 30.

[cloze mean]
text: Climate is the {{c1::average}} of weather.
`;

function fieldsOf(text: string, key: string): readonly string[] | undefined {
  return readContrastText(text).notes.find((note) => note.key === key)?.fields;
}

describe('reading a contrast text', () => {
  it('makes a note of each block', () => {
    const deck = readContrastText(SAMPLE);
    expect(deck.problems).toEqual([]);
    expect(deck.deckName).toBe('Weather and climate');
    expect(deck.notes.map(({ guid, noteTypeName }) => [guid, noteTypeName])).toEqual([
      ['weather/span', 'Contrast'],
      ['weather/both-air', 'Statement'],
      ['weather/change', 'Disagreement'],
      ['weather/cold', 'Basic'],
      ['weather/mean', 'Cloze'],
    ]);
    expect(deck.notes[0]?.fields).toEqual([
      'Span of time',
      'Weather',
      'what happens this week',
      'Climate',
      'what is usual over<br>thirty years',
      'One is a single event;<br><br>the other is an average.',
      'Weather for Beginners, by A. Cloud<br>Climate in Brief (unsigned) (chapter 2)',
    ]);
    expect(deck.notes[0]?.tags).toEqual(['time', 'basics']);
    expect(deck.notes[1]?.fields).toEqual(['is made of moving air', 'Both', 'Weather', 'Climate', '', 'Somebody\'s lecture: part 1']);
    expect(deck.notes[3]?.fields).toEqual(['Does a cold day disprove warming?', 'No. 3 &lt; 30.']);
  });

  it('takes any line end and a byte order mark', () => {
    const expected = readContrastText(SAMPLE).notes;
    expect(readContrastText('\ufeff' + SAMPLE.replaceAll('\n', '\r\n')).notes).toEqual(expected);
    expect(readContrastText(SAMPLE.replaceAll('\n', '\r')).notes).toEqual(expected);
  });

  it('keeps a guid when the words of a block change, and takes the key from the words when there is none', () => {
    const first = readContrastText(`${HEAD}[contrast]\ndimension: Size of it\na: small\nb: large\n`).notes[0];
    expect(first?.guid).toBe('weather/size-of-it');
    const keyed = (side: string): string | undefined => readContrastText(`${HEAD}[contrast size]\na: ${side}\n`).notes[0]?.guid;
    expect(keyed('small')).toBe(keyed('tiny'));
  });

  it('takes HTML and quoted values as they are', () => {
    expect(fieldsOf(`${HEAD}[question q]\nquestion (html): <b>x</b> &amp; y\nanswer (quoted): "  a\\n"\n`, 'q')).toEqual([
      '<b>x</b> &amp; y',
      '  a<br>',
    ]);
  });

  it('lets a block name its own concepts, deck and note type', () => {
    const deck = readContrastText(
      `${HEAD}[contrast x]\nconcepts: Affect | Effect\naffect: is a verb\neffect: is a noun\ndeck: Words\n` +
        '[question r]\ntype: basic (and reversed)\nquestion: f\nanswer: b\n',
    );
    expect(deck.problems).toEqual([]);
    expect(deck.notes[0]).toMatchObject({ deckName: 'Words', fields: ['', 'Affect', 'is a verb', 'Effect', 'is a noun', '', ''] });
    expect(deck.notes[1]?.noteTypeName).toBe('Basic (and reversed)');
  });

  it.each([
    ['unknown-key', '[question q]\nquestion: x\nanswer: y\ncolour: red', 4, null],
    ['repeated-key', '[question q]\nquestion: x\nquestion: y', 3, null],
    ['unknown-block', '[poem q]\nquestion: x', 1, 'q'],
    ['repeated-block', '[question q]\nquestion: x\n[question q]\nquestion: y', 3, null],
    ['unknown-source', '[question q]\nquestion: x\n[contrast c]\na: x\nsources: W, Z', 5, null],
    ['unknown-concept', '[statement q]\nstatement: x\nbelongs to: nobody', 3, null],
    ['unknown-note-type', '[question q]\nquestion: x\ntype: Fancy', 3, null],
    ['missing-part', '[statement q]\nstatement: x', 1, 'q'],
    ['missing-part', '[contrast c]\ndimension: x', 1, 'c'],
    ['bad-value', '[question q]\nquestion (quoted): x', 2, null],
    ['not-understood', '[question q]\nhello there\nquestion: x', 2, null],
  ] as const)('reports %s with its line', (code, body, line, skipped) => {
    const { problems } = readContrastText(HEAD + body);
    const offset = HEAD.split('\n').length - 1;
    expect(problems.map((problem) => [problem.code, problem.line - offset, problem.skipped])).toEqual([[code, line, skipped]]);
    expect(problems[0]?.message).toContain(`Line ${line + offset}`);
  });

  it('is recognised by its first line alone', () => {
    expect(looksLikeContrastText(SAMPLE)).toBe(true);
    expect(looksLikeContrastText('\ufeff# note\r\n\r\ncontrast-deck: 1')).toBe(true);
    expect(looksLikeContrastText('front\tback\ncontrast-deck: 1')).toBe(false);
    expect(() => readContrastText('deck: x')).toThrow(expect.objectContaining({ code: 'format-unknown' }));
    expect(() => readContrastText('contrast-deck: 2')).toThrow(expect.objectContaining({ code: 'file-newer-version' }));
  });
});

const piece = fc.constantFrom('#', ':', '|', ' ', '\n', '\r', '\t', '[', ']', '<br>', '&', '&lt;', '<b>', '"', '\\', '(html)', 'S1', 'both', 'Leader', ', ', ';', '\u0000', '\u2028', 'x');
const content = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(piece, { maxLength: 6 }).map((parts) => parts.join('')),
);
/** Names of concepts are text whose line ends are line feeds. */
const concept = content.map((value) => value.replaceAll('\r', ''));
const named = content.filter((value) => value !== '');
const tag = fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }).filter((value) => !/\s/u.test(value) && !/\p{Cs}/u.test(value));

const blockKey = fc.constantFrom('a', 'b', 'ab', 'x-1', 'é');

const source = fc.record({ id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,3}$/), credit: named });
const header: fc.Arbitrary<ContrastDeckHeader> = fc.record({
  deckName: named,
  key: named,
  concepts: fc.option(fc.tuple(fc.oneof(fc.constantFrom('Manager', 'why', 'A B'), concept), fc.oneof(fc.constant('Leader'), concept)), {
    nil: null,
  }),
  sources: fc.uniqueArray(source, { selector: ({ id }) => id.toLowerCase(), maxLength: 3 }),
});

function noteOf(deck: ContrastDeckHeader): fc.Arbitrary<ContrastNote> {
  return fc.constantFrom(...BUILT_IN_NOTE_TYPES).chain((noteType) => {
    const [a, b] = deck.concepts ?? ['Manager', 'Leader'];
    const field = fc.oneof(content, fc.constantFrom('', a, b, 'Both', 'S1', deck.sources[0]?.credit ?? '', `${deck.sources[0]?.credit} (p. 3)`));
    return fc.record({
      guid: fc.oneof(named, blockKey.map((key) => `${deck.key}/${key}`)),
      deckName: fc.oneof(fc.constant(deck.deckName), named),
      noteTypeName: fc.constant(noteType.name),
      fields: fc.tuple(...noteType.fields.map(({ name }) => (name === 'Concept A' ? fc.oneof(fc.constant(a), field) : field))),
      tags: fc.uniqueArray(tag, { maxLength: 3 }),
    });
  });
}

describe('a contrast text of sixty thousand equal blocks', () => {
  it('has sixty thousand notes, each with a key of its own', () => {
    const { notes } = readContrastText(`${HEAD}${'[question cold]\nquestion: Is it?\nanswer: No.\n'.repeat(60_000)}`);
    expect(new Set(notes.map(({ key }) => key)).size).toBe(60_000);
    expect(notes.at(-1)?.key).toBe('cold~60000');
  });
});

describe('writing a contrast text', () => {
  it('loses nothing: what is written reads back as the same notes', () => {
    const deck = header.chain((head) => fc.record({ head: fc.constant(head), notes: fc.array(noteOf(head), { maxLength: 5 }) }));
    fc.assert(
      fc.property(deck, ({ head, notes }) => {
        const { text, leftOut } = writeContrastText(head, notes);
        const read = readContrastText(text);
        expect(leftOut).toEqual([]);
        expect(read.notes.map(({ key: _key, line: _line, ...note }) => note)).toEqual(notes);
        expect(read).toMatchObject({ deckName: head.deckName, key: head.key, concepts: head.concepts, sources: head.sources });
        expect(read.problems.filter(({ code }) => code !== 'unknown-concept' && code !== 'unknown-source')).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('writes what a person would write', () => {
    const { notes, ...head } = readContrastText(SAMPLE);
    const { text } = writeContrastText(head, notes);
    expect(text).toBe(SAMPLE.replace('# A comment\n', ''));
  });

  it('hands back notes it has no block for', () => {
    const note: ContrastNote = { guid: 'g', deckName: 'd', noteTypeName: 'Mine', fields: ['x'], tags: [] };
    const deck: ContrastDeckHeader = { deckName: 'd', key: 'd', concepts: null, sources: [] };
    expect(writeContrastText(deck, [note]).leftOut).toEqual([note]);
  });

  it('reads any text without throwing and accounts for every block', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.constantFrom('\n[contrast ', '\n[question a]\n', 'question:', 'a:', '\n  ', 'concepts: A | B\n')), { maxLength: 40 }), (parts) => {
        const { notes, problems } = readContrastText('contrast-deck: 1\n' + parts.join(''));
        const skipped = problems.filter((problem) => problem.skipped !== null);
        const headings = ('\n' + parts.join('')).split(/\r\n|\r|\n/).filter((line) => /^\[\s*([\p{L}-]+)(?:\s+(\S+?))?\s*\]\s*$/u.test(line));
        expect(notes.length + skipped.length).toBe(headings.length);
      }),
    );
  });
});
