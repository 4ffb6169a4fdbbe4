/** Writes scenarios as a text that reads back as exactly the same scenarios. */

import { writeText } from './field-value.ts';
import { SCENARIO_TEXT_VERSION, type ScenarioHeader, type WrittenScenario } from './scenario-text.ts';
import { abbreviateSources, isSourceId, readsAsSourceList } from './sources.ts';

/**
 * Blocks stand in the order of the scenarios. Keys must be unique, without spaces and brackets; situations must not be empty;
 * `belongs` must be one of the concepts or `Both`.
 */
export function writeScenarios(header: ScenarioHeader, scenarios: readonly WrittenScenario[]): string {
  const sources = header.sources.filter(({ id }) => isSourceId(id));
  const head = [
    `contrast-scenarios: ${SCENARIO_TEXT_VERSION}`,
    writeText('concepts', header.concepts.join(' | ')),
    ...sources.map(({ id, credit }) => writeText(`source ${id}`, credit)),
  ];
  const blocks = scenarios.map((scenario) => {
    const lines = [`[scenario ${scenario.key}]`, writeText('belongs', scenario.belongs)];
    if (scenario.dimension !== '') lines.push(writeText('dimension', scenario.dimension));
    lines.push(writeText('situation', scenario.situation));
    if (scenario.why !== '') lines.push(writeText('why', scenario.why));
    if (scenario.sources !== '') {
      const list = abbreviateSources(scenario.sources, sources);
      lines.push(list === null ? writeText('sources', scenario.sources, readsAsSourceList(scenario.sources, sources)) : `sources: ${list}`);
    }
    return lines;
  });
  return [head, ...blocks].map((lines) => `${lines.join('\n')}\n`).join('\n');
}
