/** Grades cards as fast as it can, and prints `card count` after each grade was answered for, until it is killed. Started by kill-study-rounds.ts. */
import { writeSync } from 'node:fs';
import { createBackend } from '../../src/backend/create-backend.ts';
import { createClient } from '../../src/contract/client.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Rating } from '../../src/core/scheduling/model.ts';

const [dir = '', daysLater = '0'] = process.argv.slice(2);
const clock: Clock = { nowMillis: () => Date.now() + Number(daysLater) * 86_400_000, zoneOffsetMinutesAt: () => 0 };
const backend = createBackend({ libraryDir: dir, clock, random: Math.random, withStarterDeck: false });
const client = createClient({ call: backend.call, onEvent: backend.onEvent, sendFile: () => Promise.reject(new Error('no files')) });

const { decks } = await client.call('library.overview', {});
for (const { id: deckId } of decks) {
  for (let view = await client.call('study.view', { deckId }); view.current !== null; ) {
    const { cardId, reviewCount } = view.current;
    const rating = (Math.floor(Math.random() * 4) + 1) as Rating;
    view = await client.call('study.grade', { deckId, cardId, rating, durationMillis: 1000, reviewCount });
    writeSync(1, `${cardId} ${reviewCount + 1}\n`);
  }
}
writeSync(1, 'done\n');
await backend.close();
