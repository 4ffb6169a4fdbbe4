import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_NOTE_TYPES } from '../../../../src/core/cards/built-in-note-types.ts';
import { AppError } from '../../../../src/core/errors.ts';
import { decodePieces, decodeText, detectEncoding, detectEncodingOfPieces } from '../../../../src/core/formats/delimited/detect-encoding.ts';
import { openDelimited } from '../../../../src/core/formats/delimited/detect-options.ts';
import { detectDialect } from '../../../../src/core/formats/delimited/detect-dialect.ts';
import type { DelimitedOptions, TextEncoding } from '../../../../src/core/formats/delimited/model.ts';
import { readDelimited } from '../../../../src/core/formats/delimited/read-delimited.ts';
import { readRows, splitRows } from '../../../../src/core/formats/delimited/split-rows.ts';
import { createRecordingSink, type RecordingSink } from './record-sink.ts';

type SampleEncoding = Extract<TextEncoding, 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'>;

function encode(text: string, encoding: SampleEncoding, mark: boolean): Uint8Array {
  const marked = mark ? `\ufeff${text}` : text;
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(marked, 'utf8');
    case 'utf-16le':
      return Buffer.from(marked, 'utf16le');
    case 'utf-16be':
      return Buffer.from(marked, 'utf16le').swap16();
    case 'windows-1252':
      return Buffer.from(text, 'latin1');
  }
}

function read(content: string | Uint8Array, options: DelimitedOptions | null = null, fileName = 'words.txt'): RecordingSink {
  const sink = createRecordingSink();
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  readDelimited({ bytes, fileName, options, noteTypes: BUILT_IN_NOTE_TYPES }, sink);
  return sink;
}

function optionsOf(content: string): DelimitedOptions {
  return openDelimited(Buffer.from(content, 'utf8'), 'words.txt', null, BUILT_IN_NOTE_TYPES).options;
}

const anyCell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.array(fc.constantFrom('"', "'", ',', ';', '\t', '|', '\n', '\r', '\r\n', ' ', 'a', '#', '\u2028'), { maxLength: 6 }).map((parts) => parts.join('')),
);

describe('splitting rows', () => {
  it('gives back any table that a CSV writer has written', () => {
    const table = fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { maxLength: 8 }));
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t', '|', ':', ' ', '::'), fc.constantFrom('"', "'"), fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), (rows, delimiter, quote, lineEnd, always) => {
        const text = stringify(rows, { delimiter, quote, escape: quote, record_delimiter: lineEnd, quoted: always, quoted_match: /[\r\n"']/ });
        const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
        expect(readRows(text, { delimiter, quote: quote === "'" ? "'" : '"' }).map(({ cells }) => cells)).toEqual(filled);
      }),
      { numRuns: 500 },
    );
  });

  it('counts lines across quoted line ends', () => {
    expect(readRows('a,b\n"x\r\ny",z\n\nc,d', { delimiter: ',', quote: '"' })).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x\r\ny', 'z'] },
      { line: 5, cells: ['c', 'd'] },
    ]);
  });

  it('takes a quote that is never closed, or closed in the middle of a cell, as a character', () => {
    const cellsOf = (text: string): (readonly string[])[] => readRows(text, { delimiter: ',', quote: '"' }).map(({ cells }) => cells);
    expect(cellsOf('a,"b\nc,d\ne,f')).toEqual([['a', '"b'], ['c', 'd'], ['e', 'f']]);
    expect(cellsOf('"a" b,c\n5" disk,d')).toEqual([['"a" b', 'c'], ['5" disk', 'd']]);
    expect(cellsOf('a,"b\n"c" d,e')).toEqual([['a', '"b'], ['"c" d', 'e']]);
  });

  it('splits lines without quotes as csv-parse does', () => {
    const text = fc.array(fc.constantFrom('a', '\t', '\n', '\r', '\r\n', '"', ',', '::', '\ufeff', 'ä', ' ', '\u2028'), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom('\t', ',', '::'), (written, delimiter) => {
        expect([...splitRows(written, { delimiter, quote: '' })].map(({ cells }) => cells)).toEqual(parse(written, { delimiter, quote: false, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] }));
      }),
      { numRuns: 1000 },
    );
  });

  it('takes a row of two hundred thousand cells', () => {
    expect(readRows(`${'a\t'.repeat(200_000)}b\n"c"\td`, { delimiter: '\t', quote: '"' }).map(({ cells }) => cells.length)).toEqual([200_001, 2]);
  });

  it('takes three hundred thousand rows with a quote in the last of them', () => {
    expect(readRows(`${'a,b\n'.repeat(300_000)}"c",d\n`, { delimiter: ',', quote: '"' })).toHaveLength(300_001);
  });

  it('has an empty last cell where a row ends with the delimiter', () => {
    expect(readRows('a,\nb,', { delimiter: ',', quote: '"' }).map(({ cells }) => cells)).toEqual([['a', ''], ['b', '']]);
  });
});

