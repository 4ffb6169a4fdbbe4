/** All files that are on their way in, one import at a time; it outlives the screen, so that leaving keeps the work going. */

import type { Client } from '../../../contract/client.ts';
import type { ImportReport, JobStatus } from '../../../contract/import.ts';
import type { FolderToSend, HostDoors } from '../../../contract/host-doors.ts';
import type { AppEvent } from '../../../contract/transport.ts';
import type { DeckId, FileTicket } from '../../../core/ids.ts';
import { flattenDecks } from '../../shared/flatten-decks.ts';
import { ImportFile } from './import-file.svelte.ts';
import type { ImportSurroundings } from './import-source.ts';

/** How often a running job is asked for its state, should its events have been missed. */
const POLL_MILLIS = 1000;

export class ImportSession {
  files = $state.raw<readonly ImportFile[]>([]);
  selected = $state.raw<ImportFile | null>(null);
  /** What undo would take back now. */
  undoOffer = $state.raw<string | null>(null);

  readonly #client: Client;
  readonly #around: ImportSurroundings;
  readonly #stopListening: () => void;
  #endListeners: readonly ((file: ImportFile) => void)[] = [];
  #taken: readonly FileTicket[] = [];
  #wake: (() => void) | null = null;
  #reading: Promise<void> = Promise.resolve();

  constructor(client: Client, doors: Pick<HostDoors, 'sendFolder'>, now: () => number = Date.now) {
    this.#client = client;
    this.#around = { client, sendFolder: doors.sendFolder, now, addOffered: (files) => this.#add(files.map((offered) => new ImportFile(this.#around, { offered }))) };
    this.#stopListening = client.onEvent((event) => this.#hear(event));
  }

  // Getters and not deriveds: the session outlives the component that first asked for it, whose deriveds end with it.
  get running(): ImportFile | null {
    return this.files.find((file) => file.stage === 'running') ?? null;
  }

  get readyFiles(): readonly ImportFile[] {
    return this.files.filter((file) => file.stage === 'ready');
  }

  get busy(): boolean {
    return this.files.some((file) => file.stage === 'running' || file.stage === 'queued');
  }

  /** True when nothing is left to decide or to wait for. */
  get allEnded(): boolean {
    return this.files.length > 0 && this.files.every((file) => file.ended);
  }

  /** The files whose import is the last thing that undo would take back, newest last. */
  get undoable(): readonly ImportFile[] {
    return this.files.filter((file) => file.stage === 'done' && file.undoLabel !== null && file.undoLabel === this.undoOffer);
  }

  /** Calls back when an import has come to its end, whichever; returns the function that stops it. */
  onEnd(listener: (file: ImportFile) => void): () => void {
    this.#endListeners = [...this.#endListeners, listener];
    return () => {
      this.#endListeners = this.#endListeners.filter((other) => other !== listener);
    };
  }

  addFiles(files: Iterable<File>): void {
    this.#add(Array.from(files, (file) => new ImportFile(this.#around, { file })));
  }

  addFolders(folders: readonly FolderToSend[]): void {
    this.#add(folders.map((folder) => new ImportFile(this.#around, { folder })));
  }

