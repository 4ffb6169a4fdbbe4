/** Marks a response: the verdict, the right answer, why, and where the wrong choice belongs. */

import { judgeAnswer } from '../answers/judge-answer.ts';
import type { ConceptSet, Side } from '../contrast/model.ts';
import { assertNever } from '../result.ts';
import type {
  ChooseQuestion,
  CompleteQuestion,
  Discrimination,
  Marked,
  MatchQuestion,
  Question,
  Response,
  ScenarioQuestion,
  SideBySideQuestion,
  SortQuestion,
  WhyQuestion,
} from './model.ts';
import { nameOwner, nameSide } from './name-side.ts';

type Labels = Pick<ConceptSet, 'concepts'>;
type ResponseTo<Mode> = Extract<Response, { readonly mode: Mode }>;

const RIGHT = 'Right.';

function discriminate(question: Pick<Question, 'noteId' | 'dimension'>, asked: Side, answered: Side): Discrimination {
  return { noteId: question.noteId, dimension: question.dimension, asked, answered, correct: asked === answered };
}

function markSort(question: SortQuestion, side: Side, set: Labels): Marked {
  const correct = side === question.solution;
  const lure = question.others.find((other) => other.side === side);
  return {
    feedback: {
      correct,
      verdict: correct ? RIGHT : `Not ${nameSide(side, set)}.`,
      rightAnswer: `“${question.statement}” belongs to ${nameOwner(question.solution, set)}.`,
      why: question.why,
      lureBelongs: correct || lure === undefined ? null : `Of ${nameSide(side, set)}, one would say: “${lure.text}”.`,
      sources: question.sources,
    },
    discriminations: [discriminate(question, question.solution, side)],
  };
}

function markScenario(question: ScenarioQuestion, side: Side, set: Labels): Marked {
  const correct = side === question.solution;
  return {
    feedback: {
      correct,
      verdict: correct ? RIGHT : `Not ${nameSide(side, set)}.`,
      rightAnswer: `Here it is ${nameOwner(question.solution, set)}.`,
      why: question.why,
      lureBelongs: null,
      sources: question.sources,
    },
    discriminations: [discriminate(question, question.solution, side)],
  };
}

function markChoose(question: ChooseQuestion, optionIndex: number, set: Labels): Marked {
  const solution = question.options[question.solutionIndex];
  const chosen = question.options[optionIndex];
  if (solution === undefined || chosen === undefined) throw new RangeError('the option is not one of the question');
  const correct = optionIndex === question.solutionIndex;
  const verdict = correct ? RIGHT : 'Not that one.';
  if (question.prompt !== undefined) {
    const { why, sources } = question;
    return { feedback: { correct, verdict, rightAnswer: `“${solution.text}”.`, why, lureBelongs: null, sources }, discriminations: [] };
  }
  return {
    feedback: {
      correct,
      verdict,
      rightAnswer: `${nameSide(question.askedSide, set)}: “${solution.text}”.`,
      why: question.why,
      lureBelongs: correct ? null : `“${chosen.text}” belongs to ${nameOwner(chosen.side, set)} (${chosen.dimension}).`,
      sources: question.sources,
    },
    discriminations: [discriminate(question, question.askedSide, chosen.side)],
  };
}

/** The learner's own verdict stands above the judge's. */
function settle(judged: boolean, own: 'right' | 'wrong' | null): boolean {
  return own === null ? judged : own === 'right';
}

function markComplete(question: CompleteQuestion, response: ResponseTo<'complete'>, set: Labels): Marked {
  const judged = judgeAnswer(response.text, question.expected, question.synonyms).verdict === 'right';
  const correct = settle(judged, response.verdict);
  // Typing the given side's words back is the confusion this mode can show; other misses tell of memory, not of mixing up.
  const echoed = !correct && judgeAnswer(response.text, question.given).verdict === 'right';
  return {
    feedback: {
      correct,
      verdict: correct ? RIGHT : response.text.trim() === '' ? 'No answer yet.' : 'Not quite.',
      rightAnswer: `${nameSide(question.askedSide, set)}: “${question.expected}”.`,
      why: question.why,
      lureBelongs: echoed ? `That is what ${nameSide(question.givenSide, set)} does.` : null,
      sources: question.sources,
    },
    discriminations: correct || echoed ? [discriminate(question, question.askedSide, correct ? question.askedSide : question.givenSide)] : [],
  };
}

