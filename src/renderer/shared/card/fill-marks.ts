/** Puts into a safe side what its marks stand for: buttons for sounds and speech, videos, the comparison of a typed answer, words for missing files. */

import type { RenderedCard } from '../../../contract/notes.ts';
import { diffAnswer } from '../../../core/answers/diff-answer.ts';
import type { AnswerToken } from '../../../core/answers/diff-answer.ts';
import { isLibraryAddress } from './media-address.ts';
import type { CardVoice } from './card-sounds.ts';

export interface FilledSide {
  /** What each button plays, by the button. */
  readonly voices: ReadonlyMap<Element, CardVoice>;
  /** What the side plays by itself, in order. */
  readonly own: readonly CardVoice[];
}

const VIDEO = /\.(?:mp4|m4v|webm|ogv|mov|mpe?g|mkv|avi)$/i;

/** `typed` is what the learner typed, or null where nothing was asked or the screen shows the comparison itself. */
export function fillMarks(root: DocumentFragment, card: RenderedCard, side: 'question' | 'answer', typed: string | null): FilledSide {
  const voices = new Map<Element, CardVoice>();
  const own: CardVoice[] = [];
  for (const mark of root.querySelectorAll<HTMLElement>('[data-versus-sound], [data-versus-speech]')) {
    const made = mark.dataset['versusSpeech'] === undefined ? makeSound(mark, card) : makeSpeech(mark);
    if (made === null) {
      mark.remove();
      continue;
    }
    mark.replaceWith(made.element);
    if (made.voice === null) continue;
    voices.set(made.element, made.voice);
    if (made.side === side) own.push(made.voice);
  }
  for (const mark of root.querySelectorAll<HTMLElement>('[data-versus-type-answer]')) fillTypedAnswer(mark, card, side, typed);
  for (const element of root.querySelectorAll<HTMLElement>('[data-versus-missing]')) {
    element.replaceWith(makeNote(root, `Not in your library: ${element.dataset['versusMissing'] ?? ''}`));
  }
  return { voices, own };
}

interface Made {
  readonly element: Element;
  readonly voice: CardVoice | null;
  readonly side: string | undefined;
}

function makeSound(mark: HTMLElement, card: RenderedCard): Made | null {
  const [side, index] = (mark.dataset['versusSound'] ?? '').split(':');
  const sound = side === 'question' || side === 'answer' ? card[side].sounds[Number(index)] : undefined;
  if (sound === undefined) return null;
  if (sound.url === null || !isLibraryAddress(sound.url)) return { element: makeNote(mark, `Not in your library: ${sound.name}`), voice: null, side };
  if (VIDEO.test(sound.name)) {
    const video = documentOf(mark).createElement('video');
    video.controls = true;
    video.preload = 'metadata';
    video.src = sound.url;
    return { element: video, voice: null, side };
  }
  return { element: makeButton(mark, `Play ${sound.name}`), voice: { kind: 'file', url: sound.url }, side };
}

function makeSpeech(mark: HTMLElement): Made | null {
  const { versusSpeech: text = '', language = '', speed = '1', side } = mark.dataset;
  if (text === '') return null;
  return { element: makeButton(mark, 'Speak'), voice: { kind: 'speech', text, language, speed: Number(speed) || 1 }, side };
}

function makeButton(near: Node, label: string): HTMLButtonElement {
  const button = documentOf(near).createElement('button');
  button.type = 'button';
  button.className = 'versus-play';
  button.setAttribute('aria-label', label);
  button.title = label;
  return button;
}

function makeNote(near: Node, text: string): HTMLElement {
  const note = documentOf(near).createElement('span');
  note.className = 'versus-missing';
  note.textContent = text;
  return note;
}

function fillTypedAnswer(mark: HTMLElement, card: RenderedCard, side: 'question' | 'answer', typed: string | null): void {
  if (side === 'question' || typed === null || card.typedAnswer === null) {
    mark.remove();
    return;
  }
  const diff = diffAnswer(typed, card.typedAnswer, { ignoreMarks: mark.dataset['versusTypeAnswer'] === 'nc' });
  mark.className = 'typed-answer';
  if (diff.typed.length > 0 && !diff.isRight) mark.append(makeTokens(mark, diff.typed, 'You typed'));
  mark.append(makeTokens(mark, diff.isRight ? diff.typed : diff.expected, diff.isRight ? 'Right' : 'Expected'));
}

function makeTokens(near: Node, tokens: readonly AnswerToken[], label: string): HTMLElement {
  const document = documentOf(near);
  const line = document.createElement('span');
  line.className = 'typed-line';
  line.setAttribute('role', 'group');
  line.setAttribute('aria-label', label);
  for (const { kind, text } of tokens) {
    const piece = document.createElement(kind === 'wrong' ? 'del' : kind === 'missing' ? 'ins' : 'span');
    piece.className = `typed-${kind}`;
    piece.textContent = text;
    line.append(piece);
  }
  return line;
}

function documentOf(node: Node): Document {
  return node.ownerDocument ?? document;
}
