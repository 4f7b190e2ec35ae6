import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ask, type Followed, PollBook } from '../../../main/core/job/poll/book.ts';
import { fitCompletion } from '../../../main/core/job/poll/completion.ts';
import { seeded } from '../../simulate/chance.ts';
import { heavyTailed, take } from '../../simulate/work.ts';
import { World } from '../../simulate/world.ts';

const completion = fitCompletion([], 120);
const late = (...ids: string[]): Followed[] => ids.map((id) => ({ id, age: () => 200, completion }));
const running = (...ids: string[]) => ids.map((id) => ({ id, ended: false }));

/** A book with its own clock: each `ask` waits for the next request and sends it. */
class Desk {
  readonly book: PollBook;
  jobs: Followed[];
  now = 0;

  constructor(jobs: Followed[], perSecond = 5) {
    this.book = new PollBook({ random: () => 0.5, perSecond });
    this.jobs = jobs;
  }

  ask(): Ask {
    const ask = this.book.next(this.jobs, this.now, 1);
    if (!ask) throw new Error('nothing to ask');
    this.now = Math.max(this.now, ask.at);
    this.book.asked(ask, this.now);
    return ask;
  }

  single(): string {
    const ask = this.ask();
    if (ask.kind !== 'single') throw new Error('a page');
    return ask.id;
  }

  page(): string | null {
    const ask = this.ask();
    if (ask.kind !== 'page') throw new Error(`single ${ask.id}`);
    return ask.cursor;
  }
}

describe('a list', () => {
  it('tells of all its jobs at once', () => {
    const desk = new Desk(late('a', 'b', 'c'));
    desk.page();
    desk.book.listed(running('a', 'b', 'c', 'foreign'), null, desk.now);
    const before = desk.now;
    desk.page();
    expect(desk.now - before).toBeGreaterThanOrEqual(2);
  });

  it('that shows an end leads to that job’s own answer', () => {
    const desk = new Desk(late('a', 'b', 'c'));
    desk.page();
    desk.book.listed([...running('a', 'c'), { id: 'b', ended: true }], null, desk.now);
    expect(desk.single()).toBe('b');
  });

  it('that contradicts a job’s own answer is not followed at every turn', () => {
    const desk = new Desk(late('a', 'b', 'c'));
    let singles = 0;
    while (desk.now < 100) {
      const ask = desk.ask();
      if (ask.kind === 'single') singles += 1;
      if (ask.kind === 'single') desk.book.heard(ask.id, desk.now);
      else desk.book.listed([...running('a', 'c'), { id: 'b', ended: true }], null, desk.now);
    }
    expect(singles).toBeGreaterThan(2);
    expect(singles).toBeLessThanOrEqual(11);
  });

  it('that says for ever that jobs run is not believed for ever', () => {
    const ids = ['a', 'b', 'c'];
    const desk = new Desk(late(...ids));
    const singles = new Map<string, number>();
    let pages = 0;
    while (desk.now < 3600) {
      const ask = desk.ask();
      if (ask.kind === 'page') {
        pages += 1;
        desk.book.listed(running(...ids), null, desk.now);
      } else {
        singles.set(ask.id, (singles.get(ask.id) ?? 0) + 1);
        desk.book.heard(ask.id, desk.now);
      }
    }
    expect([...singles.keys()].sort()).toEqual(ids);
    // Now and then: the list is what they are followed by.
    for (const count of singles.values()) expect(count).toBeLessThanOrEqual(12);
    expect(pages).toBeGreaterThan(200);
  });

  it('that does not show a job has it asked for singly, and after the second time no list is waited for', () => {
    const desk = new Desk(late('a', 'b', 'c'));
    for (let round = 0; round < 2; round += 1) {
      desk.page();
      desk.book.listed(running('a', 'b'), null, desk.now);
      expect(desk.single()).toBe('c');
      desk.book.heard('c', desk.now);
    }
    const asked = new Set<string>();
    for (let round = 0; round < 4; round += 1) {
      const ask = desk.ask();
      asked.add(ask.kind === 'single' ? ask.id : 'list');
      if (ask.kind === 'single') desk.book.heard(ask.id, desk.now);
      else desk.book.listed(running('a', 'b'), null, desk.now);
    }
    expect(asked).toEqual(new Set(['list', 'c']));
  });

  it('is read on until every job was seen, but not to the end of the account', () => {
    const ids = Array.from({ length: 150 }, (_, index) => `j${index}`);
    const desk = new Desk(late(...ids));
    expect(desk.page()).toBeNull();
    desk.book.listed(running(...ids.slice(0, 100)), 'two', desk.now);
    expect(desk.page()).toBe('two');
    desk.book.listed(running(...ids.slice(100, 149)), 'three', desk.now);
    expect(desk.page()).toBe('three');
    desk.book.listed([], 'four', desk.now);
    expect(desk.single()).toBe('j149');
  });

  it('that keeps failing gives way to single requests', () => {
    const desk = new Desk(late('a', 'b', 'c'));
    let singles = 0;
    for (let round = 0; round < 40; round += 1) {
      const ask = desk.ask();
      if (ask.kind === 'page') desk.book.refused(ask, desk.now, false);
      else {
        singles += 1;
        desk.book.heard(ask.id, desk.now);
      }
    }
    expect(singles).toBeGreaterThanOrEqual(35);
  });
});

