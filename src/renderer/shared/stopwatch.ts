/** How long a card was looked at: time during which the window was hidden does not count. */

export class Stopwatch {
  readonly #now: () => number;
  #startedAt: number | null = null;
  #spentMillis = 0;

  /** `now` gives milliseconds that never go back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Begins anew from zero. */
  restart(): void {
    this.#spentMillis = 0;
    this.#startedAt = this.#now();
  }

  pause(): void {
    if (this.#startedAt === null) return;
    this.#spentMillis += this.#now() - this.#startedAt;
    this.#startedAt = null;
  }

  resume(): void {
    this.#startedAt ??= this.#now();
  }

  /** Whole milliseconds since restart, pauses left out. */
  get millis(): number {
    const running = this.#startedAt === null ? 0 : this.#now() - this.#startedAt;
    return Math.max(0, Math.round(this.#spentMillis + running));
  }
}
