import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';

/** A prepared picture: its bytes are a file named by their hash, this row is what it is called. */
export interface Source {
  readonly id: string;
  readonly sha256: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly createdAt: number;
}

const row = z.object({
  id: z.string(),
  sha256: z.string(),
  name: z.string(),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  created_at: z.number(),
});

/** Sources by id. */
export class SourcesTable {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  add(source: Source): void {
    this.#db
      .prepare('INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        source.id,
        source.sha256,
        source.name,
        source.width,
        source.height,
        source.bytes,
        source.createdAt,
      );
  }

  get(id: string): Source | null {
    const found = this.#db.prepare('SELECT * FROM sources WHERE id = ?').get(id);
    if (!found) return null;
    const { created_at, ...rest } = z.parse(row, found);
    return { ...rest, createdAt: created_at };
  }
}