const word = fc.stringMatching(/^[a-z]{2,5}[äöüéñ]?[a-z]{0,3}$/);
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const proseCell = fc.oneof(
  { weight: 6, arbitrary: phrase },
  { weight: 1, arbitrary: fc.tuple(phrase, fc.constantFrom(', ', '; ', ' "', '" ', ': ', '\n', ' | '), phrase).map((parts) => parts.join('')) },
);
const proseTable = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(proseCell, { minLength: width, maxLength: width }), { minLength: 6, maxLength: 30 }));

describe('detecting how a text is written', () => {
  it.each(['Begriff;Erklärung', 'Text;Extra', 'Item;Description'])('takes %j for a heading', (heading) => {
    expect(read(`${heading}\na;b\nc;d\n`).notes).toHaveLength(2);
  });

  it('reads tables in any dialect, encoding and line end as they were written', () => {
    fc.assert(
      fc.property(
        proseTable,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom<[SampleEncoding, boolean]>(['utf-8', false], ['utf-8', true], ['utf-16le', true], ['utf-16be', true], ['utf-16le', false], ['utf-16be', false], ['windows-1252', false]),
        fc.boolean(),
        (rows, delimiter, lineEnd, [encoding, mark], always) => {
          const text = stringify(rows, { delimiter, record_delimiter: lineEnd, quoted: always, quoted_match: /[\r\n]/ });
          const bytes = encode(text, encoding, mark);
          const isAscii = Buffer.byteLength(text, 'utf8') === text.length;
          const expected = encoding === 'windows-1252' && isAscii ? 'utf-8' : encoding;
          const opened = openDelimited(bytes, 'x.csv', null, []);
          expect([opened.options.encoding, opened.options.delimiter]).toEqual([expected, delimiter]);
          expect(opened.rows.map(({ cells }) => cells)).toEqual(rows);
        },
      ),
      { numRuns: 400 },
    );
  });

  it.each([
    ['commas in the text of a tab-separated file', 'one, two\tx\nthree, four\ty\n', '\t', '"'],
    ['decimal commas', 'a;1,5;2,5\nb;2,5;3,5\n', ';', '"'],
    ['a comma in one cell only', 'a|b, c\nd|e\nf|g', '|', '"'],
    ['dashes with spaces around them', 'der Hund - dog\ndie Katze - cat, tomcat\n', ' - ', '"'],
    ['colons', 'dog: Hund\ncat: Katze\n', ':', '"'],
    ['apostrophes as quotes', "'a','it''s, so'\n'b','c'\n", ',', "'"],
    ['apostrophes in the text', "it's,x\n'tis,y\nz,don't\n", ',', '"'],
    ['speech in quotes', 'a\t"Hello," she said\nb\t"Look!"\nc\t"Go" he said\nd\te\n', '\t', ''],
    ['quotes where needed', 'a,b\nc,"d, e"\nf,g\n', ',', '"'],
  ])('knows %s', (_, text, delimiter, quote) => {
    expect(detectDialect(text)).toEqual({ delimiter, quote });
  });

  it('has one column for prose', () => {
    const text = 'The first line, as it happens.\nThe second one\nAnd a third; it is longer\nThe fourth, and last, of them\n';
    expect(readRows(text, detectDialect(text)).map(({ cells }) => cells.length)).toEqual([1, 1, 1, 1]);
  });

  it.each([
    ['utf-8', [0xef, 0xbb, 0xbf, 0x41], 'A'],
    ['utf-16le', [0xff, 0xfe, 0x41, 0x00], 'A'],
    ['utf-16be', [0xfe, 0xff, 0x00, 0x41], 'A'],
    ['utf-8', [0xc3, 0xa4], 'ä'],
    ['windows-1252', [0x80, 0xe4], '€ä'],
  ] as const)('knows %s by its bytes', (encoding, bytes, text) => {
    const data = Uint8Array.from(bytes);
    expect(detectEncoding(data)).toBe(encoding);
    expect(decodeText(data, encoding)).toBe(text);
  });

  it('takes the bytes of a file out of their list, so that nobody holds them beside the text', () => {
    const bytes = [Buffer.from('#separator:Comma\na,"b\nb"\n'), Buffer.from('c,ä')];
    const { rows, options } = openDelimited(bytes, 'x.txt', null, []);
    expect([options.delimiter, rows]).toEqual([',', [{ line: 2, cells: ['a', 'b\nb'] }, { line: 4, cells: ['c', 'ä'] }]]);
    expect(bytes.map(({ length }) => length)).toEqual([0, 0]);
  });

  it('reads bytes in pieces as it reads them whole, wherever they are cut', () => {
    const encoded = fc.tuple(fc.string({ unit: 'binary' }), fc.constantFrom<SampleEncoding>('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'), fc.boolean()).map(([text, encoding, mark]) => encode(text, encoding, mark));
    fc.assert(
      fc.property(fc.oneof(encoded, fc.uint8Array()), fc.array(fc.nat(40), { maxLength: 6 }), (bytes, cuts) => {
        const ends = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((left, right) => left - right), bytes.length];
        const pieces = ends.slice(1).map((end, index) => Uint8Array.from(bytes.subarray(ends[index], end)));
        const encoding = detectEncodingOfPieces(pieces);
        expect(encoding).toBe(detectEncoding(bytes));
        expect(Array.from(decodePieces(pieces, encoding)).join('')).toBe(decodeText(bytes, encoding));
        expect(pieces.every(({ length }) => length === 0)).toBe(true);
      }),
    );
  });

  it.each([
    ['Front,Back\na,b\n', true],
    ['Frage;Antwort;Schlagwörter\na;b;c\n', true],
    ['单词\t释义\nx\ty\n', true],
    ['Вопрос,Ответ\nа,б\n', true],
    ['Word (German),Number\nHund,1\nKatze,2\nMaus,3\n', true],
    ['Russian word,English word\nсобака,dog\nкошка,cat\nмышь,mouse\n', true],
    ['dog,Hund\ncat,Katze\n', false],
    ['What is a question?,An answer.\na,b\n', false],
    ['1,one\n2,two\n3,three\n', false],
    ['word,Wort\nanswer,Antwort\n', false],
    ['key,Schlüssel\na,b\n', false],
    ['English;Deutsch\ndog;Hund\n', true],
    ['German,Deutsch\nFrench,Französisch\n', false],
    ['note,Notiz\npage,Seite\nverse,Vers\n', false],
    ['front,front\na,b\n', false],
  ])('tells a row of headings from a card: %j', (text, expected) => {
    expect(optionsOf(text).hasHeaderRow).toBe(expected);
  });

  it.each([
    ['a\t<b>b</b>\n', true],
    ['a\tb<br>c\n', true],
    ['a\tx &amp; y\n', true],
    ['a\t3 < 4 > 2\n', false],
    ['the <b> tag\tmakes bold\n', false],
    ['a & b\tc\n', false],
  ])('tells HTML from text: %j', (text, expected) => {
    expect(optionsOf(text).isHtml).toBe(expected);
  });

  it('passes over columns that hold nothing', () => {
    const sink = read(',dog,Hund,\n,cat,Katze,\n');
    expect(sink.notes.map(({ fields }) => fields)).toEqual([['dog', 'Hund'], ['cat', 'Katze']]);
    expect(read('dog\t\ncat\t\n').notes.map(({ fields }) => fields)).toEqual([['dog', ''], ['cat', '']]);
  });

  it('asks for the question, also where it stands behind the answer', () => {
    const sink = read('Answer,Question\nPrague,Capital of Czechia?\n,No answer?\nOslo,\n');
    expect(sink.notes.map(({ fields }) => fields)).toEqual([['Capital of Czechia?', 'Prague'], ['No answer?', '']]);
    expect(sink.skips).toHaveLength(1);
  });

  it('takes the delimiter that Excel names in the first line', () => {
    const sink = read('sep=;\nFront;Back\na, b;c\n');
    expect(sink.notes.map(({ fields }) => fields)).toEqual([['a, b', 'c']]);
  });

  it('maps headings to roles', () => {
    const roles = [{ role: 'tags' }, { role: 'deck' }];
    expect(optionsOf('Term,Definition,Tags,Deck\na,b,c,d\n').columns).toEqual([{ role: 'field', field: 'Front' }, { role: 'field', field: 'Back' }, ...roles]);
    // What a program wrote keeps its names.
    expect(optionsOf('Term,Definition,Tags,Deck,GUID\na,b,c,d,e\n').columns).toEqual([{ role: 'field', field: 'Term' }, { role: 'field', field: 'Definition' }, ...roles, { role: 'guid' }]);
  });
});

