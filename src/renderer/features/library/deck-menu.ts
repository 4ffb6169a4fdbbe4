/** What can be done with a deck, as its menu lists it. */

import Columns2 from '@lucide/svelte/icons/columns-2';
import FileOutput from '@lucide/svelte/icons/file-output';
import FolderInput from '@lucide/svelte/icons/folder-input';
import List from '@lucide/svelte/icons/list';
import Pencil from '@lucide/svelte/icons/pencil';
import Play from '@lucide/svelte/icons/play';
import Plus from '@lucide/svelte/icons/plus';
import Scale from '@lucide/svelte/icons/scale';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import SquarePen from '@lucide/svelte/icons/square-pen';
import Trash2 from '@lucide/svelte/icons/trash-2';
import type { DeckNode } from '../../../contract/library.ts';
import type { MenuEntry } from '../../shared/menu-item.ts';

type Act = (deck: DeckNode) => void;

export interface DeckActs {
  readonly study: Act;
  readonly practise: Act;
  readonly showConcepts: Act;
  readonly addNote: Act;
  readonly browseNotes: Act;
  readonly createInside: Act;
  /** Opens the dialog of that kind. */
  readonly ask: (kind: 'rename' | 'move' | 'options', deck: DeckNode) => void;
  readonly exportDeck: Act;
  readonly remove: Act;
}

/** `hasSet`: whether the deck, or one inside it, has concepts to tell apart. */
export function listDeckMenu(deck: DeckNode, hasSet: boolean, acts: DeckActs): readonly MenuEntry[] {
  return [
    { label: 'Study', icon: Play, shortcut: 'enter', run: () => acts.study(deck) },
    ...(hasSet ? [{ label: 'Practise…', icon: Scale, shortcut: 'p', run: () => acts.practise(deck) }] : []),
    { label: 'Concept sets…', icon: Columns2, run: () => acts.showConcepts(deck) },
    { label: 'Add note', icon: SquarePen, shortcut: 'a', run: () => acts.addNote(deck) },
    { label: 'Browse notes', icon: List, shortcut: 'b', run: () => acts.browseNotes(deck) },
    { label: 'New deck inside…', icon: Plus, run: () => acts.createInside(deck) },
    'separator',
    { label: 'Rename…', icon: Pencil, shortcut: 'F2', run: () => acts.ask('rename', deck) },
    { label: 'Move…', icon: FolderInput, shortcut: 'm', run: () => acts.ask('move', deck) },
    { label: 'Study options…', icon: SlidersHorizontal, shortcut: 'o', run: () => acts.ask('options', deck) },
    { label: 'Export…', icon: FileOutput, shortcut: 'e', run: () => acts.exportDeck(deck) },
    'separator',
    { label: 'Delete…', icon: Trash2, shortcut: 'delete', isDangerous: true, run: () => acts.remove(deck) },
  ];
}
