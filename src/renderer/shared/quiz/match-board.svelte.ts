/** The pairing on a match board: which left row holds which right place, what is picked up, and the way back. */

export class MatchBoard {
  /** For each left row, the place (in the order shown) on the right that it was given, or null. */
  given = $state.raw<readonly (number | null)[]>([]);
  /** The left row that is picked up. */
  picked = $state<number | null>(null);
  #steps: (readonly (number | null)[])[] = [];
  readonly #rightOrder: readonly number[];

  /** rightOrder[place] is the row whose right side stands at that place. */
  constructor(rightOrder: readonly number[]) {
    this.#rightOrder = rightOrder;
    this.given = rightOrder.map(() => null);
  }

  get isComplete(): boolean {
    return this.given.every((place) => place !== null);
  }

  get canUndo(): boolean {
    return this.picked !== null || this.given.some((place) => place !== null);
  }

  /** The left row that has this place on the right, or -1. */
  holderOf(place: number): number {
    return this.given.indexOf(place);
  }

  /** The first left row that has nothing yet, or null. */
  get nextLeft(): number | null {
    const row = this.given.indexOf(null);
    return row === -1 ? null : row;
  }

  /** The first place on the right that nobody has, or null. */
  get nextRight(): number | null {
    const place = this.given.findIndex((_, index) => !this.given.includes(index));
    return place === -1 ? null : place;
  }

  pickLeft(row: number): void {
    this.picked = this.picked === row ? null : row;
  }

  /** Gives the place to the row picked up (or to the next without one); whoever had it is free again. */
  giveRight(place: number): void {
    const row = this.picked ?? this.nextLeft;
    if (row === null) return;
    this.#steps.push(this.given);
    this.given = this.given.map((other, index) => (index === row ? place : other === place ? null : other));
    this.picked = null;
  }

  /** Puts down what is picked up, or takes the last pair back. */
  undo(): void {
    if (this.picked !== null) this.picked = null;
    else this.given = this.#steps.pop() ?? this.given;
  }

  /** For each left row, the row whose right side it was given; -1 where it has none. */
  get pairs(): number[] {
    return this.given.map((place) => (place === null ? -1 : (this.#rightOrder[place] ?? -1)));
  }
}
