import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { giveMemoryBack } from '../../src/backend/jobs/give-memory-back.ts';

/** Of something that nothing else refers to. */
function forget(): WeakRef<object> {
  return new WeakRef({ text: 'x'.repeat(1000) });
}

test('what is no longer in use is gone, and what is in use stays', async () => {
  const forgotten = forget();
  const held = { text: 'held' };
  const known = new WeakRef(held);
  // What was referred to weakly stays until the end of the turn.
  await setImmediate();
  await giveMemoryBack();
  expect(forgotten.deref()).toBeUndefined();
  expect(known.deref()).toBe(held);
});
