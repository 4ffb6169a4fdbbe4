/** Keeps what is being written safe in the library, a moment after each change. */

import type { Client } from '../../../contract/client.ts';
import { DelayedRun } from '../../shared/delayed-run.ts';
import type { NoteDraft } from './note-draft.ts';

const DELAY_MILLIS = 500;

export class DraftKeeper {
  readonly #client: Client;
  readonly #key: string;
  readonly #toDraft: () => NoteDraft | null;
  readonly #run: DelayedRun<null>;

  /** `toDraft`: what is to be kept as it stands; null: nothing. */
  constructor(client: Client, key: string, toDraft: () => NoteDraft | null) {
    this.#client = client;
    this.#key = key;
    this.#toDraft = toDraft;
    // A draft that cannot be kept now is tried again with the next keystroke; a message at every pause would only disturb.
    this.#run = new DelayedRun(DELAY_MILLIS, () => this.store(), () => undefined, () => undefined);
  }

  /** The draft of last time, whatever it is; null when there is none. */
  async read(): Promise<{ readonly body: unknown; readonly savedAtMillis: number } | null> {
    return await this.#client.call('draft.get', { key: this.#key });
  }

  keepSoon(): void {
    this.#run.request();
  }

  /** Keeps what waits to be kept. */
  async keepNow(): Promise<void> {
    await this.#run.flush();
  }

  /** Keeps nothing more until the next change. */
  wait(): void {
    this.#run.cancel();
  }

  async store(): Promise<null> {
    const draft = this.#toDraft();
    return draft === null ? null : await this.#client.call('draft.save', { key: this.#key, body: draft });
  }

  async discard(): Promise<void> {
    await this.#client.call('draft.discard', { key: this.#key });
  }
}
