/** Questions inside a study session: starting their run, and what is sent of the answer to a trial or a pair. */

import type { InputOf } from '../../../contract/contract.ts';
import type { StudyExtra } from '../../../contract/study.ts';
import type { ConceptSet } from '../../../core/contrast/model.ts';
import type { DeckId } from '../../../core/ids.ts';
import type { Question } from '../../../core/quiz/model.ts';
import { QuestionRun, type RunParts, type SettledAnswer } from '../../shared/quiz/question-run.svelte.ts';

/** A card or an extra: without a question, it is recalled. */
export interface AskedQuestion {
  readonly question: Question | null;
  readonly set: ConceptSet | null;
}

/** The run of the question, or null where nothing is asked in a mode. */
export function startRun({ question, set }: AskedQuestion, parts: Pick<RunParts, 'asksCertainty' | 'readMillis' | 'ontold'>): QuestionRun | null {
  return question === null || set === null ? null : new QuestionRun({ ...parts, question, set, showsFeedback: true });
}

export function toExtraAnswer(deckId: DeckId, extra: Pick<StudyExtra, 'id'>, settled: SettledAnswer): InputOf<'study.answer-extra'> {
  const { response, durationMillis, certainty } = settled;
  return { deckId, extraId: extra.id, response: response as InputOf<'study.answer-extra'>['response'], durationMillis, certainty };
}
