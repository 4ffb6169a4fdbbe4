/** `{{hint:Field}}`: a line that opens to show the field, without any script. */

import { escapeHtml } from './html-entities.ts';

/** An empty field gives nothing, so that no hint is offered where there is none. */
export function renderHint(html: string, fieldName: string): string {
  return html.trim() === '' ? '' : `<details class="hint"><summary>${escapeHtml(fieldName)}</summary><div>${html}</div></details>`;
}
