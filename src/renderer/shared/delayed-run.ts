/** Work that follows typing: it waits for a pause, and of overlapping runs only the newest one's outcome counts. */

export class DelayedRun<Value> {
  readonly #delayMillis: number;
  readonly #run: () => Promise<Value>;
  readonly #take: (value: Value) => void;
  readonly #fail: (error: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #newest = 0;
  #pending: Promise<void> = Promise.resolve();

  /** `run` makes the value; `take` gets it, or `fail` what it threw, unless a newer request has come in between. */
  constructor(delayMillis: number, run: () => Promise<Value>, take: (value: Value) => void, fail: (error: unknown) => void) {
    this.#delayMillis = delayMillis;
    this.#run = run;
    this.#take = take;
    this.#fail = fail;
  }

  /** Runs after the delay, counted anew from each request. */
  request(): void {
    this.cancel();
    this.#timer = setTimeout(() => this.#start(), this.#delayMillis);
  }

  /** Runs at once what waits, and resolves when nothing is under way any more. */
  async flush(): Promise<void> {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#start();
    }
    await this.#pending;
  }

  /** Drops what waits and the outcome of what is under way. */
  cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#newest += 1;
  }

  #start(): void {
    this.#timer = null;
    this.#newest += 1;
    const number = this.#newest;
    this.#pending = (async () => {
      try {
        const value = await this.#run();
        if (number === this.#newest) this.#take(value);
      } catch (error) {
        if (number === this.#newest) this.#fail(error);
      }
    })();
  }
}
