/** Opens the library in the folder given, says `open` and holds it until it is killed. Run as a program by a test. */

import { openLibrary } from '../../src/store/open-library.ts';

const dir = process.argv[2];
if (dir === undefined) throw new Error('usage: hold-library DIR');
openLibrary({ dir, clock: { nowMillis: () => Date.now(), zoneOffsetMinutesAt: () => 0 } });
process.stdout.write('open\n');
setInterval(() => undefined, 60_000);
