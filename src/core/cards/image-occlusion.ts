/**
 * Anki's image occlusion without its script: the shapes that a cloze field names, laid over the picture. Source of the meanings:
 * Anki's own drawing of them, in which places and sizes are parts of the picture's width and height.
 */

import { parseCloze } from './cloze.ts';
import type { ClozeNode } from './cloze.ts';
import { escapeHtml } from './html-entities.ts';
import { scanHtml } from './html-scanner.ts';
import type { HtmlTag } from './html-scanner.ts';
import { stripMarkup } from './strip-markup.ts';

const MARK = 'image-occlusion:';
const CANVAS_ID = 'image-occlusion-canvas';
const CONTAINER_ID = 'image-occlusion-container';
const SCRIPT_CALL = 'imageOcclusion.setup';
/** Anki's own has 300 characters. */
const LONGEST_SCRIPT = 1000;
/** Labels are asked of nobody. */
const LABEL_NUMBER = 0;

type Role = 'asked' | 'other' | 'shown' | 'label';

interface Mask {
  readonly kind: string;
  readonly role: Role;
  readonly values: ReadonlyMap<string, string>;
}

/** Whether the script that begins there does nothing but draw the shapes, which is done without it. */
export function isOcclusionScript(html: string, scriptStart: number): boolean {
  const [inside = ''] = html.slice(scriptStart, scriptStart + LONGEST_SCRIPT).split(/<\/script/i, 1);
  return inside.includes(SCRIPT_CALL);
}

/** The side with its shapes in the place of the canvas, and without the script that would draw them; unchanged where it has no canvas. */
export function drawOcclusions(html: string, fields: readonly string[], number: number, side: 'question' | 'answer'): string {
  if (!html.includes(CANVAS_ID)) return html;
  const masks = listMasks(fields, number, side);
  const parts: string[] = [];
  let picture = '';
  let pictureFrom = -1;
  let dropUntil: string | null = null;
  for (const token of scanHtml(html)) {
    const written = html.slice(token.start, token.end);
    if (token.kind !== 'tag') {
      if (dropUntil === null) parts.push(written);
    } else if (dropUntil !== null) {
      if (token.closing && token.name === dropUntil) dropUntil = null;
    } else if (!token.closing && token.name === 'script' && isOcclusionScript(html, token.end)) {
      dropUntil = 'script';
    } else if (!token.closing && token.name === 'div' && idOf(token) === CONTAINER_ID) {
      pictureFrom = parts.push(`<div id="${CONTAINER_ID}" style="position:relative;display:inline-block;line-height:0">`);
    } else if (!token.closing && token.name === 'canvas' && idOf(token) === CANVAS_ID && pictureFrom !== -1) {
      picture = parts.slice(pictureFrom).join('');
      parts.push(`<div id="${CANVAS_ID}" style="position:absolute;left:0;top:0;width:100%;height:100%;overflow:hidden;container-type:size">`, ...masks.map(drawMask), '</div>');
      dropUntil = 'canvas';
    } else if (!token.closing && token.name === 'button' && idOf(token) === 'toggle') {
      if (masks.some(({ role }) => role === 'other')) parts.push(`<details class="hint"><summary>Without masks</summary><div>${picture}</div></details>`);
      dropUntil = 'button';
    } else {
      parts.push(written);
    }
  }
  return parts.join('');
}

