import { expect, it } from 'vitest';
import { openContrastSession } from './contrast-session.ts';

it('gives all scenarios of a set, each with a side that the set can answer', async () => {
  const { client } = openContrastSession({ withStarterDeck: true });
  const sets = await client.call('conceptSet.list', { deckId: null });
  const set = sets.find(({ scenarioCount }) => scenarioCount > 0);
  if (set === undefined) throw new Error('no set of the starter deck has scenarios');
  const scenarios = await client.call('conceptSet.scenarios', { setId: set.id });
  expect(scenarios).toHaveLength(set.scenarioCount);
  const sides = [...set.concepts.map(({ id }) => id), 'both'];
  expect(scenarios.every(({ side, situation }) => sides.includes(side) && situation !== '')).toBe(true);
});

it('gives none for a set without scenarios, and says when the set is gone', async () => {
  const { client, makeSet } = openContrastSession();
  const set = await makeSet();
  expect(await client.call('conceptSet.scenarios', { setId: set.id })).toEqual([]);
  await client.call('conceptSet.delete', { setId: set.id });
  await expect(client.call('conceptSet.scenarios', { setId: set.id })).rejects.toMatchObject({ code: 'not-found' });
});
