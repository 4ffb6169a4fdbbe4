/** `{{tts lang:Field}}`: marks a text that the reader of the card may speak aloud. */

import { escapeHtml } from './html-entities.ts';
import { readSpokenText } from './type-answer.ts';

export interface SpeechOptions {
  /** Language tag as browsers take it: `en-US`. */
  readonly language: string;
  /** 1 is the usual speed. */
  readonly speed: number;
}

/** Reads what stands after `tts`: the language, then `voices=…` and `speed=…` in any order; voices are the reader's own matter. */
export function readSpeechOptions(text: string): SpeechOptions {
  const words = text.trim().split(/\s+/);
  const language = (words.find((word) => !word.includes('=')) ?? '').replaceAll('_', '-');
  const speed = Number(words.find((word) => word.startsWith('speed='))?.slice('speed='.length) ?? 1);
  return { language, speed: Number.isFinite(speed) && speed > 0 ? Math.min(Math.max(speed, 0.25), 4) : 1 };
}

/** `<span data-versus-speech="text" …></span>`; nothing when there is nothing to say. A hidden cloze is spoken as a pause. */
export function markSpeech(html: string, options: string, side: 'question' | 'answer'): string {
  const text = readSpokenText(html).replaceAll('[…]', ', ').trim();
  if (text === '') return '';
  const { language, speed } = readSpeechOptions(options);
  return `<span data-versus-speech="${escapeHtml(text)}" data-language="${escapeHtml(language)}" data-speed="${speed}" data-side="${side}"></span>`;
}
