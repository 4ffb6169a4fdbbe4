/**
 * A query that stays true: it runs when its input changes and when a command touched what it reads. While it runs again, the value it
 * had stays (so nothing flickers), and an answer that was overtaken by a newer one is dropped.
 */

import type { Client } from '../../contract/client.ts';
import type { InputOf, OutputOf } from '../../contract/contract.ts';
import type { AppEvent } from '../../contract/transport.ts';
import { toErrorReport, type ErrorReport } from '../../core/errors.ts';
import { TOPICS_OF_QUERIES, type QueryName } from './topics-of-queries.ts';

export class LiveQuery<Name extends QueryName> {
  /** Undefined until the first answer. */
  value = $state.raw<OutputOf<Name> | undefined>(undefined);
  error = $state.raw<ErrorReport | null>(null);
  isRunning = $state(false);

  readonly #client: Client;
  readonly #name: Name;
  #input: InputOf<Name> | null = null;
  #runs = 0;
  #isPlanned = false;

  /** Must be made while a component initialises. `readInput` is reactive; while it gives null, nothing is asked. */
  constructor(client: Client, name: Name, readInput: () => InputOf<Name> | null) {
    this.#client = client;
    this.#name = name;
    $effect(() => {
      this.#input = readInput();
      this.#plan();
    });
    $effect(() => client.onEvent((event) => this.#hear(event)));
  }

  /** Asks again now; resolves when the answer is in. */
  async refresh(): Promise<void> {
    const input = this.#input;
    if (input === null) return;
    this.#runs += 1;
    const run = this.#runs;
    this.isRunning = true;
    try {
      const value = await this.#client.call(this.#name, input);
      if (run !== this.#runs) return;
      this.value = value;
      this.error = null;
    } catch (thrown) {
      if (run !== this.#runs) return;
      this.error = toErrorReport(thrown);
    }
    this.isRunning = false;
  }

  #hear(event: AppEvent): void {
    if (event.type !== 'changed') return;
    const reads = TOPICS_OF_QUERIES[this.#name];
    if (event.topics.some((topic) => reads.includes(topic))) this.#plan();
  }

  /** Several changes in one go lead to one run. */
  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(() => {
      this.#isPlanned = false;
      void this.refresh();
    });
  }
}
