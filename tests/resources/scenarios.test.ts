import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_NOTE_TYPES } from '../../src/core/cards/built-in-note-types.ts';
import { readContrastText } from '../../src/core/formats/contrast-text/read-contrast-text.ts';
import { looksLikeScenarios, readScenarios } from '../../src/core/formats/contrast-text/read-scenarios.ts';
import type { ReadScenario } from '../../src/core/formats/contrast-text/scenario-text.ts';

function read(path: string): string {
  return readFileSync(new URL(`../../resources/${path}`, import.meta.url), 'utf8');
}

const deck = readContrastText(read('starter/manager-versus-leader.txt'));
const file = readScenarios(read('starter/manager-versus-leader.scenarios.txt'));
const { scenarios } = file;

/** The plain values of a field in all notes of the deck that have it and fill it. */
function valuesOf(...names: string[]): string[] {
  return deck.notes.flatMap((note) => {
    const fields = BUILT_IN_NOTE_TYPES.find(({ name }) => name === note.noteTypeName)?.fields ?? [];
    return fields.flatMap(({ name }, index) => (names.includes(name) && note.fields[index] ? [note.fields[index]] : []));
  });
}

function words(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? [];
}

function runsOfFour(text: string): string[] {
  const all = words(text);
  return all.slice(3).map((_, index) => all.slice(index, index + 4).join(' '));
}

function of(belongs: string): ReadScenario[] {
  return scenarios.filter((scenario) => scenario.belongs === belongs);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('the scenarios of the starter deck', () => {
  it('read without a problem and tell apart what the deck does', () => {
    expect(file.problems).toEqual([]);
    expect(file.concepts).toEqual(deck.concepts);
    expect(file.sources).toEqual(deck.sources);
    expect(scenarios.length).toBeGreaterThanOrEqual(44);
  });

  it('are decided by a dimension of the deck, with a reason and the sources of that contrast', () => {
    const notes = new Map(deck.notes.filter(({ noteTypeName }) => noteTypeName === 'Contrast').map(({ fields }) => [fields[0], fields]));
    for (const { key, dimension, why, sources } of scenarios) {
      expect(notes.has(dimension), `${key}: ${dimension}`).toBe(true);
      expect(words(why).length, key).toBeGreaterThan(9);
      expect(sources.split('\n').join('<br>'), key).toBe(notes.get(dimension)?.at(-1));
    }
  });

  it('show both sides of at least sixteen dimensions, in equal parts', () => {
    const ofLeader = new Set(of('Leader').map(({ dimension }) => dimension));
    const shared = new Set(of('Manager').flatMap(({ dimension }) => (ofLeader.has(dimension) ? [dimension] : [])));
    expect(shared.size).toBeGreaterThanOrEqual(16);
    const share = of('Manager').length / (of('Manager').length + of('Leader').length);
    expect(share).toBeGreaterThanOrEqual(0.45);
    expect(share).toBeLessThanOrEqual(0.55);
    expect(of('Both').length).toBeGreaterThanOrEqual(3);
  });

  it('never name what is asked for', () => {
    const naming = scenarios.filter(({ situation, why }) => /\b(?:mis)?(?:manag|lead|led\b|boss|follower)/i.test(`${situation} ${why}`));
    expect(naming.map(({ key }) => key)).toEqual([]);
  });

  it('are worded anew: no run of four words stands in a statement of the deck', () => {
    const known = new Set(valuesOf('Dimension', 'Side A', 'Side B', 'Statement', 'Question', 'First answer', 'Second answer').flatMap(runsOfFour));
    const shared = scenarios.flatMap(({ key, situation }) => runsOfFour(situation).filter((run) => known.has(run)).map((run) => [key, run]));
    expect(shared).toEqual([]);
  });

  it('are two or three sentences of everyday length', () => {
    const odd = scenarios.filter(({ situation }) => {
      const sentences = situation.split(/[.?!:;][”]?\s+/u).length;
      const count = words(situation).length;
      return sentences < 2 || count < 25 || count > 60;
    });
    expect(odd.map(({ key, situation }) => [key, words(situation).length])).toEqual([]);
  });

  it('do not give themselves away by their length', () => {
    for (const measure of [(text: string) => text.length, (text: string) => words(text).length]) {
      const [left, right] = ['Manager', 'Leader'].map((side) => mean(of(side).map(({ situation }) => measure(situation)))) as [number, number];
      expect(Math.abs(left - right) / Math.max(left, right)).toBeLessThan(0.1);
    }
  });

  it('do not give themselves away by a word that only one side uses again and again', () => {
    const countOf = (side: string): Map<string, number> => {
      const counts = new Map<string, number>();
      for (const { situation } of of(side)) for (const word of new Set(words(situation))) counts.set(word, (counts.get(word) ?? 0) + 1);
      return counts;
    };
    const [ofManager, ofLeader] = [countOf('Manager'), countOf('Leader')];
    const telling = [...new Set([...ofManager.keys(), ...ofLeader.keys()])].filter(
      (word) => word.length > 3 && Math.abs((ofManager.get(word) ?? 0) - (ofLeader.get(word) ?? 0)) > 6,
    );
    expect(telling).toEqual([]);
  });

  it('do not give themselves away by who acts: women and men in equal parts on either side', () => {
    for (const side of ['Manager', 'Leader']) {
      const women = of(side).filter(({ situation, why }) => {
        const count = (pronoun: RegExp): number => `${situation} ${why}`.match(pronoun)?.length ?? 0;
        return count(/\b(?:she|hers?|herself)\b/gi) > count(/\b(?:he|his|him|himself)\b/gi);
      });
      expect(women.length / of(side).length, side).toBeGreaterThan(0.4);
      expect(women.length / of(side).length, side).toBeLessThan(0.6);
    }
  });

  it('never tell the same twice', () => {
    expect(new Set(scenarios.map(({ situation }) => situation)).size).toBe(scenarios.length);
    expect(new Set(scenarios.map(({ why }) => why)).size).toBe(scenarios.length);
  });
});

describe('the description of scenarios', () => {
  it('has an example that reads without a problem', () => {
    const example = /```contrast-scenarios\n([^]*?)```/.exec(read('help/scenarios.md'))?.[1] ?? '';
    expect(looksLikeScenarios(example)).toBe(true);
    const { problems, scenarios: shown } = readScenarios(example);
    expect(problems).toEqual([]);
    expect(shown.map(({ belongs }) => belongs)).toEqual(['Weather', 'Both']);
  });
});
