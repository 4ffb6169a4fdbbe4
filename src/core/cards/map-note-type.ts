/**
 * Which note type of the library the notes of a file's note type become, and where their fields and cards go. What the
 * preview shows and what the import does are both computed here.
 */

import type { CardTemplate, NoteField, NoteTypeDefinition } from './model.ts';

/** A note type that the library has. Those that are built in are never altered. */
export interface LibraryNoteType extends NoteTypeDefinition {
  readonly builtIn: boolean;
}

/** What the learner chose for a note type of the file. */
export interface NoteTypeChoice {
  /** One of the library; null: a new one. */
  readonly target: string | null;
  /** Fields left out go by name; a field that goes nowhere joins the last. */
  readonly fields: readonly { readonly from: string; readonly to: string | null }[];
}

/** What is known of a note type of the file. */
export interface NoteTypeSighting {
  readonly definition: NoteTypeDefinition;
  /** The note type that most of its notes have in the library, known by their ids; null when none is there. */
  readonly relatedName: string | null;
  /** The note type whose first fields read as most of its notes do; null for notes that have ids of their own. */
  readonly alikeName: string | null;
  /** Whether the name alone makes a note type the same: for formats whose notes have no ids. */
  readonly goesByName: boolean;
}

export interface NoteTypePlan {
  /** Null: a new one, as the file has it. */
  readonly target: LibraryNoteType | null;
  /** What the target gains. */
  readonly addedFields: readonly NoteField[];
  readonly addedTemplates: readonly CardTemplate[];
  /** For each field of the file its index among the target's fields, the added ones behind; null: its text joins the last. */
  readonly fieldPlaces: readonly (number | null)[];
  /** For each template of the file its index among the target's; null: it has none there. Of cloze types: each its own. */
  readonly templatePlaces: readonly (number | null)[];
  /** Whether the target is the type that the file's notes have here already, so that it follows what the file changes. */
  readonly isRelated: boolean;
}

type Parts = readonly { readonly name: string }[];

/** The learner's choice, which must name a type of the same kind, or what is best without one. */
export function planNoteType(sighting: NoteTypeSighting, library: readonly LibraryNoteType[], choice: NoteTypeChoice | null): NoteTypePlan {
  const { definition } = sighting;
  if (choice !== null) {
    const chosen = choice.target === null ? null : library.find((type) => type.name === choice.target && isSameKind(type, definition));
    return chosen === null || chosen === undefined ? planNew(definition, library) : planChosen(definition, chosen, choice);
  }
  const find = (name: string | null): LibraryNoteType | undefined => library.find((type) => type.name === name && isSameKind(type, definition));
  const related = find(sighting.relatedName);
  const plan = related === undefined ? null : planRelated(definition, related);
  if (plan !== null) return plan;
  const identical = findIdentical(definition, library);
  if (identical !== undefined) return planIdentical(definition, identical);
  if (sighting.goesByName) {
    const alike = find(sighting.alikeName);
    if (alike !== undefined && !alike.builtIn && isSameDefinition(alike, definition)) return planIdentical(definition, alike);
    const sameName = find(definition.name);
    if (sameName !== undefined && !sameName.builtIn) return planMapped(definition, sameName);
  }
  return planNew(definition, library);
}

/** Types that are the very same as the library's need not be shown. */
export function isUntouchedPlan(definition: NoteTypeDefinition, plan: NoteTypePlan): boolean {
  const { target } = plan;
  return target !== null && namesOf(target.fields).join('\n') === namesOf(definition.fields).join('\n') && isNameAlike(target.name, definition.name) && plan.fieldPlaces.every((place, index) => place === index);
}

/** A contrast type goes out into other programs, and comes back, as a basic one. */
export function isSameKind(left: NoteTypeDefinition, right: NoteTypeDefinition): boolean {
  return (left.kind === 'cloze') === (right.kind === 'cloze');
}

/** Pairs parts by name, then those left over by their order when there are as many on both sides; null where neither finds one. */
export function pairParts(from: Parts, to: Parts): readonly (number | null)[] {
  const taken = new Set<number>();
  const places = from.map(({ name }) => {
    const place = to.findIndex((part) => part.name === name);
    if (place < 0 || taken.has(place)) return null;
    taken.add(place);
    return place;
  });
  const free = to.flatMap((_, index) => (taken.has(index) ? [] : [index]));
  const open = places.flatMap((place, index) => (place === null ? [index] : []));
  if (open.length !== free.length) return places;
  const paired = new Map(open.map((index, turn) => [index, free[turn] ?? null]));
  return places.map((place, index) => place ?? paired.get(index) ?? null);
}

/** Puts texts where the places say, in a row of `count`. What has no place, or meets another text there, joins behind a line break. */
export function arrangeFields(texts: readonly string[], places: readonly (number | null)[], count: number): readonly string[] {
  const arranged = Array.from({ length: count }, () => '');
  const put = (place: number, text: string): void => {
    const before = arranged[place] ?? '';
    arranged[place] = before === '' || text === '' ? before + text : `${before}<br>${text}`;
  };
  for (const [index, place] of places.entries()) if (place !== null) put(place, texts[index] ?? '');
  for (const [index, place] of places.entries()) if (place === null) put(count - 1, texts[index] ?? '');
  return arranged;
}

