import * as z from 'zod/mini';
import { MEDIA_KINDS, type MediaKind } from '../../../preload/contract/vocabulary.ts';
import type { Statements } from './statements.ts';

/** A file that clips are made from: its bytes are a file named by their hash, this row is what it is called. */
export interface Source {
  readonly id: string;
  readonly kind: MediaKind;
  readonly sha256: string;
  readonly name: string;
  /** Pixels; 0 for sound. */
  readonly width: number;
  readonly height: number;
  /** How long it lasts; null for a picture. */
  readonly seconds: number | null;
  readonly bytes: number;
  readonly createdAt: number;
}

const row = z.object({
  id: z.string(),
  kind: z.enum(MEDIA_KINDS),
  sha256: z.string(),
  name: z.string(),
  width: z.number(),
  height: z.number(),
  seconds: z.nullable(z.number()),
  bytes: z.number(),
  created_at: z.number(),
});

/** Sources by id. */
export class SourcesTable {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  add(source: Source): void {
    this.#db
      .prepare(
        `INSERT INTO sources (id, kind, sha256, name, width, height, seconds, bytes, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        source.id,
        source.kind,
        source.sha256,
        source.name,
        source.width,
        source.height,
        source.seconds,
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
