import { expect, it } from 'vitest';
import { explainOldNode } from '../../src/cli/supported-node.ts';

it.each(['22.12.0', '22.20.1', '24.0.0', '26.1.0'])('Node %s can run Versus', (version) => expect(explainOldNode(version)).toBeNull());

it.each(['18.9.0', '20.20.2', '22.11.0'])('Node %s is told what is needed', (version) => {
  expect(explainOldNode(version)).toContain('needs Node 22.12 or newer');
  expect(explainOldNode(version)).toContain(version);
});