function namesOf(parts: Parts): readonly string[] {
  return parts.map((part) => part.name);
}

function containsAll(names: readonly string[], wanted: readonly string[]): boolean {
  const have = new Set(names);
  return wanted.every((name) => have.has(name));
}

function placesByName(from: Parts, to: Parts): readonly (number | null)[] {
  return from.map(({ name }) => {
    const place = to.findIndex((part) => part.name === name);
    return place < 0 ? null : place;
  });
}

/** What is missing in `to` goes behind it. */
function extend<Part extends { readonly name: string }>(from: readonly Part[], to: readonly Part[], places: readonly (number | null)[]) {
  const added = from.filter((_, index) => places[index] === null);
  return { added, places: places.map((place, index) => place ?? to.length + added.indexOf(from[index] as Part)) };
}

function clozeOr(definition: NoteTypeDefinition, places: readonly (number | null)[]): readonly (number | null)[] {
  return definition.kind === 'cloze' ? definition.templates.map((_, index) => index) : places;
}

/** Null when the related type cannot take the notes as it is, and must not be altered. */
function planRelated(definition: NoteTypeDefinition, target: LibraryNoteType): NoteTypePlan | null {
  if (!target.builtIn) return { ...planMapped(definition, target), isRelated: true };
  const here = namesOf(target.fields);
  const fits = containsAll(here, namesOf(definition.fields)) && (definition.kind === 'cloze' || containsAll(namesOf(target.templates), namesOf(definition.templates)));
  return fits ? planIdentical(definition, target) : null;
}

/** Fields and templates by name, else by order, else added. A file with fewer or more of them takes none from another's place. */
function planMapped(definition: NoteTypeDefinition, target: LibraryNoteType): NoteTypePlan {
  const fields = extend(definition.fields, target.fields, pairParts(definition.fields, target.fields));
  const isCloze = definition.kind === 'cloze';
  const templates = extend(definition.templates, target.templates, pairParts(definition.templates, target.templates));
  return {
    target,
    addedFields: fields.added,
    addedTemplates: isCloze ? [] : templates.added,
    fieldPlaces: fields.places,
    templatePlaces: clozeOr(definition, templates.places),
    isRelated: false,
  };
}

function planIdentical(definition: NoteTypeDefinition, target: LibraryNoteType): NoteTypePlan {
  return {
    target,
    addedFields: [],
    addedTemplates: [],
    fieldPlaces: placesByName(definition.fields, target.fields),
    templatePlaces: clozeOr(definition, placesByName(definition.templates, target.templates)),
    isRelated: false,
  };
}

function planChosen(definition: NoteTypeDefinition, target: LibraryNoteType, choice: NoteTypeChoice): NoteTypePlan {
  const here = namesOf(target.fields);
  const fieldPlaces = definition.fields.map(({ name }) => {
    const told = choice.fields.find(({ from }) => from === name);
    const place = here.indexOf(told === undefined ? name : (told.to ?? ''));
    return told?.to === null || place < 0 ? null : place;
  });
  const byName = placesByName(definition.templates, target.templates);
  const free = target.templates.flatMap((_, index) => (byName.includes(index) ? [] : [index]));
  const templatePlaces = byName.map((place) => place ?? free.shift() ?? null);
  return { target, addedFields: [], addedTemplates: [], fieldPlaces, templatePlaces: clozeOr(definition, templatePlaces), isRelated: false };
}

function planNew(definition: NoteTypeDefinition, library: readonly LibraryNoteType[]): NoteTypePlan {
  const identical = findIdentical(definition, library);
  if (identical !== undefined) return planIdentical(definition, identical);
  return {
    target: null,
    addedFields: [],
    addedTemplates: [],
    fieldPlaces: definition.fields.map((_, index) => index),
    templatePlaces: definition.templates.map((_, index) => index),
    isRelated: false,
  };
}

function findIdentical(definition: NoteTypeDefinition, library: readonly LibraryNoteType[]): LibraryNoteType | undefined {
  return library.find((type) => isNameAlike(type.name, definition.name) && isSameDefinition(type, definition));
}

/** A type that had to make room for another of its name was called “Name (imported)” or “Name (imported 2)”. */
function isNameAlike(name: string, wanted: string): boolean {
  return name === wanted || (name.startsWith(`${wanted} (imported`) && /^ \(imported( \d+)?\)$/.test(name.slice(wanted.length)));
}

function plainSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Whether two note types show the same fields in the same way, whatever their names. */
export function isSameDefinition(type: NoteTypeDefinition, definition: NoteTypeDefinition): boolean {
  const describe = (value: NoteTypeDefinition): string =>
    JSON.stringify([
      value.kind === 'cloze',
      namesOf(value.fields),
      value.templates.map((template) => [template.name, plainSpace(template.questionFormat), plainSpace(template.answerFormat)]),
      plainSpace(value.css),
    ]);
  return describe(type) === describe(definition);
}
