/** Tells a sink the facts and cards of a Mnemosyne deck, whichever file they were read from. */

import { stripMarkup } from '../../cards/strip-markup.ts';
import type { ReaderContext } from '../format-reader.ts';
import { SCHEDULE_CONVERTED } from '../foreign-schedule.ts';
import type { ImportSink } from '../import-sink.ts';
import { planNotes } from './card-types.ts';
import type { NotePlan } from './card-types.ts';
import { convertClozes, convertMarkup, flattenMediaReferences, openBrackets, toTag } from './markup.ts';
import type { MnemosyneCard, MnemosyneCardType, MnemosyneFact, MnemosyneView } from './model.ts';
import { convertReviews, scheduleByReviews, scheduleMnemosyneCard } from './schedule.ts';

const DECK = 1;
const FACTS_PER_CHECK = 256;

export interface MnemosyneDeck {
  readonly name: string;
  readonly description: string;
  /** Those that the file defines, by id. */
  readonly types: ReadonlyMap<string, MnemosyneCardType>;
  readonly views: ReadonlyMap<string, MnemosyneView>;
}

export interface DeckTeller {
  /** `identity` where the fact's id is not the same in every export. The cards are all of the fact's, of whatever types. */
  readonly fact: (fact: MnemosyneFact, cards: readonly MnemosyneCard[], identity?: string) => void;
}

export function createDeckTeller(deck: MnemosyneDeck, context: ReaderContext, sink: ImportSink): DeckTeller {
  const plans = new Map<string, { readonly plan: NotePlan; readonly sourceId: number }[]>();
  let noteTypes = 0;
  let facts = 0;
  let notes = 0;
  let cards = 0;
  let hasSetAside = false;
  let isConverted = false;
  sink.deck({ sourceId: DECK, name: deck.name, description: deck.description, presetSourceId: null });

  const plansOf = (typeId: string, keys: readonly string[]): readonly { readonly plan: NotePlan; readonly sourceId: number }[] => {
    const known = plans.get(typeId);
    if (known !== undefined) return known;
    const type = deck.types.get(typeId) ?? null;
    const views = (type?.viewIds ?? []).flatMap((id) => deck.views.get(id) ?? []);
    const made = planNotes(typeId, type, views, keys).map((plan) => {
      noteTypes += 1;
      sink.noteType({ sourceId: noteTypes, definition: plan.definition });
      return { plan, sourceId: noteTypes };
    });
    plans.set(typeId, made);
    return made;
  };

  const tellCard = (card: MnemosyneCard, noteSourceId: number, ordinal: number): void => {
    cards += 1;
    const reviews = context.withSchedule ? convertReviews(card.reviews, cards, context) : [];
    const schedule = scheduleByReviews(scheduleMnemosyneCard(card.learning, cards, context), card.learning, reviews, context);
    if (schedule.state !== 'new' && !isConverted) {
      isConverted = true;
      sink.warning(SCHEDULE_CONVERTED.code, SCHEDULE_CONVERTED.message);
    }
    const suspended = !card.isActive && context.withSchedule;
    if (suspended && !hasSetAside) {
      hasSetAside = true;
      sink.warning('cards-suspended', 'Cards that were not active in Mnemosyne are suspended here.');
    }
    sink.card({ sourceId: cards, noteSourceId, ordinal, deckSourceId: DECK, schedule, suspended });
    for (const review of reviews) sink.review(review);
  };

  return {
    fact: (fact, ownCards, identity) => {
      if (facts % FACTS_PER_CHECK === 0) {
        sink.throwIfCancelled();
        sink.progress('reading-notes', facts, null);
      }
      facts += 1;
      const tags = [...new Set(ownCards.flatMap((card) => card.tags.map(toTag)))].filter((tag) => tag !== '');
      const typeIds = [...new Set(ownCards.map(({ typeId }) => typeId))];
      const told = typeIds.flatMap((typeId) => plansOf(typeId, [...fact.data.keys()]).map((entry) => ({ ...entry, typeId })));
      let copies = 0;
      let cardsTold = 0;
      for (const { plan, sourceId, typeId } of told) {
        const planned = ownCards.flatMap((card) => (card.typeId === typeId ? [{ card, ordinal: plan.ordinalOf(card) }] : [])).filter(({ ordinal }) => ordinal !== null);
        if (planned.length === 0) continue;
        notes += 1;
        copies += 1;
        const fields = plan.keys.map((key) => fieldOf(fact, key, plan));
        sink.note({
          sourceId: notes,
          guid: identity === undefined ? fact.id + (copies === 1 ? '' : `~${String(copies)}`) : null,
          ...(identity === undefined ? {} : { identity: `${identity}\n${fields[0] ?? ''}` }),
          noteTypeSourceId: sourceId,
          fields,
          tags,
          createdAtMillis: leastOf(ownCards.map((card) => card.createdAtMillis)),
          modifiedAtMillis: leastOf(ownCards.map((card) => card.modifiedAtMillis)),
        });
        for (const { card, ordinal } of planned) tellCard(card, notes, ordinal ?? 0);
        cardsTold += planned.length;
      }
      if (cardsTold === 0) sink.skipped(titleOf(fact), 'It has no cards in the file.');
      else if (cardsTold < ownCards.length) sink.skipped(titleOf(fact), 'One of its cards asks for a part of it that is not in the file.');
      const shown = new Set(told.flatMap(({ plan }) => plan.keys));
      if (cardsTold > 0 && [...fact.data].some(([key, text]) => text.trim() !== '' && !shown.has(key))) {
        sink.warning('hidden-text', 'Some facts hold texts that their card type does not show in Mnemosyne; those texts were left out.');
      }
    },
  };
}

function titleOf(fact: MnemosyneFact): string {
  return stripMarkup([...fact.data.values()].join(' ')).slice(0, 200);
}

function fieldOf(fact: MnemosyneFact, key: string, plan: NotePlan): string {
  const text = fact.data.get(key) ?? '';
  if (plan.isHtml) return flattenMediaReferences(text);
  if (plan.brackets?.key !== key) return convertMarkup(text);
  return convertMarkup(plan.brackets.become === 'clozes' ? convertClozes(text) : openBrackets(text));
}

function leastOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null && value > 0);
  return known.length === 0 ? null : Math.min(...known.map(Number));
}
