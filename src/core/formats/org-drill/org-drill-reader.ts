/** Reads the drill items of Org files. */

import { AppError } from '../../errors.ts';
import type { CardSchedule } from '../../scheduling/model.ts';
import { DAY_MILLIS } from '../../scheduling/study-day.ts';
import type { FolderSource } from '../folder-source.ts';
import type { FormatReader, ReaderContext } from '../format-reader.ts';
import { SCHEDULE_CONVERTED, scheduleFromSm2 } from '../foreign-schedule.ts';
import { createFolderMedia, nameOf } from '../markdown/folder-media.ts';
import { cleanTag, createNoteTeller } from '../tell-notes.ts';
import { readDrillNote } from './drill-notes.ts';
import { createGapFinder } from './find-gaps.ts';
import { parseOrg } from './parse-outline.ts';
import type { OrgNode } from './parse-outline.ts';

/** The tag that makes a headline an item; it must stand on the headline itself (org-drill-entry-p). */
const DRILL_TAG = 'drill';
const MOST_FILES = 60;

export const orgDrillReader: FormatReader = {
  format: 'org-drill',
  recognise: async (source) => {
    let best = 0;
    for (const path of listFiles(source).slice(0, MOST_FILES)) {
      const text = await source.readHead(path);
      if (!/^\*+[ \t].*:drill:/m.test(text)) continue;
      best = Math.max(best, /\.org$/i.test(path) || text.includes(':DRILL_CARD_TYPE:') ? 0.95 : 0.8);
    }
    return best;
  },
  read: async (source, context, sink) => {
    const teller = createNoteTeller(sink);
    const media = createFolderMedia(source);
    let converted = false;
    let unknown = 0;
    for (const path of listFiles(source)) {
      sink.throwIfCancelled();
      const text = await source.readText(path);
      const file = parseOrg(text);
      const findGaps = createGapFinder(text);
      const deckName = file.title ?? nameOf(path).replace(/\.[A-Za-z0-9]{1,10}$/, '');
      for (const item of listItems(file.roots)) {
        const { note, reason, isUnknownType } = readDrillNote(item, isItem, findGaps);
        if (reason !== null) sink.skipped(item.title.slice(0, 200), reason);
        if (isUnknownType) unknown += 1;
        const schedule = readSchedule(item, context);
        if (schedule !== null && schedule.state !== 'new') converted = true;
        const id = item.properties.get('ID') ?? '';
        const tags = [...item.inheritedTags, ...item.tags].filter((tag) => tag !== DRILL_TAG).map(cleanTag);
        if (note === null) continue;
        teller.tell({
          deckName,
          type: note.type,
          fields: note.fields.map((field) => media.take(field, path)),
          tags,
          schedules: schedule === null ? [] : Array.from({ length: MOST_CARDS }, () => schedule),
          guid: id === '' ? null : id,
        });
      }
    }
    if (teller.count() === 0) throw new AppError('nothing-to-import', 'There are no drill items in this file: no headline has the tag :drill: and something to ask. Your library is unchanged.');
    await media.handOn(sink);
    if (converted) sink.warning(SCHEDULE_CONVERTED.code, SCHEDULE_CONVERTED.message);
    if (unknown > 0) sink.warning('unknown-card-type', `${unknown === 1 ? '1 item has a card type' : `${String(unknown)} items have card types`} that org-drill itself does not know: they came in as plain questions.`);
  },
};

/** All cards of an item share its schedule. */
const MOST_CARDS = 100;

function listFiles(source: FolderSource): readonly string[] {
  return source.paths.length === 1 ? source.paths : source.paths.filter((path) => /\.org$/i.test(path));
}

function isItem(node: OrgNode): boolean {
  return node.tags.includes(DRILL_TAG);
}

function* listItems(nodes: readonly OrgNode[]): Generator<OrgNode> {
  const waiting = [...nodes].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (isItem(node)) yield node;
    for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index] as OrgNode);
  }
}

/** Org-drill's numbers are SM-2's and SM-5's: an ease that starts at 2.5, an interval in days, the last review and the next. */
function readSchedule(item: OrgNode, context: ReaderContext): CardSchedule | null {
  const number = (name: string): number => {
    const value = Number.parseFloat(item.properties.get(name) ?? '');
    return Number.isFinite(value) ? value : 0;
  };
  // Versions before 2.0 wrote (interval repeats ease matrix), which stands until the next review.
  const old = /^\(\s*(-?[\d.]+)\s+(\d+)\s+([\d.]+)/.exec(item.properties.get('LEARN_DATA') ?? '')?.slice(1, 4).map(Number);
  const [interval = number('DRILL_LAST_INTERVAL'), total = number('DRILL_TOTAL_REPEATS'), ease = number('DRILL_EASE')] = old ?? [];
  const last = readStamp(item.properties.get('DRILL_LAST_REVIEWED') ?? '');
  if (total <= 0 && last === null) return null;
  const due = readStamp(item.scheduled ?? '');
  return scheduleFromSm2(
    {
      easeFactor: ease > 0 ? ease : null,
      intervalDays: interval > 0 ? interval : null,
      dueDay: due?.day ?? null,
      lastReviewedAtMillis: last === null ? null : last.localMillis - context.zoneOffsetMinutesAt(last.localMillis) * 60_000,
      reviewCount: Math.max(total, 1),
      lapseCount: number('DRILL_FAILURE_COUNT'),
    },
    context,
  );
}

/** `2024-01-20 Sat 10:15` as a day and as local milliseconds. */
function readStamp(text: string): { readonly day: number; readonly localMillis: number } | null {
  const match = /(\d{4}-\d\d-\d\d)(?:\s+[^\s\d>\]]+)?(?:\s+(\d{1,2}):(\d\d))?/.exec(text);
  const midnight = Date.parse(`${match?.[1] ?? ''}T00:00:00Z`);
  if (match === null || !Number.isFinite(midnight)) return null;
  return { day: Math.floor(midnight / DAY_MILLIS), localMillis: midnight + (Number(match[2] ?? 12) * 60 + Number(match[3] ?? 0)) * 60_000 };
}
