/**
 * Everything that can be done, in one register: the keys that work now, the palette and the list of keys all read it, so that they
 * cannot disagree. A screen adds its commands while it is mounted; later ones win over earlier ones.
 */

import { untrack } from 'svelte';
import { matchesKey, type KeyPress } from './keys.ts';

export interface Command {
  /** Stable and kebab-case: `study-deck`. */
  readonly id: string;
  /** What it does, in the words of a button. */
  readonly title: string;
  /** The heading it stands under in the list of keys. */
  readonly group: 'Everywhere' | 'Library' | 'Study' | 'Edit' | 'Import' | 'Export';
  /** Empty when it has none. The first is the one shown. */
  readonly keys: readonly string[];
  readonly run: () => void;
  /** False while it makes no sense; then its key does nothing and the palette leaves it out. */
  readonly isEnabled?: boolean;
  /** Also while the person types in a field (for Ctrl and Cmd combinations). */
  readonly worksInFields?: boolean;
  /** Keep out of the palette (Escape and the like). */
  readonly isHidden?: boolean;
  /** Held down, the key may act again and again. */
  readonly repeats?: boolean;
}

export class CommandRegister {
  #layers = $state.raw<readonly { readonly read: () => readonly Command[] }[]>([]);

  /** Adds commands; `read` is reactive. Returns the function that takes them away. */
  add(read: () => readonly Command[]): () => void {
    const layer = { read };
    this.#layers = [...untrack(() => this.#layers), layer];
    return () => {
      this.#layers = untrack(() => this.#layers).filter((other) => other !== layer);
    };
  }

  /** All that can be done now, the screen's own first; of commands with the same id, the screen's own only. */
  get all(): readonly Command[] {
    const seen = new Set<string>();
    return this.#layers
      .toReversed()
      .flatMap((layer) => layer.read())
      .filter((command) => !seen.has(command.id) && seen.add(command.id));
  }

  find(id: string): Command | undefined {
    return this.all.find((command) => command.id === id);
  }

  /** Runs the command that the key means here, and says whether there was one. */
  press(event: KeyPress & { readonly repeat: boolean; readonly target: EventTarget | null }): boolean {
    const place = placeOf(event.target);
    if (place === 'layer') return false;
    const command = this.all.find(
      (candidate) =>
        candidate.isEnabled !== false &&
        (place !== 'field' || candidate.worksInFields === true) &&
        candidate.keys.some((key) => matchesKey(event, key) && !(place === 'control' && isPressingKey(key))),
    );
    if (command === undefined) return false;
    if (!event.repeat || command.repeats === true) command.run();
    return true;
  }
}

function isPressingKey(key: string): boolean {
  return key === 'enter' || key === 'space';
}

const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const FIELDS = 'input:not([type="checkbox"], [type="radio"], [type="range"], [type="button"]), textarea, select, [contenteditable]:not([contenteditable="false"])';
const CONTROLS = 'button, a[href], summary, input, [role="button"], [role="menuitem"], [role="option"]';

/** Where a key was pressed: an open dialog or menu keeps its keys, a field keeps letters, a button keeps Space and Enter. */
function placeOf(target: EventTarget | null): 'layer' | 'field' | 'control' | 'page' {
  if (!(target instanceof Element)) return 'page';
  if (target.closest(LAYERS) !== null) return 'layer';
  if (target.closest(FIELDS) !== null) return 'field';
  if (target.closest(CONTROLS) !== null) return 'control';
  return 'page';
}