describe('Anki’s headers', () => {
  const text = [
    '#separator:Semicolon',
    '#html:false',
    '#tags:all of them',
    '#columns:Id;Deck;Front;Back;Tags',
    '#guid column:1',
    '#deck column:2',
    '#tags column:5',
    'g1;A::B;x;<y>;t1 t2',
    '# a comment',
    '"#g2";;"p\nq";r;',
  ].join('\n');

  it('say what the columns are', () => {
    const sink = read(text);
    expect(sink.notes.map(({ guid, fields, tags }) => ({ guid, fields, tags }))).toEqual([
      { guid: 'g1', fields: ['x', '&lt;y&gt;'], tags: ['all', 'of', 'them', 't1', 't2'] },
      { guid: '#g2', fields: ['p<br>q', 'r'], tags: ['all', 'of', 'them'] },
    ]);
    expect(sink.decks.map(({ name }) => name)).toEqual(['A::B', 'words']);
  });

  it('name a note type and a deck for all rows', () => {
    const sink = read('#separator:tab\n#notetype:Basic (and reversed)\n#deck:Languages::Czech\npes\tdog\n');
    expect(sink.noteTypes.map(({ definition }) => definition.name)).toEqual(['Basic (and reversed)']);
    expect(sink.decks.map(({ name }) => name)).toEqual(['Languages::Czech']);
    expect(sink.cards).toHaveLength(2);
  });

  it('know the note types that every Anki has', () => {
    const sink = read('#separator:tab\n#notetype column:1\nBasic (and reversed card)\tpes\tdog\nBasic (optional reversed card)\ten\tun\ty\nBasic (optional reversed card)\tto\tdeux\t\nBasic (type in the answer)\tkočka\tcat\n');
    expect(sink.noteTypes.map(({ definition }) => definition.name)).toEqual(['Basic (and reversed card)', 'Basic (optional reversed card)', 'Basic (type in the answer)']);
    expect(sink.cards.map(({ noteSourceId }) => noteSourceId)).toEqual([1, 1, 2, 2, 3, 4]);
  });

  it('let rows be as short as Anki does, save for a last one that was cut off', () => {
    const sink = read('#separator:;\n#notetype:Cloze\n{{c1::TCP}} is a protocol.\nA {{c1::b}}; extra\nC {{c1::d}}; more\n');
    expect(sink.notes.map(({ fields }) => fields)).toEqual([['{{c1::TCP}} is a protocol.', ''], ['A {{c1::b}}', ' extra'], ['C {{c1::d}}', ' more']]);
    const cut = read('#separator:tab\n#deck column:1\nD\ta\tb\tt\nD\tc\td\tt\nD\te');
    expect([cut.notes.length, cut.skips.length]).toEqual([2, 1]);
  });

  it('mean that quotes hold cells together, however few there are', () => {
    const sink = read('#separator:semicolon\n#notetype:Basic\nWhich tag is bold?;b\n"One; two";three\nfour;five\n'.concat(Array.from({ length: 20 }, (_, index) => `q${index};a, b ${index}\n`).join('')));
    expect(sink.notes[1]?.fields).toEqual(['One; two', 'three']);
  });

  it('may be followed by a heading that other programs write below them', () => {
    const sink = read('#separator:tab\n#html:true\n#notetype:Basic\n#tags column:3\nFront\tBack\tTags\nWhat?\tThat.\tx\n');
    expect(sink.notes.map(({ fields, tags }) => [...fields, ...tags])).toEqual([['What?', 'That.', 'x']]);
    expect(read('#separator:tab\n#notetype:Basic\nword\tmeaning\nFrage\tAntwort\n').notes).toHaveLength(2);
  });

  it('may name the columns with spaces between, where tabs divide the rows', () => {
    const sink = read('#separator:tab\n#notetype:Basic\n#columns:front back tags\nOne\tEins\tx y\nTwo\tZwei\t\n');
    expect(sink.notes.map(({ fields, tags }) => [...fields, ...tags])).toEqual([['One', 'Eins', 'x', 'y'], ['Two', 'Zwei']]);
  });

  it('leave the column behind the fields of their note type to the tags', () => {
    const tagged = (text: string) => read(text).notes.map(({ fields, tags }) => [...fields, tags.join(' ')]);
    expect(tagged('#separator:tab\n#notetype:Basic\nOne\tEins\tx y\nTwo\tZwei\t\n')).toEqual([['One', 'Eins', 'x y'], ['Two', 'Zwei', '']]);
    expect(tagged('#separator:tab\n#html:true\nOne\tEins\twrong\nTwo\tZwei\twrong\n')).toEqual([['One', 'Eins', 'wrong'], ['Two', 'Zwei', 'wrong']]);
    expect(tagged('#separator:tab\n#html:true\nOne\tEins\tDas ist eins.\nTwo\tZwei\tDas sind zwei.\n')).toEqual([['One', 'Eins', 'Das ist eins.', ''], ['Two', 'Zwei', 'Das sind zwei.', '']]);
    expect(tagged('#separator:tab\n#html:true\nsein\twar\tgewesen\ngehen\tging\tgegangen\n').map((note) => note.length)).toEqual([4, 4]);
  });

  it('may have their names in quotes', () => {
    expect(read('#deck:"Causal Inference"\n#notetype:"Basic"\na,b\nc,d\n').decks.map(({ name }) => name)).toEqual(['Causal Inference']);
  });

  it('give each row its note type; one that the library lacks is made', () => {
    const sink = read('#separator:tab\n#html:true\n#notetype column:1\nBasic\tx\ty\nCloze\t{{c1::a}} b\t\nVerb\tgo\twent\tgone\n');
    expect(sink.noteTypes.map(({ definition }) => definition.name)).toEqual(['Basic', 'Cloze', 'Verb']);
    expect(sink.notes.map(({ fields }) => fields)).toEqual([['x', 'y'], ['{{c1::a}} b', ''], ['go', 'went', 'gone']]);
  });
});

