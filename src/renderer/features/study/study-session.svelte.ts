/**
 * One sitting with a deck. The next card is shown in the moment a grade is given, from what was fetched ahead; grades go to the
 * library one after another, and its replies correct what was shown before the person has acted on it.
 */

import type { Client } from '../../../contract/client.ts';
import type { InputOf } from '../../../contract/contract.ts';
import type { StudyCard, StudyExtra, StudySummary, StudyView } from '../../../contract/study.ts';
import { AppError, toErrorReport, type ErrorReport } from '../../../core/errors.ts';
import type { Flag } from '../../../core/cards/model.ts';
import type { DeckId } from '../../../core/ids.ts';
import type { Rating } from '../../../core/scheduling/model.ts';
import type { QuestionRun } from '../../shared/quiz/question-run.svelte.ts';
import { Stopwatch } from '../../shared/stopwatch.ts';
import { startRun, toExtraAnswer, type AskedQuestion } from './study-question.ts';

/** What the screen shows. `next` is the short wait when the card after the next is not known yet. */
export type Phase = 'opening' | 'question' | 'answer' | 'next' | 'waiting' | 'done' | 'failed';

export type Answered = NonNullable<InputOf<'study.grade'>['answered']>;

export interface SessionParts {
  readonly client: Client;
  readonly deckId: DeckId;
  /** Wall clock, milliseconds since the epoch. */
  readonly nowMillis: () => number;
  /** A clock that never goes back, for durations. */
  readonly ticks: () => number;
  /** Whether the learner wants to be asked how certain an answer is. */
  readonly asksCertainty: () => boolean;
  /** Tells the person what did not work. */
  readonly tell: (message: string) => void;
}

export class StudySession {
  phase = $state<Phase>('opening');
  card = $state.raw<StudyCard | null>(null);
  view = $state.raw<StudyView | null>(null);
  summary = $state.raw<StudySummary | null>(null);
  error = $state.raw<ErrorReport | null>(null);
  /** Cards graded in this sitting and not taken back. */
  doneCount = $state(0);
  /** What the person typed for this card, once it was checked. */
  answered = $state.raw<Answered | null>(null);
  /** The card's question where it is asked in a mode; null where it is recalled. */
  run = $state.raw<QuestionRun | null>(null);
  /** A trial or a pair, asked before the card; it moves no schedule. */
  extra = $state.raw<StudyExtra | null>(null);
  extraRun = $state.raw<QuestionRun | null>(null);

