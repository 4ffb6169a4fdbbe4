import { describe, expect, it } from 'vitest';
import { decodeText, detectEncoding } from '../../../../src/core/formats/delimited/detect-encoding.ts';
import { openDelimited } from '../../../../src/core/formats/delimited/detect-options.ts';
import { TEXT_ENCODINGS } from '../../../../src/core/formats/delimited/model.ts';
import type { TextEncoding } from '../../../../src/core/formats/delimited/model.ts';

const encoders = new Map<TextEncoding, ReadonlyMap<string, readonly number[]>>();

/** The inverse of what TextDecoder does with one byte and with two. */
function encoderOf(encoding: TextEncoding): ReadonlyMap<string, readonly number[]> {
  const known = encoders.get(encoding);
  if (known !== undefined) return known;
  const encoder = new Map<string, readonly number[]>();
  const decoder = new TextDecoder(encoding);
  const put = (bytes: readonly number[]): void => {
    const letter = decoder.decode(Uint8Array.from(bytes));
    if (Array.from(letter).length === 1 && letter !== '\ufffd' && !encoder.has(letter)) encoder.set(letter, bytes);
  };
  for (let first = 0; first < 256; first += 1) put([first]);
  for (let first = 0x81; first < 255; first += 1) for (let second = 0x40; second < 255; second += 1) put([first, second]);
  encoders.set(encoding, encoder);
  return encoder;
}

function encode(text: string, encoding: TextEncoding): Uint8Array {
  const encoder = encoderOf(encoding);
  return Uint8Array.from(
    Array.from(text).flatMap((letter) => {
      const bytes = encoder.get(letter);
      if (bytes === undefined) throw new Error(`${encoding} has no ${letter}`);
      return bytes;
    }),
  );
}

const SAMPLES: readonly (readonly [TextEncoding, readonly (readonly string[])[]])[] = [
  ['windows-1252', [['Führung', 'leadership'], ['Menschen für etwas gewinnen', 'to win people over'], ['die Größe', 'size']]],
  ['windows-1252', [['élève', 'pupil'], ['la forêt est là', 'the forest is there'], ['être né à Orléans', 'to be born in Orléans']]],
  ['windows-1252', [['el niño está aquí', 'the boy is here'], ['¿Cómo estás?', 'how are you?'], ['mañana será otro día', 'tomorrow is another day']]],
  ['windows-1251', [['менеджер планирует работу других', 'a manager plans the work of others'], ['лидер идёт первым, и за ним идут', 'a leader goes first and is followed']]],
  ['koi8-r', [['менеджер планирует работу других', 'a manager plans the work of others'], ['лидер идёт первым, и за ним идут', 'a leader goes first and is followed']]],
  ['windows-1253', [['ο διευθυντής οργανώνει την εργασία', 'the manager organises the work'], ['ο ηγέτης πηγαίνει πρώτος', 'the leader goes first']]],
  ['windows-1255', [['המנהל מארגן את העבודה של אחרים', 'the manager organises the work of others'], ['המנהיג הולך ראשון', 'the leader goes first']]],
  ['windows-1256', [['المدير ينظم عمل الآخرين', 'the manager organises the work of others'], ['القائد يسير أولا', 'the leader goes first']]],
  ['shift_jis', [['経理の仕事をする人', 'someone who does the accounts'], ['先に立って歩く人', 'someone who walks ahead'], ['会社の計画を立てる', 'to make the plans of a company']]],
  ['euc-jp', [['経理の仕事をする人', 'someone who does the accounts'], ['先に立って歩く人', 'someone who walks ahead'], ['会社の計画を立てる', 'to make the plans of a company']]],
  ['gb18030', [['经理安排别人的工作', 'a manager arranges the work of others'], ['领导走在前面,别人跟着他', 'a leader walks ahead and is followed'], ['计划和目标不是一回事', 'a plan is not a goal']]],
  ['big5', [['經理安排別人的工作', 'a manager arranges the work of others'], ['領導走在前面,別人跟著他', 'a leader walks ahead and is followed'], ['計劃和目標不是一回事', 'a plan is not a goal']]],
  ['euc-kr', [['관리자는 다른 사람의 일을 정리한다', 'a manager arranges the work of others'], ['지도자는 먼저 걷는다', 'a leader walks ahead']]],
];

describe('a table from before Unicode', () => {
  it.each(SAMPLES)('in %s comes in as it was written', (encoding, rows) => {
    const opened = openDelimited(encode(rows.map((row) => row.join('\t')).join('\r\n'), encoding), 'words.txt', null, []);
    expect(opened.rows.map(({ cells }) => cells)).toEqual(rows);
    expect(opened.options.encoding).toBe(encoding);
  });

  it('in which hardly a letter is beyond ASCII is taken to be Western', () => {
    expect(detectEncoding(encode('a short list of words: café, naïve, and nothing more than that', 'windows-1252'))).toBe('windows-1252');
  });

  it.each(TEXT_ENCODINGS)('is decoded as the learner says, in %s', (encoding) => {
    expect(decodeText(encoding.startsWith('utf-16') ? Buffer.from('Aa'.split('').map((letter) => (encoding === 'utf-16le' ? `${letter}\0` : `\0${letter}`)).join('')) : Buffer.from('Aa'), encoding)).toBe('Aa');
  });
});

describe('an XML file from before Unicode', () => {
  const about = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?><card>łódź</card>`;

  it('is read in the encoding that it names, whatever its letters look like', () => {
    expect(detectEncoding(encode(about('ISO-8859-2'), 'iso-8859-2'))).toBe('iso-8859-2');
    expect(detectEncoding(encode(about('cp1250'), 'windows-1250'))).toBe('windows-1250');
    expect(detectEncoding(encode('<?xml version="1.0" encoding="gb2312"?><card>经理</card>', 'gb18030'))).toBe('gb18030');
  });

  it('that names one which nobody knows is read by its letters', () => {
    expect(detectEncoding(encode('<?xml version="1.0" encoding="klingon"?><card>café</card>', 'windows-1252'))).toBe('windows-1252');
  });

  it('that is UTF-8 is read so, even where it names another', () => {
    expect(detectEncoding(Buffer.from(about('ISO-8859-2'), 'utf8'))).toBe('utf-8');
  });
});
