/** Takes the `[sound:name]` out of a side's HTML, in order, and leaves a mark where each one is played from. */

import { scanHtml } from './html-scanner.ts';
import { readLocalNamesOfAttribute } from './media-names.ts';
import { replaceSoundTags } from './media-references.ts';
import type { RenderedSide } from './rendered-card.ts';

/** `urlOf` gives the address of a sound by its name. Tags, comments and style sheets are left as they are. */
export function markSounds(html: string, side: 'question' | 'answer', urlOf: (name: string) => string | null): RenderedSide {
  if (!html.includes('[sound:')) return { html, sounds: [] };
  const sounds: { name: string; url: string | null }[] = [];
  const parts: string[] = [];
  for (const token of scanHtml(html)) {
    const text = html.slice(token.start, token.end);
    if (token.kind !== 'text') {
      parts.push(text);
      continue;
    }
    const marked = replaceSoundTags(text, (written) => {
      // Unlike a source, the name is not percent-encoded: as written comes first.
      const names = [...readLocalNamesOfAttribute(written)].reverse();
      const name = names.find((candidate) => urlOf(candidate) !== null) ?? names[0];
      if (name === undefined) return '';
      sounds.push({ name, url: urlOf(name) });
      return `<span data-versus-sound="${side}:${sounds.length - 1}"></span>`;
    });
    parts.push(marked);
  }
  return { html: parts.join(''), sounds };
}
