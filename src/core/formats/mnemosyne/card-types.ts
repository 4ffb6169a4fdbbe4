/** Mnemosyne's card types as our note types: the ones it brings along, and those that learners cloned from them. */

import { BASIC_NOTE_TYPE, BUILT_IN_NOTE_TYPES } from '../../cards/built-in-note-types.ts';
import type { CardTemplate, NoteTypeDefinition } from '../../cards/model.ts';
import type { MnemosyneCard, MnemosyneCardType, MnemosyneView } from './model.ts';

/** How one part of a fact becomes a note; a sentence becomes two. */
export interface NotePlan {
  readonly definition: NoteTypeDefinition;
  /** Whose texts the fields are, in order. */
  readonly keys: readonly string[];
  /** The key whose brackets become cloze deletions, or are taken off. */
  readonly brackets: { readonly key: string; readonly become: 'clozes' | 'text' } | null;
  /** Fields are HTML already. */
  readonly isHtml: boolean;
  /** Which card of the note this is; null where it is none of this plan's. */
  readonly ordinalOf: (card: Pick<MnemosyneCard, 'viewId' | 'clozeIndex'>) => number | null;
}

type View = Omit<MnemosyneView, 'id'>;
type Fields = MnemosyneCardType['fields'];

interface BuiltIn {
  readonly name: string;
  readonly fields: Fields;
  readonly views: readonly View[];
  readonly clozeKey?: string;
}

function fieldsOf(...pairs: readonly (readonly [key: string, name: string])[]): Fields {
  return pairs.map(([key, name]) => ({ key, name }));
}

function viewOf(name: string, questionKeys: readonly string[], answerKeys: readonly string[], coversQuestion = false): View {
  return { name, questionKeys, answerKeys, coversQuestion, questionDecorators: new Map(), answerDecorators: new Map(), typesAnswer: false, templates: null };
}

const FOREIGN_WORD = fieldsOf(['f', 'Foreign word or phrase'], ['p_1', 'Pronunciation'], ['m_1', 'Meaning'], ['n', 'Notes']);

/** As Mnemosyne 2 defines them (libmnemosyne/card_types), by id. */
const BUILT_IN: ReadonlyMap<string, BuiltIn> = new Map(Object.entries<BuiltIn>({
  '1': { name: 'Front-to-back only', fields: fieldsOf(['f', 'Front'], ['b', 'Back']), views: [viewOf('Front-to-back', ['f'], ['b'])] },
  '2': {
    name: 'Front-to-back and back-to-front',
    fields: fieldsOf(['f', 'Front'], ['b', 'Back']),
    views: [viewOf('Front-to-back', ['f'], ['b']), viewOf('Back-to-front', ['b'], ['f'])],
  },
  '3': { name: 'Vocabulary', fields: FOREIGN_WORD, views: [viewOf('Recognition', ['f'], ['p_1', 'm_1', 'n']), viewOf('Production', ['m_1'], ['f', 'p_1', 'n'])] },
  '4': {
    name: 'Map',
    fields: fieldsOf(['loc', 'Location'], ['blank', 'Blank map'], ['marked', 'Marked map']),
    views: [viewOf('Recognition', ['marked'], ['loc', 'marked'], true), viewOf('Production', ['loc', 'blank'], ['loc', 'marked'], true)],
  },
  '5': { name: 'Cloze deletion', fields: fieldsOf(['text', 'Text']), views: [], clozeKey: 'text' },
  '6': {
    name: 'Sentence',
    fields: fieldsOf(['f', 'Sentence'], ['p_1', 'Pronunciation'], ['m_1', 'Meaning'], ['n', 'Notes']),
    views: [viewOf('Recognition', ['f'], ['p_1', 'm_1', 'n'])],
    clozeKey: 'f',
  },
}));
/** Anki's own types, taken over with their templates. */
const FROM_ANKI = '7';

/**
 * The notes that a fact of the type becomes. `type` is what the file says of it, null when nothing; `keys` are those of the fact.
 * A type that is not known shows the first text as the question and the others as the answer.
 */
export function planNotes(typeId: string, type: MnemosyneCardType | null, views: readonly MnemosyneView[], keys: readonly string[]): readonly NotePlan[] {
  const [baseId = ''] = typeId.split('::', 1);
  if (baseId === FROM_ANKI && type !== null && views.some(({ templates }) => templates !== null)) return [planFromAnki(type, views)];
  if (typeId === '1') return [plan(BASIC_NOTE_TYPE, ['f', 'b'], type)];
  if (typeId === '2') return [plan(builtInNamed('Basic (and reversed)'), ['f', 'b'], type)];
  const base = BUILT_IN.get(baseId) ?? null;
  const fields = type !== null && type.fields.length > 0 ? type.fields : (base?.fields ?? keys.map((key) => ({ key, name: key })));
  const name = type?.name ?? (typeId === baseId ? base?.name : typeId.slice(typeId.lastIndexOf('::') + 2)) ?? `Mnemosyne ${typeId}`;
  if (base?.clozeKey !== undefined) return planClozes(typeId, name, fields, base, type);
  const shown = views.length > 0 && views.every(({ questionKeys }) => questionKeys.length > 0) ? views : (base?.views ?? [viewOf('Card 1', keys.slice(0, 1), keys.slice(1))]);
  return [plan(define(name, fields, shown), fields.map(({ key }) => key), type)];
}

function builtInNamed(name: string): NoteTypeDefinition {
  return BUILT_IN_NOTE_TYPES.find((definition) => definition.name === name) ?? BASIC_NOTE_TYPE;
}

