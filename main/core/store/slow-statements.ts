import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Log } from '../ports.ts';

/** While a statement runs nothing else does: half of a frame, in milliseconds. */
const SLOW_MS = 8;
/** What was told of a statement is not told again for so long, in milliseconds. */
const QUIET_MS = 60_000;
const MAX_CHARS = 160;
/** Statements that are remembered as told. */
const MOST_TOLD = 200;

/**
 * Writes into the log which statements of a database take long, each once a minute at most. Of one that is iterated
 * only the first row is timed: that is when it sorts.
 * @param slow from how many milliseconds on.
 */
export function watchStatements(db: DatabaseSync, log: Log, slow = SLOW_MS): void {
  const told = new Map<string, number>();
  const tell = (sql: string, ms: number): void => {
    // The same with other numbers of values.
    const statement = sql
      .replace(/\s+/g, ' ')
      .replace(/\?(?:, \?)+/g, '?…')
      .trim()
      .slice(0, MAX_CHARS);
    const now = performance.now();
    if (now - (told.get(statement) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
    if (told.size >= MOST_TOLD) told.clear();
    told.set(statement, now);
    log('warn', 'sqlite.slow', { statement, ms: Math.round(ms) });
  };
  const timed = <T>(sql: string, run: () => T): T => {
    const began = performance.now();
    const done = run();
    const ms = performance.now() - began;
    if (ms >= slow) tell(sql, ms);
    return done;
  };
  const { exec, prepare } = db;
  db.exec = (sql) => timed(sql, () => exec.call(db, sql));
  db.prepare = (sql, ...rest) =>
    watch(
      timed(sql, () => prepare.call(db, sql, ...rest)),
      sql,
      timed,
    );
}

type Timed = <T>(sql: string, run: () => T) => T;

function watch(statement: StatementSync, sql: string, timed: Timed): StatementSync {
  const { all, get, iterate, run } = statement;
  const given =
    <T>(method: (...values: never[]) => T) =>
    (...values: unknown[]): T =>
      timed(sql, () => Reflect.apply(method, statement, values));
  return Object.assign(statement, {
    all: given(all),
    get: given(get),
    run: given(run),
    iterate: (...values: unknown[]) => {
      const rows: ReturnType<typeof iterate> = Reflect.apply(iterate, statement, values);
      const next = rows.next.bind(rows);
      let first = true;
      rows.next = () => {
        if (!first) return next();
        first = false;
        return timed(sql, next);
      };
      return rows;
    },
  });
}
