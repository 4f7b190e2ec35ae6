import type { DatabaseSync } from 'node:sqlite';
import { Statements } from '../store/statements.ts';
import { TOKENIZER } from './clips-schema.ts';

/** What a clip is found by. */
export interface Words {
  readonly prompt: string;
  readonly name: string;
  readonly model: string;
  readonly tags: string;
}

/** Beginnings of so many characters have an index of their own. */
const SHORT = 3;
/** A beginning of more terms than this is left to FTS5: so many different words are rare ones. */
const MOST_TERMS = 60;
/** Pieces of text that are known to have their terms already. */
const MOST_KNOWN = 50_000;
/** FTS5's own settings: pieces of the index that are put together at once, by itself or when asked. */
const NORMAL = { automerge: 4, usermerge: 4, crisismerge: 16 };
const FILLING = { automerge: 0, usermerge: 16, crisismerge: 1000 };
/** Where every tokenizer ends a word. */
const SPLIT = /[\s!-/:-@[-`{-~]+/;

/**
 * The words of all clips. FTS5 answers the beginning of a word by collecting every clip that has any of its terms, which
 * takes long for a common word; asked for the terms themselves it answers at once, the latest clips first. So the
 * terms are kept in a table of their own, told by the same tokenizer.
 */
export class ClipWords {
  readonly #db: DatabaseSync;
  readonly #statements: Statements;
  readonly #known = new Set<string>();
  #waiting: { readonly place: number; readonly words: Words }[] = [];

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = new Statements(db);
    db.exec(`
      CREATE VIRTUAL TABLE temp.folding USING fts5(words, content='', ${TOKENIZER});
      CREATE VIRTUAL TABLE temp.folded USING fts5vocab(temp, folding, row);
    `);
  }

  /** To be called inside a transaction, like `drop`; then comes `flush`. */
  add(place: number, words: Words): void {
    this.#waiting.push({ place, words });
  }

  drop(place: number): void {
    this.flush();
    this.#statements.prepare('DELETE FROM clip_words WHERE rowid = ?').run(place);
  }

  /** Writes what was added, in the order of the places: FTS5 begins a new piece of its index at each step back. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const insert = this.#statements.prepare(
      'INSERT INTO clip_words (rowid, prompt_words, name_words, model_words, tag_words) VALUES (?, ?, ?, ?, ?)',
    );
    if (this.#known.size > MOST_KNOWN) this.#known.clear();
    const fresh: string[] = [];
    for (const { place, words } of this.#waiting.sort((a, b) => a.place - b.place)) {
      const { prompt, name, model, tags } = words;
      insert.run(place, prompt, name, model, tags);
      for (const text of [prompt, name, model, tags])
        for (const piece of text.split(SPLIT)) {
          if (this.#known.has(piece)) continue;
          this.#known.add(piece);
          fresh.push(piece);
        }
    }
    this.#waiting = [];
    if (fresh.length === 0) return;
    this.#fold(fresh.join(' '));
    this.#statements.prepare('INSERT OR IGNORE INTO clip_terms SELECT term FROM temp.folded').run();
  }

  /** While many clips are added FTS5 puts nothing together by itself: it would take long at once. `merge` does. */
  setFilling(filling: boolean): void {
    const now = this.#db.prepare("SELECT 1 FROM clip_words_config WHERE k = 'automerge' AND v = 0").get();
    if ((now !== undefined) === filling) return;
    const settings = filling ? FILLING : NORMAL;
    for (const [name, value] of Object.entries(settings))
      this.#db.exec(`INSERT INTO clip_words (clip_words, rank) VALUES ('${name}', ${value})`);
  }

  /** Goes on with putting together what was added. @returns whether there may be more. */
  merge(pages: number): boolean {
    const before = this.#changes();
    this.#statements.prepare(`INSERT INTO clip_words (clip_words, rank) VALUES ('merge', ${pages})`).run();
    // As FTS5's manual has it: one that does nothing still counts as one change.
    return this.#changes() - before > 1;
  }

  #changes(): number {
    return Number(this.#statements.prepare('SELECT total_changes() AS changes').get()?.['changes']);
  }

  /** The transaction did not come to its end. */
  forget(): void {
    this.#known.clear();
    this.#waiting = [];
  }

  /** An FTS5 expression for the clips with a word that begins like this. */
  beginningWith(word: string): string {
    this.#fold(word);
    const [term, ...more] = this.#terms('SELECT term FROM temp.folded LIMIT 2');
    // Nothing of it is a letter or digit to FTS5, or it is several words to it.
    if (term === undefined || more.length > 0 || [...term].length <= SHORT) return `"${word}"*`;
    const sql = `SELECT term FROM clip_terms WHERE term >= ? AND term < ? LIMIT ${MOST_TERMS + 1}`;
    const terms = this.#terms(sql, term, `${term}\u{10FFFF}`);
    if (terms.length === 0 || terms.length > MOST_TERMS) return `"${word}"*`;
    return `(${terms.map((each) => `"${each}"`).join(' OR ')})`;
  }

  #fold(text: string): void {
    this.#statements.prepare("INSERT INTO temp.folding (folding) VALUES ('delete-all')").run();
    this.#statements.prepare('INSERT INTO temp.folding (words) VALUES (?)').run(text);
  }

  #terms(sql: string, ...values: readonly string[]): string[] {
    return this.#statements
      .prepare(sql)
      .all(...values)
      .map(({ term }) => String(term));
  }
}