function idOf(tag: HtmlTag): string {
  return tag.attributes.find(({ name }) => name === 'id')?.value.replace(/^["']|["']$/g, '') ?? '';
}

function listMasks(fields: readonly string[], number: number, side: 'question' | 'answer'): readonly Mask[] {
  const masks: Mask[] = [];
  const collect = (nodes: readonly ClozeNode[]): void => {
    for (const node of nodes) {
      if (node.kind === 'text') continue;
      const mask = readMask(node, number, side);
      if (mask !== null) masks.push(mask);
      collect(node.children);
    }
  };
  for (const field of fields) if (field.includes(MARK)) collect(parseCloze(field));
  return masks;
}

function readMask(node: ClozeNode & { readonly kind: 'cloze' }, number: number, side: 'question' | 'answer'): Mask | null {
  const text = node.children.map((child) => (child.kind === 'text' ? child.text : '')).join('');
  const at = text.indexOf(MARK);
  if (at === -1) return null;
  const [kind = '', ...pairs] = stripMarkup(text.slice(at + MARK.length)).split(/(?<!\\):/);
  const values = new Map(pairs.map((pair) => [pair.slice(0, Math.max(pair.indexOf('='), 0)).trim(), pair.slice(pair.indexOf('=') + 1).replaceAll('\\:', ':')] as const));
  if (node.numbers.includes(number)) return { kind, values, role: side === 'question' ? 'asked' : 'shown' };
  if (node.numbers.includes(LABEL_NUMBER)) return { kind, values, role: 'label' };
  // Only where the author hides all and asks one are the others covered too.
  return values.get('oi') === '1' ? { kind, values, role: 'other' } : null;
}

/** By the names that Anki's styles for these note types have. */
const LOOKS: Readonly<Record<Role, string>> = {
  asked: 'background:var(--active-shape-color,#ff8e8e);box-shadow:inset 0 0 0 1px #212121',
  other: 'background:var(--inactive-shape-color,#ffeba2);box-shadow:inset 0 0 0 1px #212121',
  shown: 'background:var(--highlight-shape-color,transparent);box-shadow:inset 0 0 0 2px #ff8e8e',
  label: '',
};

function drawMask(mask: Mask): string {
  const { kind, role } = mask;
  const numberOf = (name: string, otherwise = 0): number => {
    const value = Number(mask.values.get(name) ?? otherwise);
    return Number.isFinite(value) ? value : otherwise;
  };
  const box = (width: number, height: number): string => `left:${percent(numberOf('left'))};top:${percent(numberOf('top'))};width:${percent(width)};height:${percent(height)}`;
  const angle = numberOf('angle');
  const turned = angle === 0 ? '' : `;transform:rotate(${String(angle)}deg);transform-origin:0 0`;
  const shape = (style: string): string => `<div class="occlusion-${role}" style="position:absolute;${style}${turned};${LOOKS[role]}"></div>`;
  switch (kind) {
    case 'rect':
      return shape(box(numberOf('width'), numberOf('height')));
    case 'ellipse':
      return shape(`${box(2 * numberOf('rx'), 2 * numberOf('ry'))};border-radius:50%`);
    case 'polygon':
      return shape(`left:0;top:0;width:100%;height:100%;clip-path:polygon(${listPoints(mask, numberOf)})`);
    case 'text': {
      const size = numberOf('fs', 0.05) * numberOf('scale', 1) * 100;
      const style = `left:${percent(numberOf('left'))};top:${percent(numberOf('top'))};font-size:${size.toFixed(2)}cqh;line-height:1.2;background:#fff;color:#000;white-space:pre`;
      return `<div class="occlusion-label" style="position:absolute;${style}${turned}">${escapeHtml(mask.values.get('text') ?? '')}</div>`;
    }
    default:
      return '';
  }
}

/** They stand where the shape's left and top say, whatever they begin at themselves. */
function listPoints(mask: Mask, numberOf: (name: string, otherwise?: number) => number): string {
  const points = (mask.values.get('points') ?? '').trim().split(/\s+/).map((point) => point.split(',').map(Number));
  const known = points.flatMap(([x, y]) => (x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y) ? [{ x, y }] : []));
  const least = known.reduce((corner, { x, y }) => ({ x: Math.min(corner.x, x), y: Math.min(corner.y, y) }), { x: Number.POSITIVE_INFINITY, y: Number.POSITIVE_INFINITY });
  const moved = { x: mask.values.has('left') ? numberOf('left') - least.x : 0, y: mask.values.has('top') ? numberOf('top') - least.y : 0 };
  return known.map(({ x, y }) => `${percent(x + moved.x)} ${percent(y + moved.y)}`).join(',');
}

function percent(part: number): string {
  return `${String(Number((part * 100).toFixed(3)))}%`;
}
