/** Which cards a note yields: a card per template whose front is not empty, or one per cloze number. */

import { listClozeNumbers } from './cloze.ts';
import { isFieldEmpty } from './field-presence.ts';
import type { NoteTypeDefinition } from './model.ts';
import { readTemplate } from './template-parser.ts';
import type { TemplateNode } from './template-parser.ts';

/**
 * The ordinals of the note's cards, ascending; empty when it yields none. Anki's rule: a front is empty when none of the fields it
 * would show is filled; text of the template and special fields do not count. A front that cannot be read has its card all
 * the same when the note holds anything, so that its problem is seen.
 */
export function listCardOrdinals(noteType: Pick<NoteTypeDefinition, 'kind' | 'fields' | 'templates'>, fields: readonly string[]): number[] {
  const filled = new Set(noteType.fields.filter((_, index) => !isFieldEmpty(fields[index] ?? '')).map(({ name }) => name));
  if (filled.size === 0) return [];
  if (noteType.kind === 'cloze') return listClozeOrdinals(noteType, fields);
  return noteType.templates.flatMap((template, ordinal) => {
    const parsed = readFront(template.questionFormat);
    return parsed === null || showsField(parsed, filled) ? [ordinal] : [];
  });
}

function listClozeOrdinals(noteType: Pick<NoteTypeDefinition, 'fields' | 'templates'>, fields: readonly string[]): number[] {
  const front = readFront(noteType.templates[0]?.questionFormat ?? '') ?? [];
  const shown = new Set<string>();
  collectClozeFields(front, shown);
  const asked = shown.size === 0 ? fields : fields.filter((_, index) => shown.has(noteType.fields[index]?.name ?? ''));
  return listClozeNumbers(asked).map((number) => number - 1);
}

function collectClozeFields(nodes: readonly TemplateNode[], into: Set<string>): void {
  for (const node of nodes) {
    if (node.kind === 'field' && (node.filters.includes('cloze') || node.filters.includes('cloze-only'))) into.add(node.name);
    else if (node.kind === 'section') collectClozeFields(node.children, into);
  }
}

function showsField(nodes: readonly TemplateNode[], filled: ReadonlySet<string>): boolean {
  return nodes.some((node) => {
    if (node.kind === 'text') return false;
    if (node.kind === 'field') return filled.has(node.name);
    return filled.has(node.name) !== node.inverted && showsField(node.children, filled);
  });
}

function readFront(format: string): readonly TemplateNode[] | null {
  const parsed = readTemplate(format);
  return parsed.ok ? parsed.value : null;
}
