/** An Org file as the tree of its headlines: titles, tags, properties, when they are scheduled, and their text. */

export interface OrgNode {
  readonly title: string;
  /** On the headline itself. */
  readonly tags: readonly string[];
  /** Of the file and of all headlines above. */
  readonly inheritedTags: readonly string[];
  /** Names in capitals. */
  readonly properties: ReadonlyMap<string, string>;
  /** The date of SCHEDULED, as written, or null. */
  readonly scheduled: string | null;
  /** Without planning lines, drawers and comments; no blank lines at its ends. */
  readonly body: string;
  readonly children: readonly OrgNode[];
}

export interface OrgFile {
  /** Of `#+TITLE:`. */
  readonly title: string | null;
  readonly roots: readonly OrgNode[];
}

interface OpenNode extends Omit<OrgNode, 'body' | 'children' | 'properties' | 'scheduled'> {
  readonly level: number;
  readonly properties: Map<string, string>;
  readonly lines: string[];
  readonly children: OrgNode[];
  scheduled: string | null;
}

const HEADLINE = /^(\*+)[ \t]+(.*)$/;
const HEADLINE_TAGS = /^:([\p{L}\p{N}_@#%:]+):$/u;
const PLANNING = /^\s*(?:(?:SCHEDULED|DEADLINE|CLOSED):\s*[<[][^>\]]*[>\]]\s*)+$/;
const PROPERTY = /^\s*:([A-Za-z0-9_+-]+):\s*(.*?)\s*$/;

/** Never throws: what is no outline is text before the first headline, and left out. */
export function parseOrg(text: string): OrgFile {
  let title: string | null = null;
  const fileTags: string[] = [];
  const roots: OrgNode[] = [];
  const open: OpenNode[] = [];
  let drawer: 'properties' | 'other' | null = null;
  let block: string | null = null;

  const close = (level: number): void => {
    for (let last = open.at(-1); last !== undefined && last.level >= level; last = open.at(-1)) {
      open.pop();
      const { level: _, lines, ...rest } = last;
      const node: OrgNode = { ...rest, body: lines.join('\n').replace(/^(?:[ \t]*\n)+/, '').trimEnd() };
      (open.at(-1)?.children ?? roots).push(node);
    }
  };

  for (const line of text.split(/\r\n|\r|\n/)) {
    const headline = HEADLINE.exec(line);
    if (headline !== null) {
      const level = headline[1]?.length ?? 1;
      close(level);
      open.push(openNode(level, headline[2] ?? '', [...fileTags, ...open.flatMap(({ tags }) => tags)]));
      [drawer, block] = [null, null];
      continue;
    }
    const node = open.at(-1);
    const keyword = block === null ? /^#\+([A-Za-z_]+):\s*(.*?)\s*$/.exec(line) : null;
    if (keyword !== null) {
      if (/^title$/i.test(keyword[1] ?? '') && keyword[2] !== '') title ??= keyword[2] ?? null;
      if (/^filetags$/i.test(keyword[1] ?? '')) fileTags.push(...(keyword[2] ?? '').split(/[:\s]+/).filter((tag) => tag !== ''));
      continue;
    }
    if (node === undefined) continue;
    if (drawer !== null) {
      if (/^\s*:END:\s*$/i.test(line)) drawer = null;
      else if (drawer === 'properties') {
        const property = PROPERTY.exec(line);
        if (property !== null) node.properties.set((property[1] ?? '').toUpperCase(), property[2] ?? '');
      }
      continue;
    }
    const beginning = /^\s*#\+begin_(\w+)/i.exec(line)?.[1];
    if (block === null && beginning !== undefined) block = beginning.toLowerCase();
    else if (block !== null && new RegExp(`^\\s*#\\+end_${block}\\b`, 'i').test(line)) block = null;
    if (block === null) {
      if (/^\s*:PROPERTIES:\s*$/i.test(line)) drawer = 'properties';
      else if (/^\s*:[A-Za-z][\w-]*:\s*$/.test(line) && !/^\s*:END:/i.test(line)) drawer = 'other';
      if (drawer !== null) continue;
      if (PLANNING.test(line)) {
        node.scheduled ??= /SCHEDULED:\s*[<[]([^>\]]*)/.exec(line)?.[1] ?? null;
        continue;
      }
      if (/^\s*#(?:\s|$)/.test(line)) continue;
    }
    node.lines.push(line);
  }
  close(0);
  return { title, roots };
}

function openNode(level: number, text: string, inheritedTags: readonly string[]): OpenNode {
  const trimmed = text.trim();
  const lastWord = trimmed.slice(Math.max(trimmed.lastIndexOf(' '), trimmed.lastIndexOf('\t')) + 1);
  const tagged = HEADLINE_TAGS.exec(lastWord);
  const title = (tagged === null ? trimmed : trimmed.slice(0, trimmed.length - lastWord.length))
    .trim()
    .replace(/^(?:TODO|DONE|NEXT|WAITING)\s+/, '')
    .replace(/^\[#[A-Z]\]\s*/, '');
  const tags = (tagged?.[1] ?? '').split(':').filter((tag) => tag !== '');
  return { level, title, tags, inheritedTags, properties: new Map(), lines: [], children: [], scheduled: null };
}
