/** `versus decks`: the deck tree as a flat list, each deck with its own cards. */

import type { DeckNode } from '../contract/library.ts';

export interface DeckRow {
  readonly name: string;
  readonly cards: number;
  readonly new: number;
  readonly learning: number;
  readonly due: number;
}

/** Rows in tree order. The tree's figures include the decks below; a row's are the deck's own. */
export function listDecks(nodes: readonly DeckNode[]): DeckRow[] {
  return nodes.flatMap((node) => {
    const below = (figure: (child: DeckNode) => number): number => node.children.reduce((sum, child) => sum + figure(child), 0);
    const own = (figure: (one: DeckNode) => number): number => Math.max(0, figure(node) - below(figure));
    const row = {
      name: node.name,
      cards: own((one) => one.cardCount),
      new: own((one) => one.counts.new),
      learning: own((one) => one.counts.learning),
      due: own((one) => one.counts.due),
    };
    return [row, ...listDecks(node.children)];
  });
}

/** The rows as aligned text. */
export function formatDecks(rows: readonly DeckRow[]): string {
  if (rows.length === 0) return 'No decks yet. Import one: versus import FILE';
  const head = ['cards', 'new', 'learning', 'due', 'deck'];
  const cells = rows.map((row) => [row.cards, row.new, row.learning, row.due].map(String));
  const widths = head.slice(0, 4).map((title, column) => Math.max(title.length, ...cells.map((line) => (line[column] as string).length)));
  const line = (parts: readonly string[], name: string): string =>
    `${parts.map((part, column) => part.padStart(widths[column] as number)).join('  ')}  ${name}`;
  return [line(head.slice(0, 4), 'deck'), ...rows.map((row, index) => line(cells[index] as string[], row.name))].join('\n');
}
