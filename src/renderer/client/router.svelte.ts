/** Which screen is shown, as data that lives in the address: reload and Back work, and nothing else has to remember it. */

import type { Side } from '../../core/contrast/model.ts';
import type { ExportScope } from '../../contract/export.ts';
import type { ConceptId, ConceptSetId, DeckId, FileTicket, NoteId } from '../../core/ids.ts';

/** One side answered for another, along one dimension or all of them. */
export interface Confusion {
  readonly asked: Side;
  readonly answered: Side;
  readonly dimension: string | null;
}

export type Screen =
  | { readonly name: 'library' }
  | { readonly name: 'study'; readonly deckId: DeckId }
  /** A new note (noteId null) or an existing one; deckId is where a new note goes first. */
  | { readonly name: 'edit'; readonly noteId: NoteId | null; readonly deckId: DeckId | null }
  /** The notes of a deck and the decks below it, or of all when deckId is null. */
  | { readonly name: 'browse'; readonly deckId: DeckId | null }
  /** An empty list of tickets asks the person to choose a file. */
  | { readonly name: 'import'; readonly tickets: readonly FileTicket[] }
  /** The concept sets of a deck and the decks below it, of all decks, or one set with its table. */
  | { readonly name: 'contrast'; readonly setId: ConceptSetId | null; readonly deckId: DeckId | null }
  /** Practice and exams: of one set, or of one to be chosen from the deck's; a confusion is practised at once. */
  | { readonly name: 'quiz'; readonly setId: ConceptSetId | null; readonly deckId?: DeckId | null; readonly confusion: Confusion | null }
  /** What the app learned about the learner from one set. */
  | { readonly name: 'insight'; readonly setId: ConceptSetId }
  /** Taking decks out: a deck, what a search found, or everything. */
  | { readonly name: 'export'; readonly scope: ExportScope }
  /** The same as a sheet to print. */
  | { readonly name: 'sheet'; readonly scope: ExportScope }
  | { readonly name: 'settings' };

const LIBRARY: Screen = { name: 'library' };

function readId<Id extends number>(text: string | undefined): Id | null {
  const id = Number(text);
  return Number.isSafeInteger(id) && id > 0 ? (id as Id) : null;
}

function readSide(text: string | null): Side | null {
  return text === 'both' || text === 'neither' ? text : readId<ConceptId>(text ?? undefined);
}

function readConfusion(query: URLSearchParams): Confusion | null {
  const asked = readSide(query.get('asked'));
  const answered = readSide(query.get('answered'));
  return asked === null || answered === null ? null : { asked, answered, dimension: query.get('dimension') };
}

/** `deck=3`, `deck=3&only` without the decks inside it, `find=words` with or without a deck, nothing for everything. */
function readScope(query: URLSearchParams): ExportScope {
  const deckId = readId<DeckId>(query.get('deck') ?? undefined);
  const text = query.get('find');
  if (text !== null) return { what: 'search', text, deckId };
  return deckId === null ? { what: 'everything' } : { what: 'deck', deckId, withSubdecks: !query.has('only') };
}

function formatScope(scope: ExportScope): Readonly<Record<string, string | number | null>> {
  switch (scope.what) {
    case 'deck':
      return { deck: scope.deckId, only: scope.withSubdecks ? null : 1 };
    case 'search':
      return { find: scope.text, deck: scope.deckId };
    case 'everything':
      return {};
  }
}

function formatSetScreen(name: string, setId: ConceptSetId | null, query: Readonly<Record<string, string | number | null>>): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]]));
  return `#/${name}${setId === null ? '' : `/${setId}`}${given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`}`;
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
    case 'contrast':
      return { name: 'contrast', setId: readId<ConceptSetId>(argument), deckId: readId<DeckId>(query.get('deck') ?? undefined) };
    case 'quiz':
      return { name: 'quiz', setId: readId<ConceptSetId>(argument), deckId: readId<DeckId>(query.get('deck') ?? undefined), confusion: readConfusion(query) };
    case 'insight': {
      const setId = readId<ConceptSetId>(argument);
      return setId === null ? LIBRARY : { name: 'insight', setId };
    }
    case 'export':
    case 'sheet':
      return { name, scope: readScope(query) };
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
    case 'contrast':
      return formatSetScreen('contrast', screen.setId, { deck: screen.deckId });
    case 'quiz':
      return formatSetScreen('quiz', screen.setId, { deck: screen.deckId ?? null, ...screen.confusion });
    case 'insight':
      return formatSetScreen('insight', screen.setId, {});
    case 'export':
    case 'sheet':
      return formatSetScreen(screen.name, null, formatScope(screen.scope));
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
