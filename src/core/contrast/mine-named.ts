/** Pairs that something names outright: a note that sets two things against each other, an option offered as a lure, an answer once given for another. */

import { WEIGHTS } from './mine-judge.ts';
import type { MinedReason } from './mine-score.ts';
import type { NamedPair } from './mine-templates.ts';
import { findNamedPair, listOptions, splitContrastSentence } from './mine-templates.ts';
import { isTelling, isTerm, prepareText } from './mine-texts.ts';
import type { PreparedNote } from './mine-texts.ts';

/** As the store reads it from the logs. */
export interface WrongAnswerOf {
  readonly noteId: number;
  readonly answered: string;
  readonly count: number;
}

/** More notes than these under one name, and the name says nothing. */
const MOST_OF_A_NAME = 2;

type Reasons = Map<string, MinedReason[]>;

/** Reasons by pair of places, `lower,higher`. */
export function findNamedReasons(notes: readonly PreparedNote[], wrongAnswers: readonly WrongAnswerOf[]): ReadonlyMap<string, readonly MinedReason[]> {
  const reasons: Reasons = new Map();
  const add = (one: number, other: number, reason: MinedReason): void => {
    if (one === other) return;
    const key = one < other ? `${one},${other}` : `${other},${one}`;
    const known = reasons.get(key) ?? [];
    if (known.some(({ kind }) => kind === reason.kind)) return;
    reasons.set(key, [...known, reason]);
  };
  const byFront = indexNames(notes, 'front');
  const byBack = indexNames(notes, 'back');
  const findTerm = (name: string): readonly number[] => byFront.get(prepareText(name).key) ?? byBack.get(prepareText(name).key) ?? [];

  for (const [place, { note }] of notes.entries()) {
    for (const text of [note.front, note.back]) {
      const named = findNamedPair(text) ?? readSentence(text);
      if (named === null) continue;
      for (const one of findTerm(named.first)) {
        for (const other of findTerm(named.second)) {
          const labels: [string, string] = one < other ? [named.first, named.second] : [named.second, named.first];
          add(one, other, { kind: 'template', weight: WEIGHTS.named, labels, sentence: `A note sets them against each other: “${named.first}”, “${named.second}”.` });
        }
      }
    }
    const options = listOptions(note.front);
    // Real options have the right answer among them; numbered parts of a question do not.
    if (!options.some((option) => prepareText(option).key === notes[place]?.back.key)) continue;
    for (const option of options) {
      for (const other of byBack.get(prepareText(option).key) ?? []) {
        if (notes[other]?.back.key === notes[place]?.back.key) continue;
        add(place, other, { kind: 'lure', weight: WEIGHTS.lure, sentence: `One offers the other's answer as an option: “${option.slice(0, 80)}”.` });
      }
    }
  }
  const placeOf = new Map<number, number>(notes.map(({ note }, place) => [note.id, place]));
  for (const { noteId, answered, count } of wrongAnswers) {
    const place = placeOf.get(noteId);
    if (place === undefined) continue;
    const { key } = prepareText(answered);
    for (const other of byBack.get(key) ?? byFront.get(key) ?? []) {
      const times = count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
      add(place, other, {
        kind: 'answered-for-each-other',
        weight: 1 - (1 - WEIGHTS.answeredOnce) ** count,
        sentence: `You answered “${answered.slice(0, 80)}” for the other ${times}.`,
      });
    }
  }
  return reasons;
}

function readSentence(text: string): NamedPair | null {
  const sentence = splitContrastSentence(text);
  return sentence === null ? null : { first: sentence.firstLabel, second: sentence.secondLabel };
}

/** Names that one or two notes have. */
function indexNames(notes: readonly PreparedNote[], side: 'front' | 'back'): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, note] of notes.entries()) {
    const text = note[side];
    if (!isTerm(text) && text.words.length > 12) continue;
    if (side === 'back' && !isTelling(text)) continue;
    const known = places.get(text.key);
    if (known === undefined) places.set(text.key, [place]);
    else known.push(place);
  }
  return new Map([...places].filter(([, found]) => found.length <= MOST_OF_A_NAME));
}
