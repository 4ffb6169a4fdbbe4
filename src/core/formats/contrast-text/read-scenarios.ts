/** Reads a file of scenarios; what cannot be taken is reported with its line. */

import { BELONGS_TO_BOTH } from '../../cards/built-in-note-types.ts';
import { AppError } from '../../errors.ts';
import { unquoteText } from './block-values.ts';
import { trimLine } from './field-value.ts';
import { deriveKey } from './keys.ts';
import type { ContrastProblem, ContrastProblemCode, ContrastSource } from './model.ts';
import { normalizeKey, readBlocks, type RawBlock } from './read-blocks.ts';
import {
  SCENARIO_HEADER_KEYS,
  SCENARIO_KEYS,
  SCENARIO_TEXT_VERSION,
  type ReadScenario,
  type ScenarioHeader,
  type ScenarioText,
} from './scenario-text.ts';
import { resolveSources } from './sources.ts';

const FIRST_LINE = /^\ufeff?(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*contrast-scenarios[ \t]*:[ \t]*(\d+)/i;

type Report = (code: ContrastProblemCode, line: number, message: string, skipped?: string) => void;

/** True when the text says of itself that it holds scenarios. */
export function looksLikeScenarios(text: string): boolean {
  return FIRST_LINE.test(text);
}

/**
 * Reads a whole file. Guarantees that every block is either a scenario or a problem whose `skipped` is set, that keys are unique,
 * and that `belongs` is one of `concepts` or `Both`. Throws AppError file-newer-version, and format-unknown when the first line
 * is missing or the head does not name two concepts.
 */
export function readScenarios(text: string): ScenarioText {
  const version = FIRST_LINE.exec(text);
  if (version === null) {
    throw new AppError('format-unknown', 'This text does not begin with “contrast-scenarios: 1”, so it cannot be read as scenarios.');
  }
  if (Number(version[1]) > SCENARIO_TEXT_VERSION) {
    throw new AppError('file-newer-version', 'These scenarios were written for a newer Versus. Nothing was added. Update Versus and try again.');
  }
  const raw = readBlocks(text);
  const problems: ContrastProblem[] = [...raw.problems];
  const report: Report = (code, line, message, skipped) => {
    problems.push({ code, line, message: `Line ${line}: ${message}`, skipped: skipped ?? null });
  };
  const header = readHeader(raw.header, report);
  const scenarios: ReadScenario[] = [];
  const keys = new Set<string>();
  for (const block of raw.blocks) {
    const scenario = readScenario(block, header, keys, report);
    if (scenario !== null) scenarios.push(scenario);
  }
  problems.sort((left, right) => left.line - right.line);
  return { ...header, scenarios, problems };
}

function readHeader(header: RawBlock, report: Report): ScenarioHeader {
  const sources: ContrastSource[] = [];
  for (const [key, value] of header.values) {
    if (key.startsWith('source ')) sources.push({ id: value.name.slice('source '.length).trim(), credit: unquoteText(value, report) });
    else if (!SCENARIO_HEADER_KEYS.some((known) => known === key)) reportUnknownKey(report, key, value.line, value.raw);
  }
  const concepts = unquoteText(header.values.get('concepts'), report).split('|').map(trimLine);
  const distinct = new Set([...concepts, BELONGS_TO_BOTH].map(normalizeKey));
  if (concepts.length < 2 || concepts.includes('') || distinct.size <= concepts.length) {
    throw new AppError('format-unknown', 'These scenarios do not say what they tell apart. Add a line such as “concepts: Weather | Climate” below the first.');
  }
  return { concepts, sources };
}

function reportUnknownKey(report: Report, key: string, line: number, raw: string): void {
  report('unknown-key', line, `“${key}” means nothing here and was left out: ${raw}`);
}

function readScenario(block: RawBlock, { concepts, sources }: ScenarioHeader, keys: Set<string>, report: Report): ReadScenario | null {
  const situation = unquoteText(block.values.get('situation'), report);
  const title = block.key || situation || `line ${block.line}`;
  if (block.kind !== 'scenario') {
    report('unknown-block', block.line, `there are no blocks of the kind “${block.kind}” among scenarios; the block was left out.`, title);
    return null;
  }
  const wanted = unquoteText(block.values.get('belongs'), report);
  if (situation === '' || wanted === '') {
    report('missing-part', block.line, `“${situation === '' ? 'situation' : 'belongs'}” must be given; the block was left out.`, title);
    return null;
  }
  const belongs = [...concepts, BELONGS_TO_BOTH].find((known) => normalizeKey(known) === normalizeKey(wanted));
  if (belongs === undefined) {
    const line = block.values.get('belongs')?.line ?? block.line;
    report('unknown-concept', line, `“${wanted}” is none of the concepts nor “both”; the block was left out.`, title);
    return null;
  }
  for (const [key, value] of block.values) {
    if (!SCENARIO_KEYS.some((known) => known === key)) reportUnknownKey(report, key, value.line, value.raw);
  }
  const key = block.key || deriveKey(situation) || `line-${block.line}`;
  if (keys.has(key)) {
    report('repeated-block', block.line, `the key “${key}” stands in the file already; the block was left out.`, title);
    return null;
  }
  keys.add(key);
  return {
    key,
    line: block.line,
    belongs,
    dimension: unquoteText(block.values.get('dimension'), report),
    situation,
    why: unquoteText(block.values.get('why'), report),
    sources: readSources(block, sources, report),
  };
}

function readSources(block: RawBlock, sources: readonly ContrastSource[], report: Report): string {
  const value = block.values.get('sources');
  if (value === undefined || value.isQuoted) return unquoteText(value, report);
  const { text, unknownIds } = resolveSources(value.raw, sources);
  for (const id of unknownIds) {
    report('unknown-source', value.line, `the file's head has no “source ${id}”; the short name was kept as it stands.`);
  }
  return text;
}
