/** Short messages at the edge of the window: what was done, and how to take it back. */

export type ToastTone = 'plain' | 'problem';

export interface ToastAction {
  readonly label: string;
  /** The key that does the same, shown beside it. */
  readonly key?: string;
  readonly run: () => void;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: ToastTone;
  readonly action: ToastAction | null;
}

const SHOWN_MILLIS = 7000;
const PROBLEM_SHOWN_MILLIS = 15_000;
const MOST_AT_ONCE = 3;

export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #lastId = 0;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Shows a message and returns its id. Only the newest message keeps an action, because Undo means the last thing done. */
  show(text: string, options: { readonly tone?: ToastTone; readonly action?: ToastAction } = {}): number {
    this.#lastId += 1;
    const toast: Toast = { id: this.#lastId, text, tone: options.tone ?? 'plain', action: options.action ?? null };
    const others = this.list.filter((other) => other.action === null && other.text !== text);
    for (const gone of this.list.filter((other) => !others.includes(other))) this.#forget(gone.id);
    this.list = [...others, toast].slice(-MOST_AT_ONCE);
    this.resume(toast.id);
    return toast.id;
  }

  dismiss(id: number): void {
    this.#forget(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** Keeps a message while the pointer or the focus is on it. */
  hold(id: number): void {
    this.#forget(id);
  }

  resume(id: number): void {
    this.#forget(id);
    const toast = this.list.find((candidate) => candidate.id === id);
    if (toast === undefined) return;
    const millis = toast.tone === 'problem' ? PROBLEM_SHOWN_MILLIS : SHOWN_MILLIS;
    this.#timers.set(id, setTimeout(() => this.dismiss(id), millis));
  }

  #forget(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }
}
