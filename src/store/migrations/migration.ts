/** A step from one schema version to the next; it runs in its own transaction, which also raises user_version. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}
