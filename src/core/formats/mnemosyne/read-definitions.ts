/** What Mnemosyne 2 writes of card types and their views: Python literals in its XML and in its database alike. */

import type { MnemosyneCardType, MnemosyneView } from './model.ts';
import { readPythonLiteral, readTextEntries, readTexts } from './python-literal.ts';

/** Texts as they stand in the file; null or empty where the file has none. */
export interface WrittenView {
  readonly id: string;
  readonly name: string;
  readonly questionKeys: string | null;
  readonly answerKeys: string | null;
  readonly questionDecorators: string | null;
  readonly answerDecorators: string | null;
  readonly coversQuestion: boolean;
  readonly typesAnswer: boolean;
  readonly extra: string | null;
}

export interface WrittenCardType {
  readonly id: string;
  readonly name: string;
  readonly fields: string | null;
  readonly viewIds: string | null;
  readonly extra: string | null;
}

export function readView(written: WrittenView): MnemosyneView {
  const extra = readTextEntries(readPythonLiteral(written.extra ?? ''));
  const question = extra.get('qfmt');
  const answer = extra.get('afmt');
  return {
    id: written.id,
    name: written.name,
    questionKeys: readTexts(readPythonLiteral(written.questionKeys ?? '')),
    answerKeys: readTexts(readPythonLiteral(written.answerKeys ?? '')),
    questionDecorators: readTextEntries(readPythonLiteral(written.questionDecorators ?? '')),
    answerDecorators: readTextEntries(readPythonLiteral(written.answerDecorators ?? '')),
    coversQuestion: written.coversQuestion,
    typesAnswer: written.typesAnswer,
    templates: question === undefined || answer === undefined ? null : { question, answer },
  };
}

export function readCardType(written: WrittenCardType): MnemosyneCardType {
  const fields = readPythonLiteral(written.fields ?? '');
  const pairs = Array.isArray(fields) ? (fields as readonly Parameters<typeof readTexts>[0][]).map(readTexts) : [];
  return {
    id: written.id,
    name: written.name,
    fields: pairs.flatMap(([key, name]) => (key === undefined || name === undefined ? [] : [{ key, name }])),
    viewIds: readTexts(readPythonLiteral(written.viewIds ?? '')),
    css: readTextEntries(readPythonLiteral(written.extra ?? '')).get('css') ?? null,
  };
}
