/** Numbers what many notes of a file share, and tells it to the sink the first time that it is met. */

import type { ImportSink, SourceId } from './import-sink.ts';

/** Gives each thing its own source id, from 1 on; `tell` is called when a thing comes for the first time. */
export function tellOnce<Thing>(tell: (sourceId: SourceId, thing: Thing) => void): (thing: Thing) => SourceId {
  const known = new Map<Thing, SourceId>();
  return (thing) => {
    let sourceId = known.get(thing);
    if (sourceId === undefined) {
      sourceId = known.size + 1;
      known.set(thing, sourceId);
      tell(sourceId, thing);
    }
    return sourceId;
  };
}

/** For formats whose decks are nothing but names, levels joined by `::`. */
export function tellDecks(sink: ImportSink): (name: string) => SourceId {
  return tellOnce((sourceId, name) => {
    sink.deck({ sourceId, name, description: '', presetSourceId: null });
  });
}
