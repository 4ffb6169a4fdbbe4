/** Plays a card's sounds one after the other, and speaks the texts that ask for it. */

export type CardVoice =
  | { readonly kind: 'file'; readonly url: string }
  | { readonly kind: 'speech'; readonly text: string; readonly language: string; readonly speed: number };

export interface CardPlayer {
  /** Ends what is playing and plays these in order. What cannot be played is passed over. */
  readonly play: (voices: readonly CardVoice[]) => void;
  readonly stop: () => void;
}

export function createCardPlayer(): CardPlayer {
  const audio = new Audio();
  let queue: readonly CardVoice[] = [];
  let run = 0;

  const next = (ofRun: number) => {
    if (ofRun !== run) return;
    const [voice, ...rest] = queue;
    queue = rest;
    if (voice === undefined) return;
    if (voice.kind === 'speech') speak(voice, () => next(ofRun));
    else {
      audio.onended = () => next(ofRun);
      audio.onerror = () => next(ofRun);
      audio.src = voice.url;
      // A window that has not been touched yet may not play; the sound then waits for its button.
      audio.play().catch(() => undefined);
    }
  };
  const stop = () => {
    run += 1;
    queue = [];
    audio.onended = null;
    audio.onerror = null;
    audio.pause();
    if ('speechSynthesis' in window) speechSynthesis.cancel();
  };
  return {
    stop,
    play: (voices) => {
      stop();
      queue = voices;
      next(run);
    },
  };
}

function speak(voice: Extract<CardVoice, { kind: 'speech' }>, done: () => void): void {
  if (!('speechSynthesis' in window)) {
    done();
    return;
  }
  const utterance = new SpeechSynthesisUtterance(voice.text);
  if (voice.language !== '') utterance.lang = voice.language;
  utterance.rate = voice.speed;
  utterance.onend = done;
  utterance.onerror = done;
  speechSynthesis.speak(utterance);
}
