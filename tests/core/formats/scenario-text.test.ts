import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeScenarios, readScenarios } from '../../../src/core/formats/contrast-text/read-scenarios.ts';
import type { ScenarioHeader, WrittenScenario } from '../../../src/core/formats/contrast-text/scenario-text.ts';
import { writeScenarios } from '../../../src/core/formats/contrast-text/write-scenarios.ts';

const HEAD = `contrast-scenarios: 1
concepts: Weather | Climate
source W: “The Sky” – A. Cloud
`;

function problemsOf(blocks: string): (string | number | null)[][] {
  return readScenarios(HEAD + blocks).problems.map(({ code, line, skipped }) => [code, line, skipped]);
}

describe('reading scenarios', () => {
  it('gives every part of a block as plain text, and where it stands', () => {
    const read = readScenarios(`${HEAD}
[scenario picnic]
belongs: weather
dimension: Span of time
situation: Clouds come in.
  They <go> again.
why: One event.
sources: W (chapter 2)
`);
    expect(read.problems).toEqual([]);
    expect(read.concepts).toEqual(['Weather', 'Climate']);
    expect(read.scenarios).toEqual([
      {
        key: 'picnic',
        line: 5,
        belongs: 'Weather',
        dimension: 'Span of time',
        situation: 'Clouds come in.\nThey <go> again.',
        why: 'One event.',
        sources: '“The Sky” – A. Cloud (chapter 2)',
      },
    ]);
  });

  it('knows both, and needs neither a key nor a dimension', () => {
    const [scenario] = readScenarios(`${HEAD}[scenario]\nbelongs: BOTH\nsituation: A shop keeps umbrellas.\n`).scenarios;
    expect(scenario).toMatchObject({ key: 'a-shop-keeps-umbrellas', belongs: 'Both', dimension: '', why: '', sources: '' });
  });

  it('leaves a block out that it cannot take, and says which and where', () => {
    expect(problemsOf('[scenario a]\nbelongs: Weather\n')).toEqual([['missing-part', 4, 'a']]);
    expect(problemsOf('[scenario a]\nsituation: It rains.\n')).toEqual([['missing-part', 4, 'a']]);
    expect(problemsOf('[scenario a]\nsituation: It rains.\nbelongs: Soil\n')).toEqual([['unknown-concept', 6, 'a']]);
    expect(problemsOf('[statement a]\nsituation: It rains.\nbelongs: Weather\n')).toEqual([['unknown-block', 4, 'a']]);
    const twice = '[scenario a]\nsituation: It rains.\nbelongs: Weather\n';
    expect(problemsOf(twice + twice)).toEqual([['repeated-block', 7, 'a']]);
  });

  it('takes the rest of a block whose lines are not all understood', () => {
    const text = '[scenario a]\nsituation: It rains.\nbelongs: Weather\ncolour: blue\nsources: W; X\n';
    expect(problemsOf(text)).toEqual([
      ['unknown-key', 7, null],
      ['unknown-source', 8, null],
    ]);
    expect(readScenarios(HEAD + text).scenarios).toHaveLength(1);
  });

  it('refuses other files, newer ones, and those that tell nothing apart', () => {
    expect(looksLikeScenarios('contrast-deck: 1')).toBe(false);
    expect(looksLikeScenarios(HEAD)).toBe(true);
    expect(() => readScenarios('contrast-deck: 1\n')).toThrow(expect.objectContaining({ code: 'format-unknown' }));
    expect(() => readScenarios('contrast-scenarios: 2\nconcepts: A | B\n')).toThrow(expect.objectContaining({ code: 'file-newer-version' }));
    for (const concepts of ['A', 'A | a', 'A |', 'A | Both']) {
      expect(() => readScenarios(`contrast-scenarios: 1\nconcepts: ${concepts}\n`), concepts).toThrow(expect.objectContaining({ code: 'format-unknown' }));
    }
  });
});

describe('writing scenarios', () => {
  const lines = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('', ' ', '[scenario x]', '# no', 'why: so', 'W', 'W; V', 'W (p. 3)', '"', '\t')), { maxLength: 4 });
  const text = lines.map((each) => each.join('\n'));
  const scenario = fc.record({
    key: fc.stringMatching(/^[a-z0-9-]{1,12}$/),
    belongs: fc.constantFrom('Weather', 'Climate', 'Ice age', 'Both'),
    dimension: text,
    situation: text.filter((each) => each !== ''),
    why: text,
    sources: text,
  }) satisfies fc.Arbitrary<WrittenScenario>;
  const header: ScenarioHeader = {
    concepts: ['Weather', 'Climate', 'Ice age'],
    sources: [
      { id: 'W', credit: 'The Sky' },
      { id: 'V', credit: 'Ice: a history' },
    ],
  };

  it('gives a text that reads back as the same scenarios', () => {
    const scenarios = fc.uniqueArray(scenario, { selector: ({ key }) => key, maxLength: 5 });
    fc.assert(
      fc.property(scenarios, (written) => {
        const read = readScenarios(writeScenarios(header, written));
        expect(read.problems).toEqual([]);
        expect({ concepts: read.concepts, sources: read.sources }).toEqual(header);
        expect(read.scenarios.map(({ line: _, ...rest }) => rest)).toEqual(written);
      }),
    );
  });

  it('writes credits of the head by their short names', () => {
    const written = writeScenarios(header, [{ key: 'a', belongs: 'Both', dimension: '', situation: 'It rains.', why: '', sources: 'The Sky\nIce: a history (p. 3)' }]);
    expect(written).toContain('sources: W; V (p. 3)\n');
  });
});

it('reads any text without failing in any other way than its errors say', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (rest) => {
      const { scenarios, problems } = readScenarios(`${HEAD}${rest}`);
      for (const { belongs } of scenarios) expect(['Weather', 'Climate', 'Both']).toContain(belongs);
      for (const { line } of problems) expect(line).toBeGreaterThan(0);
    }),
  );
});
