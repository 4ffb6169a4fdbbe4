/** Tells whether a card's HTML carries scripts, so that the learner can be told that they are off. Keeping them off is not its task. */

import { decodeEntities } from './html-entities.ts';
import { scanHtml } from './html-scanner.ts';
import { isOcclusionScript } from './image-occlusion.ts';

/** True for script elements, but Anki's that draws shapes over a picture, event handlers and javascript: addresses. */
export function carriesScripts(html: string): boolean {
  for (const token of scanHtml(html)) {
    if (token.kind !== 'tag' || token.closing) continue;
    if (token.name === 'script') {
      if (token.attributes.length > 0 || !isOcclusionScript(html, token.end)) return true;
      continue;
    }
    for (const { name, value } of token.attributes) {
      if (/^on[a-z]+$/.test(name)) return true;
      if (value.length > 0 && /^javascript:/i.test(decodeEntities(value.slice(0, 200)).replace(/\s/g, ''))) return true;
    }
  }
  return false;
}