describe('trouble', () => {
  it('with one job does not keep the others from being asked for', () => {
    // Too young for a list to pay, old enough to be asked for.
    const desk = new Desk([...late('a'), { id: 'bad', age: () => 1000, completion }]);
    const heard = { a: 0, bad: 0 };
    while (desk.now < 300) {
      const ask = desk.ask();
      if (ask.kind === 'page') desk.book.refused(ask, desk.now, false);
      else if (ask.id === 'bad') {
        heard.bad += 1;
        desk.book.refused(ask, desk.now, false);
      } else {
        heard.a += 1;
        desk.book.heard('a', desk.now);
      }
    }
    expect(heard.a).toBeGreaterThan(8);
    expect(heard.bad).toBeGreaterThan(2);
  });

  it('is forgotten when a person asks', () => {
    const desk = new Desk(late('a'));
    for (let round = 0; round < 4; round += 1) desk.book.refused(desk.ask(), desk.now, true);
    expect(desk.book.next(desk.jobs, desk.now, 1)?.at).toBeGreaterThan(desk.now + 30);
    desk.book.hurry('a', desk.now);
    // Only the quota that the refusals taught is left.
    expect(desk.book.next(desk.jobs, desk.now, 1)?.at).toBeLessThan(desk.now + 5);
  });

  it('never asks above the quota, whatever comes back', () => {
    const answers = fc.array(fc.constantFrom('heard', 'refused', 'slower', 'ended', 'missing'), {
      minLength: 30,
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        answers,
        fc.constantFrom(0.5, 1, 5),
        fc.integer({ min: 1, max: 8 }),
        (script, perSecond, count) => {
          const ids = Array.from({ length: count }, (_, index) => `j${index}`);
          const desk = new Desk(late(...ids), perSecond);
          const times: number[] = [];
          for (const answer of script) {
            const ask = desk.ask();
            times.push(desk.now);
            if (answer === 'refused' || answer === 'slower')
              desk.book.refused(ask, desk.now, answer === 'slower');
            else if (ask.kind === 'single') desk.book.heard(ask.id, desk.now);
            else {
              const shown = answer === 'missing' ? [] : ids;
              const rows = shown.map((id) => ({ id, ended: answer === 'ended' }));
              desk.book.listed(rows, null, desk.now);
            }
          }
          for (let index = 1; index < times.length; index += 1)
            expect((times[index] ?? 0) - (times[index - 1] ?? 0)).toBeGreaterThan(1 / perSecond);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('with a quota that nobody told of ends soon', () => {
    const work = heavyTailed(120);
    const random = seeded(1);
    const seen: number[] = [];
    let refused = 0;
    // One request per second, and the service counts the refused ones too.
    const refuses = (at: number) => {
      const crowded = seen.some((other) => at - other < 1);
      seen.push(at);
      if (crowded && at > 300) refused += 1;
      return crowded ? ('too many' as const) : null;
    };
    const options = { random, inFlight: 50, take: () => take(work, random), completion, refuses };
    const { findings, requests } = new World({ ...options, from: 300, until: 1500 }).run();
    expect(findings.length).toBeGreaterThan(200);
    expect(refused / requests.length).toBeLessThan(0.2);
  });
});
