/** Taking back and doing again, with a message that says what it was. */

import type { Client } from '../../contract/client.ts';
import { toErrorReport } from '../../core/errors.ts';
import type { Toasts } from './toasts.svelte.ts';

export class Undo {
  readonly #client: Client;
  readonly #toasts: Toasts;

  constructor(client: Client, toasts: Toasts) {
    this.#client = client;
    this.#toasts = toasts;
  }

  /** Takes the last command back. Resolves to its label, or null when there was nothing or it failed (the person is told). */
  async undo(): Promise<string | null> {
    return this.#step('undo.undo');
  }

  async redo(): Promise<string | null> {
    return this.#step('undo.redo');
  }

  /** Says what was done and offers to take it back. The offer refuses once something newer has been done. */
  async announce(text: string): Promise<void> {
    const before = await this.#client.call('undo.state', {}).catch(() => null);
    if (before === null || before.undo === null) {
      this.#toasts.show(text);
      return;
    }
    const run = async (): Promise<void> => {
      const now = await this.#client.call('undo.state', {}).catch(() => null);
      if (now?.undo === before.undo) await this.undo();
      else this.#toasts.show('Something newer was done since. Undo step by step with the key.');
    };
    this.#toasts.show(text, { action: { label: 'Undo', key: 'mod+z', run: () => void run() } });
  }

  async #step(name: 'undo.undo' | 'undo.redo'): Promise<string | null> {
    const isUndo = name === 'undo.undo';
    try {
      const { label } = await this.#client.call(name, {});
      this.#toasts.show(isUndo ? `Undone: ${label}` : `Done again: ${label}`, {
        action: isUndo
          ? { label: 'Redo', key: 'mod+shift+z', run: () => void this.redo() }
          : { label: 'Undo', key: 'mod+z', run: () => void this.undo() },
      });
      return label;
    } catch (thrown) {
      const report = toErrorReport(thrown);
      if (report.code === 'nothing-to-undo') this.#toasts.show(isUndo ? 'There is nothing to undo.' : 'There is nothing to redo.');
      else this.#toasts.show(report.message, { tone: 'problem' });
      return null;
    }
  }
}
