/** An outline as text: indented lines, with or without bullets, as the tree that they are. */

export interface OutlineNode {
  /** Without bullet and indentation. */
  readonly text: string;
  readonly children: readonly OutlineNode[];
  /** From the outermost inwards. */
  readonly ancestors: readonly string[];
}

interface OpenNode {
  readonly indent: number;
  readonly node: OutlineNode & { readonly children: OutlineNode[] };
}

const BULLET = /^(?:[-*+•◦▪]|\d{1,3}[.)])\s+/;
const TAB_WIDTH = 4;
/** Deeper levels are taken for this one. */
const MOST_LEVELS = 200;

/** Blank lines part nothing; headings of Markdown are the roots of what follows them. */
export function parseOutline(text: string): readonly OutlineNode[] {
  const roots: OutlineNode[] = [];
  const open: OpenNode[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const written = line.trim();
    if (written === '') continue;
    const heading = /^(#{1,6})\s+(.*)$/.exec(written);
    const indent = heading === null ? measureIndent(line) : (heading[1]?.length ?? 1) - HEADING_OFFSET;
    for (let last = open.at(-1); last !== undefined && last.indent >= indent; last = open.at(-1)) open.pop();
    const parent = open.at(-1)?.node;
    const node = { text: heading?.[2]?.trim() ?? written.replace(BULLET, ''), children: [], ancestors: parent === undefined ? [] : [...parent.ancestors, parent.text].slice(-MOST_ANCESTORS) };
    (parent?.children ?? roots).push(node);
    if (open.length < MOST_LEVELS) open.push({ indent, node });
  }
  return roots;
}

/** Headings stand above every line, whatever its indentation. */
const HEADING_OFFSET = 10;
const MOST_ANCESTORS = 3;

function measureIndent(line: string): number {
  let indent = 0;
  for (const character of line) {
    if (character === ' ') indent += 1;
    else if (character === '\t') indent += TAB_WIDTH;
    else break;
  }
  return indent;
}

/** Every node, parents before their children, without recursion. */
export function* walkOutline(roots: readonly OutlineNode[]): Generator<OutlineNode> {
  const waiting = [...roots].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index] as OutlineNode);
  }
}