function plan(definition: NoteTypeDefinition, keys: readonly string[], type: MnemosyneCardType | null): NotePlan {
  return { definition, keys, brackets: null, isHtml: false, ordinalOf: ({ viewId }) => Math.min(ordinalOfView(viewId, type), definition.templates.length - 1) };
}

/** By the type's own list, else by the number at the end of the view's id. */
function ordinalOfView(viewId: string | null, type: MnemosyneCardType | null): number {
  if (viewId === null) return 0;
  const place = type?.viewIds.indexOf(viewId) ?? -1;
  return place >= 0 ? place : Math.max(0, Number(/[.:](\d{1,4})$/.exec(viewId)?.[1] ?? 1) - 1);
}

/** Clozes alone, or (of sentences) the whole sentence too, which is a note of its own: our cloze notes have no other cards. */
function planClozes(typeId: string, name: string, fields: Fields, base: BuiltIn, type: MnemosyneCardType | null): readonly NotePlan[] {
  const key = base.clozeKey ?? '';
  const keys = fields.map((field) => field.key);
  const ordinalOf: NotePlan['ordinalOf'] = ({ clozeIndex }) => clozeIndex;
  if (typeId === '5') return [{ definition: builtInNamed('Cloze'), keys: [key, ''], brackets: { key, become: 'clozes' }, isHtml: false, ordinalOf }];
  const names = nameFields(fields);
  const shown = `{{cloze:${names.get(key) ?? key}}}`;
  const template: CardTemplate = {
    name: 'Cloze',
    questionFormat: `<div class="prompt">${shown}</div>`,
    answerFormat: [`<div class="prompt">${shown}</div>`, ...keys.filter((other) => other !== key).map((other) => showField(names.get(other) ?? other, 'extra', null))].join('\n'),
  };
  const hasSentence = base.views.length > 0;
  const definition: NoteTypeDefinition = { ...define(hasSentence ? `${name} (cloze)` : name, fields, []), kind: 'cloze', templates: [template] };
  const clozes: NotePlan = { definition, keys, brackets: { key, become: 'clozes' }, isHtml: false, ordinalOf };
  if (!hasSentence) return [clozes];
  const sentence = plan(define(name, fields, base.views), keys, type);
  return [{ ...sentence, brackets: { key, become: 'text' }, ordinalOf: ({ clozeIndex }) => (clozeIndex === null ? 0 : null) }, clozes];
}

function planFromAnki(type: MnemosyneCardType, views: readonly MnemosyneView[]): NotePlan {
  const isCloze = views.some(({ templates }) => templates?.question.includes('cloze:') === true);
  const templates = views.map(({ name, templates: formats }) => ({ name, questionFormat: formats?.question ?? '', answerFormat: formats?.answer ?? '' }));
  const definition: NoteTypeDefinition = {
    ...BASIC_NOTE_TYPE,
    name: type.name,
    kind: isCloze ? 'cloze' : 'basic',
    fields: type.fields.map(({ name }) => ({ name, rightToLeft: false })),
    templates: isCloze ? templates.slice(0, 1) : templates,
    css: type.css ?? BASIC_NOTE_TYPE.css,
  };
  const byView = plan(definition, [], type).ordinalOf;
  return {
    definition,
    keys: type.fields.map(({ key }) => key),
    brackets: null,
    isHtml: true,
    ordinalOf: (card) => (isCloze ? (card.clozeIndex ?? 0) : byView(card)),
  };
}

function define(name: string, fields: Fields, views: readonly View[]): NoteTypeDefinition {
  const names = nameFields(fields);
  return {
    ...BASIC_NOTE_TYPE,
    name,
    fields: fields.map(({ key }) => ({ name: names.get(key) ?? key, rightToLeft: false })),
    templates: views.map((view) => writeTemplate(view, names)),
  };
}

function writeTemplate(view: View, names: ReadonlyMap<string, string>): CardTemplate {
  const show = (keys: readonly string[], decorators: ReadonlyMap<string, string>, className: string): string[] =>
    keys.flatMap((key) => {
      const name = names.get(key);
      return name === undefined ? [] : [showField(name, className, decorators.get(key)?.replace(/\$(?:\{\w+\}|\w+)/g, () => `{{${name}}}`) ?? null)];
    });
  const answers = show(view.answerKeys, view.answerDecorators, 'answer');
  const typed = view.answerKeys.map((key) => names.get(key)).find((name) => name !== undefined);
  const typing = view.typesAnswer && typed !== undefined ? [`{{type:${typed}}}`] : [];
  return {
    name: view.name,
    questionFormat: [...show(view.questionKeys, view.questionDecorators, 'prompt'), ...typing].join('\n'),
    answerFormat: [...(view.coversQuestion ? [] : ['{{FrontSide}}', '<hr id=answer>']), ...answers].join('\n'),
  };
}

/** Nothing where the field is empty. */
function showField(name: string, className: string, decorated: string | null): string {
  return `{{#${name}}}<div class="${className}">${decorated ?? `{{${name}}}`}</div>{{/${name}}}`;
}

/** By key; without what templates could not tell apart from their own signs, each once. */
function nameFields(fields: Fields): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    fields.map(({ key, name }) => {
      const clean = name.replace(/[{}:"#^/]/g, ' ').replace(/\s+/g, ' ').trim() || key;
      let free = clean;
      for (let copy = 2; taken.has(free.toLowerCase()); copy += 1) free = `${clean} ${String(copy)}`;
      taken.add(free.toLowerCase());
      return [key, free];
    }),
  );
}
