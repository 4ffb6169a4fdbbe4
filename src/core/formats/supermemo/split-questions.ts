/** Divides SuperMemo's text of questions and answers into its items: lines with prefixes, items parted by blank lines. */

import { readSuperMemoDate } from './supermemo-date.ts';

export interface SuperMemoItem {
  /** Lines joined by line feeds. */
  readonly question: string;
  readonly answer: string;
  /** A1:, A2: …; what the answer is not to be taken for. */
  readonly wrongAnswers: readonly string[];
  readonly learning: ItemLearning | null;
}

export interface ItemLearning {
  readonly repetitions: number;
  readonly lapses: number;
  readonly eFactor: number | null;
  readonly uFactor: number | null;
  readonly intervalDays: number | null;
  /** Days since 1970-01-01; null when never repeated. */
  readonly lastDay: number | null;
}

export interface SplitQuestions {
  readonly items: readonly SuperMemoItem[];
  /** Lines before the first question, and answers without one. */
  readonly strayLines: readonly string[];
  /** True when an item had numbered answers only, so that the first was taken for the right one. */
  readonly isAnswerAssumed: boolean;
}

/** SuperMemo's own, and what people write out. */
const PREFIX = /^\s*(?:([QA])|(Question|Frage|Pregunta|Pergunta|Domanda|Vraag|Вопрос)[ \t]*|(?:Answer|Antwort|Réponse|Respuesta|Resposta|Risposta|Antwoord|Ответ)[ \t]*)(\d{0,3}):[ \t]?(.*)$/iu;

interface PrefixedLine {
  readonly side: 'Q' | 'A';
  readonly isWord: boolean;
  readonly number: string;
  readonly rest: string;
}

function readPrefix(line: string): PrefixedLine | null {
  const match = PREFIX.exec(line);
  if (match === null) return null;
  const [, letter, question, number = '', rest = ''] = match;
  return { side: letter?.toUpperCase() === 'Q' || question !== undefined ? 'Q' : 'A', isWord: letter === undefined, number, rest };
}
const LEARNING = /^\s*I:\s*(?=.*\bREP=)(.*)$/i;
/** Ordinal numbers, which order a collection by difficulty. */
const ORDINAL = /^\s*O:\s*[\d.,]*\s*$/i;

interface OpenItem {
  readonly sides: Map<string, string[]>;
  /** Of a question that has one: then the answer of the same number is the right one. */
  readonly number: string;
  last: string[];
  learning: ItemLearning | null;
}

/**
 * Lines without a prefix belong to the side before them, also behind a blank line, so that a paragraph is not lost. A question
 * behind an answer begins the next item even where no blank line parts them.
 */
export function splitQuestions(text: string): SplitQuestions {
  const items: SuperMemoItem[] = [];
  const strayLines: string[] = [];
  let open: OpenItem | null = null;
  let isBlankBefore = false;
  let isAnswerAssumed = false;
  const close = (): void => {
    if (open === null) return;
    const item = toItem(open);
    isAnswerAssumed ||= item.isAnswerAssumed;
    items.push(item);
    open = null;
  };
  // SuperMemo for DOS wrote this code for the letter u with an accent.
  for (const line of text.replaceAll('\u0003', 'ú').split(/\r\n|\r|\n/)) {
    if (line.trim() === '') {
      isBlankBefore = true;
      continue;
    }
    const prefix = readPrefix(line);
    const learning = LEARNING.exec(line)?.[1];
    const current: OpenItem | null = open;
    if (prefix?.side === 'Q') {
      const begun: OpenItem = current !== null && !isBlankBefore && current.sides.size === 1 ? current : { sides: new Map(), number: prefix.number, last: [], learning: null };
      if (begun !== current) close();
      open = begun;
      begun.last = addTo(begun, 'Q', prefix.rest);
    } else if (current === null) {
      strayLines.push(line.trim());
    } else if (prefix !== null) {
      current.last = addTo(current, prefix.isWord || prefix.number === current.number ? 'A' : `A${prefix.number}`, prefix.rest);
    } else if (learning !== undefined) {
      current.learning = readLearning(learning);
    } else if (!(ORDINAL.test(line) && current.sides.size > 1)) {
      if (isBlankBefore) current.last.push('');
      current.last.push(line.trim());
    }
    isBlankBefore = false;
  }
  close();
  return { items, strayLines, isAnswerAssumed };
}

function addTo(item: OpenItem, side: string, line: string): string[] {
  const lines = item.sides.get(side) ?? [];
  item.sides.set(side, lines);
  lines.push(line.trim());
  return lines;
}

function toItem({ sides, learning }: OpenItem): SuperMemoItem & { readonly isAnswerAssumed: boolean } {
  const textOf = (side: string): string => (sides.get(side) ?? []).join('\n').trim();
  const numbered = [...sides.keys()].filter((side) => /^A\d/.test(side));
  const isAnswerAssumed = !sides.has('A') && numbered.length > 0;
  const answers = numbered.map(textOf);
  return {
    question: textOf('Q'),
    answer: isAnswerAssumed ? (answers[0] ?? '') : textOf('A'),
    wrongAnswers: answers.slice(isAnswerAssumed ? 1 : 0).filter((answer) => answer !== ''),
    learning,
    isAnswerAssumed,
  };
}

/** `REP=8 LAP=0 EF=3.200 UF=2.370 INT=429 LAST=27.01.06`; 0 as a date means never. */
function readLearning(text: string): ItemLearning {
  const values = new Map([...text.matchAll(/\b([A-Z]+)=(\S*)/gi)].map(([, name = '', value = '']) => [name.toUpperCase(), value]));
  const number = (name: string): number | null => {
    const value = Number((values.get(name) ?? '').replace(',', '.') || Number.NaN);
    return Number.isFinite(value) ? value : null;
  };
  return {
    repetitions: number('REP') ?? 0,
    lapses: number('LAP') ?? 0,
    eFactor: number('EF') ?? number('AF'),
    uFactor: number('UF'),
    intervalDays: number('INT'),
    lastDay: readSuperMemoDate(values.get('LAST') ?? ''),
  };
}

/** The share of a text's lines that say what they are, 0 to 1; 0 where there is no question with an answer. */
export function shareOfPrefixedLines(head: string): number {
  const lines = head.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const prefixed = lines.filter((line) => PREFIX.test(line) || LEARNING.test(line) || ORDINAL.test(line));
  const sides = new Set(lines.map((line) => readPrefix(line)?.side));
  const hasBoth = sides.has('Q') && sides.has('A');
  return hasBoth ? prefixed.length / lines.length : 0;
}

/** Signs that no other format of questions and answers has. */
export function hasSuperMemoMarks(head: string): boolean {
  return /^\s*I:\s*REP=\d+\s+LAP=/im.test(head) || (/^\s*A:/im.test(head) && /^\s*A[1-9]:/im.test(head));
}
