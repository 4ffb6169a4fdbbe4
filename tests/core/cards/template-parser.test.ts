import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_TEMPLATE_DEPTH, parseTemplate, writeTemplate } from '../../../src/core/cards/template-parser.ts';
import type { TemplateNode } from '../../../src/core/cards/template-parser.ts';

const problemOf = (template: string) => {
  const parsed = parseTemplate(template);
  return parsed.ok ? null : parsed.problem;
};

test('fields, filters from right to left, and sections are read', () => {
  expect(parseTemplate('a{{#F}}{{hint:text: Front }}{{/F}}{{^G}}x{{/G}}{{{Raw}}}')).toEqual({
    ok: true,
    value: [
      { kind: 'text', text: 'a' },
      { kind: 'section', name: 'F', inverted: false, children: [{ kind: 'field', name: 'Front', filters: ['text', 'hint'] }] },
      { kind: 'section', name: 'G', inverted: true, children: [{ kind: 'text', text: 'x' }] },
      { kind: 'field', name: 'Raw', filters: [] },
    ],
  });
});

test('the old delimiters count from where the template asks for them', () => {
  expect(parseTemplate('{{=<% %>=}}<%Front%> {{Back}}')).toEqual({
    ok: true,
    value: [{ kind: 'field', name: 'Front', filters: [] }, { kind: 'text', text: ' ' }, { kind: 'field', name: 'Back', filters: [] }],
  });
  expect(parseTemplate('<!-- x --> <%A%>{{=<% %>=}}<%B%>')).toEqual({
    ok: true,
    value: [{ kind: 'text', text: '<!-- x --> <%A%>' }, { kind: 'field', name: 'B', filters: [] }],
  });
  expect(parseTemplate('<%Front%>')).toEqual({ ok: true, value: [{ kind: 'text', text: '<%Front%>' }] });
});

test('nothing in an HTML comment is filled in', () => {
  expect(parseTemplate('<!-- {{#x}} -->')).toEqual({ ok: true, value: [{ kind: 'text', text: '<!-- {{#x}} -->' }] });
});

test.each([
  ['{{Front', 'The braces opened at “{{Front” are never closed.'],
  ['{{#Front}}x', '{{#Front}} is not closed by {{/Front}}.'],
  ['x{{/Front}}', '{{/Front}} closes a section that was not opened.'],
  ['{{#A}}{{^B}}{{/A}}{{/B}}', '{{/A}} stands where {{/B}} should be.'],
  ['{{#A}}'.repeat(MAX_TEMPLATE_DEPTH + 1), `More than ${MAX_TEMPLATE_DEPTH} sections stand inside each other.`],
])('%s is refused with a sentence that says where', (template, problem) => {
  expect(problemOf(template)).toBe(problem);
});

const name = fc.stringMatching(/^[A-Za-zé][A-Za-zé0-9 ]{0,8}[a-z]$/);
const { nodes } = fc.letrec<{ nodes: readonly TemplateNode[]; node: TemplateNode }>((tie) => ({
  nodes: fc.array(tie('node'), { maxLength: 4 }).map((list) => list.filter((node, index) => node.kind !== 'text' || list[index - 1]?.kind !== 'text')),
  node: fc.oneof(
    { maxDepth: 5 },
    fc.record({ kind: fc.constant('text' as const), text: fc.stringMatching(/^[^{}<]{1,10}$/) }),
    fc.record({ kind: fc.constant('field' as const), name, filters: fc.array(fc.constantFrom('text', 'hint', 'tts en_US', 'cloze', 'x'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('section' as const), name, inverted: fc.boolean(), children: tie('nodes') }),
  ),
}));

test('a tree that is written reads back as the same tree', () => {
  fc.assert(
    fc.property(nodes, (tree) => {
      expect(parseTemplate(writeTemplate(tree))).toEqual({ ok: true, value: tree });
    }),
  );
});

test('no text makes the parser throw', () => {
  const piece = fc.constantFrom('{{', '}}', '{', '}', '#', '^', '/', ':', 'A', '<!--', '-->', '<%', '%>', '{{=<% %>=}}', ' ', '!');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const parsed = parseTemplate(pieces.join(''));
      if (!parsed.ok) expect(parsed.problem).toMatch(/\.$/);
    }),
    { numRuns: 1000 },
  );
});
