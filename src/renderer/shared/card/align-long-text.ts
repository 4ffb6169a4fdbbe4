/** Sets long passages of a plain card from their beginning: a line or two reads well centred, a paragraph does not. */

/** About four lines of the card's measure. */
const LONG = 240;

/** Wraps what stands above and below the line of the answer, each where its text is long. */
export function alignLongText(root: DocumentFragment): void {
  const line = [...root.children].find((element) => element.id === 'answer') ?? null;
  const nodes = [...root.childNodes];
  const at = line === null ? nodes.length : nodes.indexOf(line);
  wrapLong(nodes.slice(0, at));
  wrapLong(nodes.slice(at + 1));
}

function wrapLong(nodes: readonly ChildNode[]): void {
  const first = nodes[0];
  const width = nodes.reduce((sum, node) => sum + (node.nodeName === 'STYLE' || node.nodeName === 'PRE' ? 0 : measureText(node.textContent ?? '')), 0);
  if (first === undefined || width < LONG) return;
  const wrapper = (first.ownerDocument ?? document).createElement('div');
  wrapper.className = 'versus-long';
  first.before(wrapper);
  wrapper.append(...nodes);
}

/** In letters of the Latin script; those of Chinese, Japanese and Korean are twice as wide. */
function measureText(text: string): number {
  const trimmed = text.trim();
  return trimmed.length > LONG ? LONG : trimmed.length + (trimmed.match(/[\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/g)?.length ?? 0);
}