  readonly startedAtMillis: number;
  readonly stopwatch: Stopwatch;
  readonly #parts: SessionParts;
  #upcoming: StudyCard | null = null;
  /** Grades on their way; each waits for the one before. */
  #sending: Promise<void> = Promise.resolve();
  #pendingCount = 0;
  #graded: readonly StudyCard[] = [];

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.startedAtMillis = parts.nowMillis();
    this.stopwatch = new Stopwatch(parts.ticks);
  }

  /** Asked and to be asked, for the progress line. */
  get totalCount(): number {
    const counts = this.view?.counts;
    const left = counts === undefined ? 0 : counts.new + counts.learning + counts.due;
    return this.doneCount + Math.max(0, left - this.#pendingCount);
  }

  /** Asks the library what to show now. Keeps the card on screen when it is still the one to ask. */
  async open(): Promise<void> {
    await this.#sending;
    try {
      const view = await this.#parts.client.call('study.view', { deckId: this.#parts.deckId });
      this.error = null;
      await this.#show(view);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  reveal(): void {
    if (this.phase === 'question') this.phase = 'answer';
  }

  /** Grades the card on screen and goes on at once; nothing is lost by leaving right after. */
  grade(rating: Rating): void {
    const card = this.card;
    if (card === null || this.phase !== 'answer') return;
    const input: InputOf<'study.grade'> = {
      deckId: this.#parts.deckId,
      cardId: card.cardId,
      rating,
      durationMillis: this.stopwatch.millis,
      reviewCount: card.reviewCount,
    };
    if (this.answered !== null) input.answered = this.answered;
    const settled = this.run?.settled ?? null;
    if (settled !== null) {
      input.response = settled.response as NonNullable<typeof input.response>;
      input.certainty = settled.certainty;
    }
    // An error may raise a trial, which comes first: showing a card for a moment before it would only startle.
    const mayRaiseTrial = settled !== null && !settled.marked.feedback.correct;
    this.doneCount += 1;
    this.#graded = [...this.#graded, card];
    this.#pendingCount += 1;
    const upcoming = this.#upcoming;
    this.#upcoming = null;
    if (upcoming !== null && upcoming.cardId !== card.cardId && !mayRaiseTrial) this.#ask(upcoming);
    else this.#clear('next');
    this.#sending = this.#sending.then(() => this.#send(input));
  }

  /** What the card's answer would be graded without adjustment. */
  get suggestedRating(): Rating {
    return this.run?.marked?.feedback.correct === false ? 1 : 3;
  }

  /** Sends the answer to the trial or pair whose feedback is on screen, and goes on; does nothing before the feedback. */
  answerExtra(): void {
    const extra = this.extra;
    const settled = this.extraRun?.settled ?? null;
    if (extra === null || settled === null) return;
    const input = toExtraAnswer(this.#parts.deckId, extra, settled);
    this.#endExtra();
    this.stopwatch.restart();
    this.#sending = this.#sending.then(async () => {
      try {
        const view = await this.#parts.client.call('study.answer-extra', input);
        if (this.#pendingCount > 0) this.view = view;
        else await this.#show(view);
      } catch (thrown) {
        this.#parts.tell(toErrorReport(thrown).message);
        await this.#recover(thrown);
      }
    });
  }

  /** Takes the last thing back, by `undo`, and shows the card again when it was a grade of this sitting. */
  async takeBack(undo: () => Promise<string | null>): Promise<void> {
    await this.#sending;
    if ((await undo()) === null) return;
    const last = this.#graded.at(-1);
    try {
      const view = await this.#parts.client.call('study.view', { deckId: this.#parts.deckId });
      if (last !== undefined && view.current?.cardId === last.cardId && view.current.reviewCount === last.reviewCount) {
        this.#graded = this.#graded.slice(0, -1);
        this.doneCount = Math.max(0, this.doneCount - 1);
      }
      this.#clear('next');
      await this.#show(view);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** Puts the card aside until the next study day. Resolves to true when it was done. */
  async bury(): Promise<boolean> {
    return this.#putAside(async (cardId) => this.#parts.client.call('card.bury', { cardId }));
  }

  /** Puts the card aside for good, until it is taken out again. */
  async suspend(): Promise<boolean> {
    return this.#putAside(async (cardId) => this.#parts.client.call('card.suspend', { cardId, suspended: true }));
  }

  /** Flags the card on screen; 0 takes the flag away. */
  async flag(flag: Flag): Promise<void> {
    const card = this.card;
    if (card === null) return;
    this.card = { ...card, flag };
    try {
      await this.#parts.client.call('card.flag', { cardId: card.cardId, flag });
    } catch (thrown) {
      if (this.card?.cardId === card.cardId) this.card = { ...this.card, flag: card.flag };
      this.#parts.tell(toErrorReport(thrown).message);
    }
  }

  /** Lets so many more new cards in today, and goes on. */
  async learnMore(count: number): Promise<void> {
    try {
      await this.#parts.client.call('study.more-new', { deckId: this.#parts.deckId, count });
      await this.open();
    } catch (thrown) {
      this.#parts.tell(toErrorReport(thrown).message);
    }
  }

  async #putAside(act: (cardId: StudyCard['cardId']) => Promise<unknown>): Promise<boolean> {
    const card = this.card;
    if (card === null) return false;
    await this.#sending;
    try {
      await act(card.cardId);
      this.#clear('next');
      await this.open();
      return true;
    } catch (thrown) {
      this.#parts.tell(toErrorReport(thrown).message);
      return false;
    }
  }

  async #send(input: InputOf<'study.grade'>): Promise<void> {
    try {
      const view = await this.#parts.client.call('study.grade', input);
      this.#pendingCount -= 1;
      // A further grade is on its way: its reply knows better what comes.
      if (this.#pendingCount > 0) this.view = view;
      else await this.#show(view);
    } catch (thrown) {
      this.#pendingCount -= 1;
      this.doneCount = Math.max(0, this.doneCount - 1);
      this.#graded = this.#graded.filter((card) => card.cardId !== input.cardId || card.reviewCount !== input.reviewCount);
      this.#parts.tell(toErrorReport(thrown).message);
      await this.#recover(thrown);
    }
  }

  /** After a grade that was not taken, what the library says is shown; without it, the sitting stops where it is. */
  async #recover(thrown: unknown): Promise<void> {
    try {
      const view = await this.#parts.client.call('study.view', { deckId: this.#parts.deckId });
      this.#clear('next');
      await this.#show(view);
    } catch {
      this.#fail(thrown);
    }
  }

  async #show(view: StudyView): Promise<void> {
    this.view = view;
    // Whoever is past the question of a card finishes it first.
    if (this.phase !== 'answer') this.#offer(view.extra);
    const next = view.current;
    if (next === null) {
      this.#clear(view.nextDueAtMillis === null ? 'done' : 'waiting');
      this.summary = await this.#parts.client.call('study.summary', { deckId: this.#parts.deckId, sinceMillis: this.startedAtMillis });
      return;
    }
    const shown = this.card;
    if (shown !== null && shown.cardId === next.cardId && shown.reviewCount === next.reviewCount) {
      // The same showing, perhaps with an edited note: what was revealed stays revealed.
      this.card = next;
      if (this.run?.phase !== 'feedback' && JSON.stringify(next.question) !== JSON.stringify(shown.question)) this.run = this.#makeRun(next);
      if (this.phase !== 'answer') this.phase = 'question';
      this.#upcoming = view.upcoming;
    } else if (shown !== null && this.phase === 'answer') {
      // The person is past the question of the card that was shown ahead: let them finish it.
      this.#upcoming = next;
    } else {
      this.#ask(next);
      this.#upcoming = view.upcoming;
    }
  }

  #ask(card: StudyCard): void {
    this.card = card;
    this.answered = null;
    this.summary = null;
    this.phase = 'question';
    this.run = this.#makeRun(card);
    this.stopwatch.restart();
  }

  #makeRun(asked: AskedQuestion, ontold: () => void = () => this.reveal()): QuestionRun | null {
    return startRun(asked, { asksCertainty: this.#parts.asksCertainty(), readMillis: () => this.stopwatch.millis, ontold });
  }

  #offer(extra: StudyExtra | null): void {
    if (extra?.id === this.extra?.id) return;
    this.extra = extra;
    this.extraRun = extra === null ? null : this.#makeRun(extra, () => undefined);
    this.stopwatch.restart();
  }

  #endExtra(): void {
    this.extra = null;
    this.extraRun = null;
  }

  #clear(phase: Phase): void {
    this.card = null;
    this.run = null;
    this.answered = null;
    this.#upcoming = null;
    this.phase = phase;
  }

  #fail(thrown: unknown): void {
    this.error = thrown instanceof AppError ? thrown.toReport() : toErrorReport(thrown);
    this.#endExtra();
    this.#clear('failed');
  }
}
