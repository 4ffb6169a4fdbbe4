/** Puts a card on the page and gives the document of its frame. */

import { render } from 'vitest-browser-svelte';
import type { RenderedCard } from '../../src/contract/notes.ts';
import { renderCard } from '../../src/core/cards/render-card.ts';
import CardFrame from '../../src/renderer/shared/card/CardFrame.svelte';
import type { CardReport } from '../../src/renderer/shared/card/card-view.ts';

export interface ShownFrame {
  readonly iframe: HTMLIFrameElement;
  readonly inside: Document;
  readonly body: HTMLElement;
  readonly reports: CardReport[];
  readonly rerender: (props: Record<string, unknown>) => Promise<void>;
  readonly component: { replay: () => void; stop: () => void };
  readonly close: () => Promise<void>;
}

/** A card as the backend would give it, with every media name known but those that begin with `missing`. */
export function makeCard(front: string, back = '', options: { readonly css?: string; readonly rightToLeft?: boolean; readonly answer?: string } = {}): RenderedCard {
  const rightToLeft = options.rightToLeft ?? false;
  return renderCard({
    noteType: {
      name: 'Basic',
      kind: 'basic',
      css: options.css ?? '',
      fields: [{ name: 'Front', rightToLeft }, { name: 'Back', rightToLeft }],
      templates: [{ name: 'Card 1', questionFormat: '{{Front}}', answerFormat: options.answer ?? '{{FrontSide}}<hr id=answer>{{Back}}' }],
    },
    fields: [front, back],
    tags: [],
    deckName: 'Deck',
    ordinal: 0,
    flag: 0,
    mediaUrlOf: (name) => (name.startsWith('missing') ? null : `/media/${'0'.repeat(64)}/${encodeURIComponent(name)}`),
  });
}

/** Shows the card and waits until its frame is filled. */
export async function showCard(card: RenderedCard, props: Record<string, unknown> = {}): Promise<ShownFrame> {
  const reports: CardReport[] = [];
  const side = props['side'] === 'answer' ? 'answer' : 'question';
  const rendered = await render(CardFrame, { card, ...props, side, onreport: (report: CardReport) => reports.push(report) });
  const iframe = rendered.container.querySelector('iframe');
  if (iframe === null) throw new Error('no frame');
  await waitUntil(() => reports.length > 0);
  const inside = iframe.contentDocument;
  if (inside === null) throw new Error('no document');
  return {
    iframe,
    inside,
    body: inside.body,
    reports,
    rerender: async (next) => {
      const before = reports.length;
      await rendered.rerender(next);
      await waitUntil(() => reports.length > before);
    },
    component: rendered.component as unknown as ShownFrame['component'],
    close: async () => rendered.unmount(),
  };
}

/** Throws when it has not come true within a few seconds. */
export async function waitUntil(holds: () => boolean): Promise<void> {
  for (let round = 0; round < 300; round += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('waited in vain');
}

/** Lets the page lay itself out and deliver what is pending. */
export async function settle(millis = 60): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, millis));
  await new Promise((resolve) => requestAnimationFrame(resolve));
}