describe('making notes of rows', () => {
  it('ask for the question and not for the number in front of it', () => {
    const askedOf = (text: string): string => read(text, null, 'words.csv').noteTypes[0]?.definition.templates[0]?.questionFormat ?? '';
    expect(askedOf('id,question,answer\n7,What?,That\n9,Who?,They\n12,Why?,So\n')).toContain('{{question}}');
    expect(askedOf('Definition,Picture,Word\nwet stuff,a.png,water\nhot stuff,b.png,fire\n')).toContain('{{Word}}');
    expect(askedOf('1,el,the\n2,de,of\n3,que,that\n4,y,and\n')).toContain('{{Back}}');
    expect(askedOf('1492,Columbus,Caribbean\n1066,Hastings,England\n1789,Bastille,Paris\n')).toContain('{{Front}}');
  });

  it('leave out the line below the heading of a table in Markdown', () => {
    const sink = read('| Tool | Use |\n|:---|---:|\n| saw | cuts |\n| file | smooths |\n');
    expect(sink.notes.map(({ fields }) => fields)).toEqual([['saw', 'cuts'], ['file', 'smooths']]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('take a separator called %s for its first letter, as one that nobody knows', (name) => {
    expect(read(`#separator:${name}\na${name.charAt(0)}b\n`).notes.map(({ fields }) => fields)).toEqual([['a', 'b']]);
  });

  it('leave out a title above the table, and say so', () => {
    const sink = read('My words,\n,\nchien,dog\nchat,cat\noiseau,bird\nbleu,blue\n', null, 'words.csv');
    expect([sink.notes.length, sink.skips.map(({ title }) => title)]).toEqual([4, ['My words']]);
  });

  it('keep their first row, half empty as it is, when the learner says that there is no heading below it', () => {
    const text = 'My words,\nFront,Back\nHund,dog\nKatze,cat\nMaus,mouse\n';
    expect(read(text).skips.map(({ title }) => title)).toEqual(['My words']);
    const { options } = openDelimited(Buffer.from(text), 'words.txt', null, BUILT_IN_NOTE_TYPES);
    expect(read(text, { ...options, hasHeaderRow: false }).notes).toHaveLength(5);
  });

  it('leaves the question out of an answer that repeats it, as cards exported by Anki do', () => {
    const sink = read('#separator:tab\n#html:true\nCapital of <b>France</b>\t"Capital of <b>France</b>\n\n<hr id=""answer"">\n\nParis"\nplain\tanswer\n');
    expect(sink.notes.map(({ fields }) => fields)).toEqual([['Capital of <b>France</b>', 'Paris'], ['plain', 'answer']]);
  });

  it('reads a two-column list as Basic notes and escapes its text', () => {
    const sink = read('a < b\tc & d\n  e \tf\n');
    expect(sink.notes.map(({ fields }) => fields)).toEqual([['a &lt; b', 'c &amp; d'], ['e', 'f']]);
    expect(sink.noteTypes.map(({ definition }) => definition.name)).toEqual(['Basic']);
    expect(sink.cards.map(({ noteSourceId, ordinal }) => [noteSourceId, ordinal])).toEqual([[1, 0], [2, 0]]);
  });

  it('makes a note type of more columns, with their headings', () => {
    const definition = read('Word,Reading,Meaning\n犬,いぬ,dog\n猫,ねこ,cat\n', null, 'Japanese.csv').noteTypes[0]?.definition;
    expect(definition?.name).toBe('Text: Japanese');
    expect(definition?.fields.map(({ name }) => name)).toEqual(['Word', 'Reading', 'Meaning']);
    expect(definition?.templates[0]?.questionFormat).toContain('{{Word}}');
    expect(definition?.templates[0]?.answerFormat).toContain('{{Meaning}}');
  });

  it('asks for the first column that differs from row to row', () => {
    const rows = Array.from({ length: 12 }, (_, index) => `7,Wort${index},word${index}`).join('\n');
    expect(read(`Page,Word,Meaning\n${rows}`).noteTypes[0]?.definition.templates[0]?.questionFormat).toContain('{{Word}}');
  });

  it('reads cloze deletions as cloze notes, also among others', () => {
    const sink = read('{{c1::Prague}} is in {{c2::Europe}}\textra\nWhat?\tThat\n');
    expect(sink.noteTypes.map(({ definition }) => definition.name)).toEqual(['Cloze', 'Basic']);
    expect(sink.cards).toHaveLength(3);
  });

  it('keeps every column of a wider row, and leaves out a narrower one with its line', () => {
    const sink = read('a\tb\nc\td\te\nf\ng\th\n');
    expect(sink.notes.map(({ fields }) => fields)).toEqual([['a', 'b'], ['c', 'd', 'e'], ['g', 'h']]);
    expect(sink.skips).toEqual([{ title: 'f', reason: 'Line 3 has 1 column where the others have 2 or more; it may be cut off.' }]);
  });

  it('takes every row of a file with several common widths, its last column the tags of each', () => {
    const two = Array.from({ length: 10 }, (_, index) => `q${index}\ta${index}\tx::y`);
    const three = Array.from({ length: 6 }, (_, index) => `w${index}\tm${index}\tn${index}\tx::z`);
    const sink = read([...two, ...three].join('\n'));
    expect(sink.notes).toHaveLength(16);
    expect(new Set(sink.notes.flatMap(({ tags }) => tags))).toEqual(new Set(['x::y', 'x::z']));
    expect(sink.noteTypes.map(({ definition }) => definition.name)).toEqual(['Basic', 'Text: words (3 fields)']);
  });

  it('leaves out rows that say nothing new, and says so', () => {
    const sink = read('a\tb\na\tb\n\tc\na\tother\n\n');
    expect(sink.notes.map(({ fields }) => fields)).toEqual([['a', 'b'], ['a', 'other']]);
    expect(sink.skips.map(({ reason }) => reason)).toEqual([
      'Line 2 is the same as line 1.',
      'Line 3 has nothing in its first field, so there is nothing to ask.',
    ]);
  });

  it('tells notes apart by deck and first field, so that a changed back updates its note', () => {
    const identities = (text: string): (string | undefined)[] => read(text).notes.map(({ identity }) => identity);
    expect(identities('a\tb\nc\td\n')).toEqual(identities('a\tnew\nc\td\n'));
    expect(read('a\tb\n', null, 'one.txt').notes[0]?.identity).not.toBe(read('a\tb\n', null, 'two.txt').notes[0]?.identity);
    const paged = Array.from({ length: 12 }, (_, index) => `48\tw${index}\tm`).join('\n');
    expect(new Set(identities(paged)).size).toBe(12);
  });

  it('does as the options say', () => {
    const options: DelimitedOptions = {
      encoding: 'utf-8', delimiter: ';', quote: '', cardSeparator: null, hasHeaderRow: true, isHtml: true, noteTypeName: 'Basic', deckName: 'Mine', tags: ['x'],
      columns: [{ role: 'field', field: 'Back' }, { role: 'ignore' }, { role: 'field', field: 'Front' }],
    };
    const sink = read('h;h;h\n<b>b</b>;no;"f"\n', options);
    expect(sink.notes.map(({ fields, tags }) => [fields, tags])).toEqual([[['"f"', '<b>b</b>'], ['x']]]);
    expect(sink.decks.map(({ name }) => name)).toEqual(['Mine']);
  });

  it('proposes columns anew for options that have none', () => {
    const options: DelimitedOptions = { ...optionsOf('a;b;c\nd;e;f\n'), delimiter: ';', columns: [], noteTypeName: 'Basic' };
    const sink = read('a;b;c\nd;e;f\n', options);
    expect(sink.notes.map(({ fields }) => fields)).toEqual([['a', 'b<br>c'], ['d', 'e<br>f']]);
    expect(sink.warnings).toContain('columns-joined');
  });

  it('escapes so that what is shown is what stood in the file, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyCell, anyCell), { minLength: 1, maxLength: 6 }), (pairs) => {
        const options: DelimitedOptions = {
          encoding: 'utf-8', delimiter: ',', quote: '"', cardSeparator: null, hasHeaderRow: false, isHtml: false, noteTypeName: null, deckName: 'd', tags: [],
          columns: [{ role: 'field', field: 'Front' }, { role: 'field', field: 'Back' }],
        };
        const text = stringify([['first', 'row'], ...pairs], { quoted: true });
        const sink = read(Buffer.from(`\ufeff${text}`, 'utf8'), options);
        for (const { fields } of sink.notes) expect(fields.join('').replaceAll('<br>', '')).not.toMatch(/[<>\n\r]/);
        expect(sink.notes.length + sink.skips.length).toBe(1 + pairs.filter((pair) => pair.some((cell) => Buffer.from(cell).toString().trim() !== '')).length);
      }),
    );
  });
});

describe('files that hold no cards', () => {
  it('end in a sentence or in notes, whatever their bytes are', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.array(fc.constantFrom('"', "'", ',', '\t', '\n', '\r', '#', '#separator:tab', '#columns:a\tb', '#tags column:2', ' ', 'x', '{{c1::y}}', ':', '<b>', '</b>'), { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''))),
    );
    fc.assert(
      fc.property(bytes, (content) => {
        const sink = createRecordingSink();
        try {
          const text = readDelimited({ bytes: content, fileName: 'x.txt', options: null, noteTypes: [] }, sink);
          expect(sink.notes.length + sink.skips.length).toBe(text.rows.length);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('do not become notes of hundreds of fields', () => {
    const sink = read(`a,b\nc,d\n${'x,'.repeat(5000)}\n`);
    expect(sink.notes).toHaveLength(2);
    expect(sink.skips[0]?.reason).toContain('Line 3 has 5001 columns');
  });

  it.each([
    ['file-empty', ' \n\n'],
    ['format-unknown', '\u0001\u0002\u0003\u0000abc\u0005\u0006\u0007\u000e'],
    ['nothing-to-import', '\ta\n\tb\n'],
  ])('%s', (code, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }));
  });
});
