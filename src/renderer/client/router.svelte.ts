/** Which screen is shown, as data that lives in the address: reload and Back work, and nothing else has to remember it. */

import type { DeckId, FileTicket, NoteId } from '../../core/ids.ts';

export type Screen =
  | { readonly name: 'library' }
  | { readonly name: 'study'; readonly deckId: DeckId }
  /** A new note (noteId null) or an existing one; deckId is where a new note goes first. */
  | { readonly name: 'edit'; readonly noteId: NoteId | null; readonly deckId: DeckId | null }
  /** The notes of a deck and the decks below it, or of all when deckId is null. */
  | { readonly name: 'browse'; readonly deckId: DeckId | null }
  /** An empty list of tickets asks the person to choose a file. */
  | { readonly name: 'import'; readonly tickets: readonly FileTicket[] }
  | { readonly name: 'settings' };

const LIBRARY: Screen = { name: 'library' };

function readId<Id extends number>(text: string | undefined): Id | null {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? (id as Id) : null;
}

/** `#/study/12` and the like to a screen; anything else is the library. */
export function parseScreen(hash: string): Screen {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name, argument] = path.split('/');
  const query = new URLSearchParams(search);
  switch (name) {
    case 'study': {
      const deckId = readId<DeckId>(argument);
      return deckId === null ? LIBRARY : { name: 'study', deckId };
    }
    case 'edit':
      return { name: 'edit', noteId: readId<NoteId>(argument), deckId: readId<DeckId>(query.get('deck') ?? undefined) };
    case 'browse':
      return { name: 'browse', deckId: readId<DeckId>(argument) };
    case 'import':
      return { name: 'import', tickets: query.getAll('file').map((ticket) => ticket as FileTicket) };
    case 'settings':
      return { name: 'settings' };
    default:
      return LIBRARY;
  }
}

/** The inverse of parseScreen. */
export function formatScreen(screen: Screen): string {
  switch (screen.name) {
    case 'library':
      return '#/';
    case 'study':
      return `#/study/${screen.deckId}`;
    case 'edit':
      return `#/edit${screen.noteId === null ? '' : `/${screen.noteId}`}${screen.deckId === null ? '' : `?deck=${screen.deckId}`}`;
    case 'browse':
      return screen.deckId === null ? '#/browse' : `#/browse/${screen.deckId}`;
    case 'import':
      return `#/import${screen.tickets.length === 0 ? '' : `?${screen.tickets.map((ticket) => `file=${encodeURIComponent(ticket)}`).join('&')}`}`;
    case 'settings':
      return '#/settings';
  }
}

export class Router {
  screen = $state.raw<Screen>(LIBRARY);
  /** Steps taken inside this window, so that back() never leaves the program. */
  #depth = 0;
  readonly #window: Window;

  constructor(target: Window) {
    this.#window = target;
    this.screen = parseScreen(target.location.hash);
  }

  /** Follows the address; returns the function that stops it. */
  start(): () => void {
    const follow = (): void => {
      this.#depth = readDepth(this.#window.history.state);
      this.screen = parseScreen(this.#window.location.hash);
    };
    this.#depth = readDepth(this.#window.history.state);
    this.#window.addEventListener('popstate', follow);
    return () => this.#window.removeEventListener('popstate', follow);
  }

  go(screen: Screen): void {
    this.#depth += 1;
    this.#window.history.pushState({ versusDepth: this.#depth }, '', formatScreen(screen));
    this.screen = screen;
  }

  /** Goes where `screen` says without a step to come back to. */
  replace(screen: Screen): void {
    this.#window.history.replaceState({ versusDepth: this.#depth }, '', formatScreen(screen));
    this.screen = screen;
  }

  /** One step back, or to the library when this is the first screen of the window. */
  back(): void {
    if (this.#depth > 0) this.#window.history.back();
    else this.replace(LIBRARY);
  }
}

function readDepth(state: unknown): number {
  if (typeof state !== 'object' || state === null || !('versusDepth' in state)) return 0;
  return typeof state.versusDepth === 'number' ? state.versusDepth : 0;
}