  /** Takes in a text, which may be empty and be filled by hand, and shows it. */
  addText(text: string): void {
    const pasted = new ImportFile(this.#around, { text });
    this.#add([pasted]);
    this.selected = pasted;
  }

  /** Takes in files that the host has already, each of them once: coming back to the screen does not bring them again. */
  addTickets(tickets: readonly FileTicket[]): void {
    const fresh = tickets.filter((ticket) => !this.#taken.includes(ticket));
    this.#taken = [...this.#taken, ...fresh];
    this.#add(fresh.map((ticket) => new ImportFile(this.#around, { ticket })));
  }

  /** Takes a file off the list; a running one is not touched. */
  remove(file: ImportFile): void {
    if (file.stage === 'running') return;
    this.files = this.files.filter((other) => other !== file);
    if (this.selected === file) this.selected = this.files[0] ?? null;
  }

  /** Makes room for the next import: forgets every file that has come to its end. */
  clearEnded(): void {
    this.files = this.files.filter((file) => !file.ended);
    if (this.selected !== null && !this.files.includes(this.selected)) this.selected = this.files[0] ?? null;
  }

  /** Imports all files that are ready, one after the other; a bad one does not stop the others. */
  async importAll(): Promise<void> {
    const wasBusy = this.busy;
    for (const file of this.readyFiles) file.stage = 'queued';
    if (wasBusy) return;
    for (let next = this.#nextQueued(); next !== undefined; next = this.#nextQueued()) {
      if (this.selected?.ended !== false) this.selected = next;
      await this.#run(next);
    }
    this.selected = this.files.find((file) => file.stage === 'done') ?? this.selected;
  }

  /** Takes the last import back. Returns false when something else was done since, which undo would take back instead. */
  async undo(file: ImportFile): Promise<boolean> {
    await this.#refreshUndo();
    if (file.undoLabel === null || file.undoLabel !== this.undoOffer) return false;
    await this.#client.call('undo.undo', {});
    file.stage = 'undone';
    await this.#refreshUndo();
    return true;
  }

  /** The deck to study after the import: the one deck above all that were imported, or else the one with most cards; null when it is not found. */
  async findDeckToStudy(report: ImportReport): Promise<DeckId | null> {
    const name = chooseDeckToStudy(report.decks);
    if (name === null) return null;
    const overview = await this.#client.call('library.overview', {});
    return flattenDecks(overview.decks).find((deck) => deck.name === name)?.id ?? null;
  }

  dispose(): void {
    this.#stopListening();
  }

  #add(files: ImportFile[]): void {
    if (files.length === 0) return;
    if (this.allEnded) this.files = [];
    this.files = [...this.files, ...files];
    if (this.selected === null || this.selected.ended || !this.files.includes(this.selected)) this.selected = files[0] ?? null;
    for (const file of files) this.#reading = this.#reading.then(() => this.#readNext(file));
  }

  /** One file after the other, so that many large ones do not stand in memory at once; a file that was taken off the list meanwhile is left alone. */
  async #readNext(file: ImportFile): Promise<void> {
    if (this.files.includes(file)) await file.read();
  }

  #nextQueued(): ImportFile | undefined {
    return this.files.find((file) => file.stage === 'queued');
  }

  async #run(file: ImportFile): Promise<void> {
    await file.start();
    const poll = setInterval(() => void this.#askStatus(file), POLL_MILLIS);
    await this.#askStatus(file);
    while (!file.ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    clearInterval(poll);
    for (const listener of this.#endListeners) listener(file);
    if (file.report !== null && changesLibrary(file.report)) {
      await this.#refreshUndo();
      file.undoLabel = this.undoOffer;
    }
  }

  async #askStatus(file: ImportFile): Promise<void> {
    if (file.jobId === null || file.stage !== 'running') return;
    try {
      this.#follow(file, await this.#client.call('job.status', { jobId: file.jobId }));
    } catch {
      // A host that does not answer now is asked again a second later; the job's own events may come first.
    }
  }

  #hear(event: AppEvent): void {
    if (event.type === 'job') {
      const file = this.files.find((other) => other.jobId === event.jobId);
      if (file !== undefined) this.#follow(file, event.status);
    } else if (event.type === 'changed' && event.topics.includes('undo') && this.files.some((file) => file.undoLabel !== null)) void this.#refreshUndo();
  }

  #follow(file: ImportFile, status: JobStatus): void {
    file.follow(status);
    if (file.ended) this.#wake?.();
  }

  async #refreshUndo(): Promise<void> {
    this.undoOffer = (await this.#client.call('undo.state', {})).undo;
  }
}

const sessions = new WeakMap<Client, ImportSession>();

/** The one session of this window: made with the first call, and the same for as long as its client lives. */
export function importSessionOf({ client, doors }: { readonly client: Client; readonly doors: HostDoors }): ImportSession {
  const existing = sessions.get(client);
  if (existing !== undefined) return existing;
  const session = new ImportSession(client, doors);
  sessions.set(client, session);
  return session;
}

/** The name of the deck that holds all others of the report, or else of the deck with most cards; null when no card came. */
export function chooseDeckToStudy(decks: ImportReport['decks']): string | null {
  const filled = decks.filter((deck) => deck.cards > 0);
  const above = filled.map((deck) => deck.name.split('::')).reduce<string[] | null>((common, path) => {
    if (common === null) return path;
    const differsAt = common.findIndex((level, index) => level !== path[index]);
    return differsAt === -1 ? common : common.slice(0, differsAt);
  }, null);
  if (above !== null && above.length > 0) return above.join('::');
  return filled.toSorted((a, b) => b.cards - a.cards)[0]?.name ?? null;
}

function changesLibrary(report: ImportReport): boolean {
  return report.notes.added + report.notes.updated + report.cards.added + report.reviews + report.media.added > 0;
}
