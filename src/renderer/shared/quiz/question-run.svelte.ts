/** One question from its first showing to the moment it is left: the answer, how certain it was, the verdict and its correction. */

import type { Certainty, ConceptSet } from '../../../core/contrast/model.ts';
import { markResponse } from '../../../core/quiz/mark-response.ts';
import type { Marked, Question, Response } from '../../../core/quiz/model.ts';

export type RunPhase = 'asking' | 'certainty' | 'feedback' | 'done';

export interface SettledAnswer {
  readonly question: Question;
  readonly response: Response;
  readonly marked: Marked;
  /** Until the answer was given; the time spent on the feedback does not count. */
  readonly durationMillis: number;
  readonly certainty: Certainty | null;
}

export interface RunParts {
  readonly question: Question;
  readonly set: ConceptSet;
  readonly asksCertainty: boolean;
  /** False in an exam: the answer is taken and nothing is said to it. */
  readonly showsFeedback: boolean;
  /** Milliseconds since the question was shown. */
  readonly readMillis: () => number;
  /** Called when the feedback is shown. */
  readonly ontold?: () => void;
}

export class QuestionRun {
  phase = $state<RunPhase>('asking');
  response = $state.raw<Response | null>(null);
  certainty = $state.raw<Certainty | null>(null);
  durationMillis = $state(0);
  readonly question: Question;
  readonly set: ConceptSet;
  readonly #parts: RunParts;
  readonly #marked = $derived.by(() => (this.response === null ? null : markResponse(this.question, this.response, this.set)));

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.question = parts.question;
    this.set = parts.set;
  }

  /** The verdict as it stands now; null before the answer. */
  get marked(): Marked | null {
    return this.#marked;
  }

  /** What there is to log; null before the answer was given and, where it is asked, its certainty. */
  get settled(): SettledAnswer | null {
    const { response, marked, question, durationMillis, certainty } = this;
    if (response === null || marked === null || this.phase === 'asking' || this.phase === 'certainty') return null;
    return { question, response, marked, durationMillis, certainty };
  }

  /** Takes the answer, once. */
  respond(response: Response): void {
    if (this.phase !== 'asking') return;
    this.durationMillis = this.#parts.readMillis();
    this.response = response;
    // Who has just compared a reason has already judged it: certainty comes too late.
    if (this.#parts.asksCertainty && response.mode !== 'why') this.phase = 'certainty';
    else this.#reveal();
  }

  sayCertainty(certainty: Certainty): void {
    if (this.phase !== 'certainty') return;
    this.certainty = certainty;
    this.#reveal();
  }

  /** The learner's own verdict on a typed answer; `cell` names which of several. */
  correct(verdict: 'right' | 'wrong', cell: number = 0): void {
    const response = this.response;
    if (this.phase !== 'feedback' || response === null) return;
    if (response.mode === 'complete') this.response = { ...response, verdict };
    else if (response.mode === 'side-by-side') this.response = { ...response, verdicts: response.verdicts.with(cell, verdict) };
  }

  /** Leaves the feedback; says whether there was something to leave. */
  proceed(): boolean {
    if (this.phase !== 'feedback') return false;
    this.phase = 'done';
    return true;
  }

  #reveal(): void {
    this.phase = this.#parts.showsFeedback ? 'feedback' : 'done';
    if (this.phase === 'feedback') this.#parts.ontold?.();
  }
}
