/** One practice session or exam: its questions in order, the answers sent as they are left, and what came of them. */

import type { Client } from '../../../contract/client.ts';
import type { InputOf } from '../../../contract/contract.ts';
import type { ExamReport, QuizSession as StartedQuiz } from '../../../contract/quiz.ts';
import { toErrorReport, type ErrorReport } from '../../../core/errors.ts';
import type { Discrimination } from '../../../core/quiz/model.ts';
import { QuestionRun, type SettledAnswer } from '../../shared/quiz/question-run.svelte.ts';
import { Stopwatch } from '../../shared/stopwatch.ts';
import type { SessionKind } from './practice-plan.ts';

export type SessionPhase = 'starting' | 'asking' | 'finishing' | 'done' | 'failed';

export interface SessionParts {
  readonly client: Client;
  readonly start: InputOf<'quiz.start'>;
  readonly asksCertainty: boolean;
  /** A clock that never goes back, for durations. */
  readonly ticks: () => number;
  /** Tells the person what did not work. */
  readonly tell: (message: string) => void;
}

export class QuizSession {
  phase = $state<SessionPhase>('starting');
  started = $state.raw<StartedQuiz | null>(null);
  run = $state.raw<QuestionRun | null>(null);
  answers = $state.raw<readonly SettledAnswer[]>([]);
  /** Of an exam, once it is finished. */
  report = $state.raw<ExamReport | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  /** Whether an answer raised a side-by-side trial, which waits in the next study session. */
  raisedTrial = $state(false);
  readonly kind: SessionKind;
  readonly stopwatch: Stopwatch;
  readonly #parts: SessionParts;
  #sending: Promise<void> = Promise.resolve();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.kind = parts.start.kind;
    this.stopwatch = new Stopwatch(parts.ticks);
  }

  get total(): number {
    return this.started?.questions.length ?? 0;
  }

  get rightCount(): number {
    return this.answers.filter(({ marked }) => marked.feedback.correct).length;
  }

  get missed(): readonly SettledAnswer[] {
    return this.answers.filter(({ marked }) => !marked.feedback.correct);
  }

  /** The sides that were taken for others, most often first. */
  get confusions(): readonly { readonly discrimination: Discrimination; readonly count: number }[] {
    const counts: { readonly discrimination: Discrimination; count: number }[] = [];
    for (const discrimination of this.answers.flatMap(({ marked }) => marked.discriminations)) {
      if (discrimination.correct) continue;
      const { asked, answered, dimension } = discrimination;
      const counted = counts.find(({ discrimination: one }) => one.asked === asked && one.answered === answered && one.dimension === dimension);
      if (counted === undefined) counts.push({ discrimination, count: 1 });
      else counted.count += 1;
    }
    return counts.sort((one, other) => other.count - one.count);
  }

  async open(): Promise<void> {
    try {
      this.started = await this.#parts.client.call('quiz.start', this.#parts.start);
      this.error = null;
      await this.#ask(0);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Takes the answer that stands, sends it, and asks the next question. */
  proceed(): void {
    this.run?.proceed();
    const settled = this.run?.settled ?? null;
    if (settled === null) return;
    this.#take(settled);
    void this.#ask(this.answers.length);
  }

  /** Sends an answer whose feedback is still on the screen, so that leaving loses nothing. */
  leave(): void {
    const settled = this.run?.settled ?? null;
    if (settled !== null && this.phase === 'asking') this.#take(settled);
    this.run = null;
  }

  /** Takes the last answer back, by `undo`, and asks that question again. */
  async takeBack(undo: () => Promise<string | null>): Promise<void> {
    await this.#sending;
    if (this.answers.length === 0 || (await undo()) === null) return;
    this.answers = this.answers.slice(0, -1);
    await this.#ask(this.answers.length);
  }

  #take(settled: SettledAnswer): void {
    const sessionId = this.started?.sessionId;
    if (sessionId === undefined) return;
    this.answers = [...this.answers, settled];
    const { question, response, durationMillis, certainty } = settled;
    this.#sending = this.#sending.then(async () => {
      try {
        const { raisedTrial } = await this.#parts.client.call('quiz.answer', { sessionId, questionId: question.id, response, durationMillis, certainty });
        if (raisedTrial) this.raisedTrial = true;
      } catch (thrown) {
        this.#parts.tell(toErrorReport(thrown).message);
      }
    });
  }

  async #ask(index: number): Promise<void> {
    const started = this.started;
    const question = started?.questions[index];
    if (started === null) return;
    if (question === undefined) return this.#finish(started.sessionId);
    this.stopwatch.restart();
    this.phase = 'asking';
    this.run = new QuestionRun({
      question,
      set: started.set,
      asksCertainty: this.#parts.asksCertainty,
      showsFeedback: this.kind === 'practice',
      readMillis: () => this.stopwatch.millis,
    });
  }

  async #finish(sessionId: string): Promise<void> {
    this.run = null;
    this.phase = 'finishing';
    await this.#sending;
    if (this.kind === 'exam') {
      try {
        this.report = await this.#parts.client.call('quiz.finish', { sessionId });
      } catch (thrown) {
        this.#fail(thrown);
        return;
      }
    }
    this.phase = 'done';
  }

  #fail(thrown: unknown): void {
    this.error = toErrorReport(thrown);
    this.run = null;
    this.phase = 'failed';
  }
}
