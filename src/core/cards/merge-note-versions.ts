/** Puts three versions of a note together, field by field: as it was imported, as it reads here, as the file has it now. */

export interface NoteVersion {
  /** HTML, in the order of one note type. */
  readonly fields: readonly string[];
  readonly tags: readonly string[];
}

export interface VersionsOfNote {
  /** As it was imported before; null where that is not known. */
  readonly then: NoteVersion | null;
  readonly here: NoteVersion;
  readonly file: NoteVersion;
  /** Whether the file has the field at all; one that it does not have is as it was. Null: it has all of them. */
  readonly isInFile: readonly boolean[] | null;
}

export interface MergedNote extends NoteVersion {
  /** Fields that both have changed, each in another way: there the text is the learner's. */
  readonly disputed: readonly boolean[];
  /** Fields where the learner's text was kept though the file reads otherwise; those in dispute are not among them. */
  readonly keptHere: readonly boolean[];
  /** Fields that now read as the file has them and did not before. */
  readonly taken: readonly boolean[];
  /** Whether tags of the learner were kept that the file does not have, or left out that it has. */
  readonly keptTags: boolean;
  /** The file's version, with what it does not have as it was. */
  readonly fileFields: readonly string[];
  /** What the next import is compared with: as the file has it, but in dispute as it was. */
  readonly originFields: readonly string[];
}

/** Set by the scheduler, not by the learner's hand. */
const LEECH_TAG = 'leech';

/** Loses no text of the learner's: a field of theirs gives way only where they have not changed it. Tags never stand in dispute. */
export function mergeNoteVersions({ then, here, file, isInFile }: VersionsOfNote): MergedNote {
  const fileFields = here.fields.map((text, index) => {
    if (isInFile === null || isInFile[index] === true) return file.fields[index] ?? '';
    return then === null ? text : (then.fields[index] ?? '');
  });
  const isChangedHere = (index: number): boolean => then === null || (then.fields[index] ?? '') !== here.fields[index];
  const isChangedInFile = (index: number): boolean => then === null || (then.fields[index] ?? '') !== fileFields[index];
  const differs = here.fields.map((text, index) => text !== fileFields[index]);
  const disputed = differs.map((isOther, index) => isOther && isChangedHere(index) && isChangedInFile(index));
  const keptHere = differs.map((isOther, index) => isOther && !isChangedInFile(index));
  const taken = differs.map((isOther, index) => isOther && !isChangedHere(index));
  const tags = then === null && disputed.includes(true) ? here.tags : mergeTags(then?.tags ?? null, here.tags, file.tags);
  return {
    fields: here.fields.map((text, index) => (taken[index] === true ? (fileFields[index] ?? '') : text)),
    tags,
    disputed,
    keptHere,
    taken,
    keptTags: !isSameTags(tags, file.tags),
    fileFields,
    originFields: fileFields.map((text, index) => (disputed[index] === true ? (then?.fields[index] ?? '') : text)),
  };
}

/** Whether two sets of tags are the same, the mark of leeches aside. */
export function isSameTags(left: readonly string[], right: readonly string[]): boolean {
  const keys = (tags: readonly string[]): string => JSON.stringify(tags.map(keyOf).filter((key) => key !== LEECH_TAG).sort());
  return keys(left) === keys(right);
}

function keyOf(tag: string): string {
  return tag.toLowerCase();
}

/** What the file added comes, what it took away goes, everything else is as it is here. */
function mergeTags(then: readonly string[] | null, here: readonly string[], file: readonly string[]): readonly string[] {
  const before = new Set((then ?? []).map(keyOf));
  const inFile = new Set(file.map(keyOf));
  const kept = here.filter((tag) => keyOf(tag) === LEECH_TAG || !before.has(keyOf(tag)) || inFile.has(keyOf(tag)));
  const present = new Set(here.map(keyOf));
  return [...kept, ...file.filter((tag) => !present.has(keyOf(tag)) && !before.has(keyOf(tag)))];
}