function markMatch(question: MatchQuestion, pairs: readonly number[]): Marked {
  const right = question.rows.filter((_, index) => pairs[index] === index).length;
  const correct = right === question.rows.length;
  const missed = question.rows.filter((_, index) => pairs[index] !== index);
  return {
    feedback: {
      correct,
      verdict: correct ? RIGHT : `${right} of ${question.rows.length} pairs are right.`,
      rightAnswer: missed.map(({ dimension, left, right: other }) => `${dimension}: “${left}” with “${other}”.`).join(' '),
      why: missed[0]?.why ?? question.why,
      lureBelongs: null,
      sources: question.sources,
    },
    // A pair put together wrongly confuses dimensions, not sides: it says nothing of the two concepts.
    discriminations: [],
  };
}

function markSideBySide(question: SideBySideQuestion, response: ResponseTo<'side-by-side'>, set: Labels): Marked {
  const cells = question.hidden.map(({ row, column }, index) => {
    const line = question.rows[row];
    const asked = question.columns[column];
    if (line === undefined || asked === undefined) throw new RangeError('a hidden cell lies outside the table');
    const text = response.texts[index] ?? '';
    const expected = line.cells[column] ?? '';
    const correct = settle(judgeAnswer(text, expected).verdict === 'right', response.verdicts[index] ?? null);
    const swapped = correct ? -1 : line.cells.findIndex((cell, other) => other !== column && judgeAnswer(text, cell).verdict === 'right');
    const answered = correct ? asked : swapped >= 0 ? question.columns[swapped] : undefined;
    return { line, asked, expected, correct, answered };
  });
  const right = cells.filter(({ correct }) => correct).length;
  const missed = cells.filter(({ correct }) => !correct);
  return {
    feedback: {
      correct: missed.length === 0,
      verdict: missed.length === 0 ? RIGHT : `${right} of ${cells.length} cells are right.`,
      rightAnswer: missed.map(({ line, asked, expected }) => `${line.dimension}, ${nameSide(asked, set)}: “${expected}”.`).join(' '),
      why: (missed[0]?.line ?? question.rows[0])?.why ?? question.why,
      lureBelongs: missed.some(({ answered }) => answered !== undefined) ? 'What you wrote belongs in the other column.' : null,
      sources: question.sources,
    },
    discriminations: cells.flatMap(({ line, asked, answered }) =>
      answered === undefined ? [] : [discriminate({ noteId: line.noteId, dimension: line.dimension }, asked, answered)],
    ),
  };
}

function markWhy(question: WhyQuestion, response: ResponseTo<'why'>, set: Labels): Marked {
  const correct = response.verdict === 'right';
  return {
    feedback: {
      correct,
      verdict: correct ? 'Your reason holds.' : 'Another reason decides.',
      rightAnswer: `“${question.statement}” belongs to ${nameOwner(question.side, set)}.`,
      why: question.why,
      lureBelongs: null,
      sources: question.sources,
    },
    // Whose it is was told; the reason is compared by the learner.
    discriminations: [],
  };
}

/** Marks the response to its question. Throws RangeError when the response is of another mode or points outside the question. */
export function markResponse(question: Question, response: Response, set: Labels): Marked {
  if (question.mode !== response.mode) throw new RangeError(`a ${question.mode} question cannot be answered by ${response.mode}`);
  switch (question.mode) {
    case 'sort':
      return markSort(question, (response as ResponseTo<'sort'>).side, set);
    case 'scenario':
      return markScenario(question, (response as ResponseTo<'scenario'>).side, set);
    case 'choose':
      return markChoose(question, (response as ResponseTo<'choose'>).optionIndex, set);
    case 'complete':
      return markComplete(question, response as ResponseTo<'complete'>, set);
    case 'match':
      return markMatch(question, (response as ResponseTo<'match'>).pairs);
    case 'side-by-side':
      return markSideBySide(question, response as ResponseTo<'side-by-side'>, set);
    case 'why':
      return markWhy(question, response as ResponseTo<'why'>, set);
    default:
      return assertNever(question);
  }
}
