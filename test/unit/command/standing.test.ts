import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandEvent, endOf } from '../../../main/core/command/events.ts';
import { EXITS, type Exit, worstOf } from '../../../main/core/command/exits.ts';
import { endsOf, standingOf } from '../../../main/core/command/standing.ts';
import type { JobState } from '../../../main/core/job/state.ts';
import { HOLDS, type Hold } from '../../../preload/contract/vocabulary.ts';

const queued: JobState = { name: 'queued' };
const pending: JobState = { name: 'pending', remoteId: 'r', provisional: null };
const done: JobState = { name: 'done', remoteId: 'r', clipId: 'c' };
const refused: JobState = { name: 'rejected', failure: { code: 'price-changed' } };
const failed: JobState = { name: 'failed', failure: { code: 'generation-failed' } };
const asking: JobState = { name: 'asking', sendId: 's', candidates: [] };

const end = (
  jobs: readonly (readonly [JobState, Hold | null])[],
  wait: boolean,
  late = false,
): Exit | null => {
  const ends = endsOf(
    jobs.map(([state, hold]) => standingOf(state, hold)),
    wait,
    late,
  );
  return ends && worstOf(ends);
};

test('a command that does not wait ends when everything is sent', () => {
  expect(end([[queued, null]], false)).toBeNull();
  expect(end([[queued, 'slot']], false)).toBeNull();
  expect(end([[pending, null]], false)).toBe('done');
  expect(
    end(
      [
        [pending, null],
        [queued, null],
      ],
      false,
    ),
  ).toBeNull();
  expect(end([[pending, null]], true)).toBeNull();
  expect(end([[done, null]], true)).toBe('done');
});

test('what is out of reach is waited for until the time is over; what needs a person is not', () => {
  expect(end([[queued, 'offline']], true)).toBeNull();
  expect(end([[queued, 'offline']], false, true)).toBe('waiting');
  expect(end([[pending, null]], true, true)).toBe('waiting');
  expect(end([[queued, 'paused']], true)).toBe('waiting');
  // It is in the queue: whoever takes it for refused would order it again.
  expect(end([[queued, 'budget']], true)).toBe('waiting');
  expect(end([[queued, 'key']], false)).toBe('key');
  expect(
    end(
      [
        [queued, 'key'],
        [queued, null],
      ],
      false,
    ),
  ).toBeNull();
  for (const hold of HOLDS) expect(end([[queued, hold]], false, true)).not.toBeNull();
});

test('of several ends the one is told that needs a person first', () => {
  expect(
    end(
      [
        [done, null],
        [failed, null],
      ],
      true,
    ),
  ).toBe('failed');
  expect(
    end(
      [
        [failed, null],
        [refused, null],
      ],
      true,
    ),
  ).toBe('refused');
  expect(
    end(
      [
        [asking, null],
        [refused, null],
        [done, null],
      ],
      true,
    ),
  ).toBe('unknown');
  expect(worstOf([])).toBe('done');
});

test('the exit codes are those of the documentation', () => {
  const text = readFileSync(new URL('../../../docs/automation.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| (\d+) \| `(\w+)` \| (.+?) \|$/gm)].map(([, code, name, means]) => ({
    code: Number(code),
    name,
    means,
  }));
  expect(rows).toEqual(Object.entries(EXITS).map(([name, exit]) => ({ name, ...exit })));
});

test('the events of the documentation are those that there are', () => {
  const text = readFileSync(new URL('../../../docs/automation.md', import.meta.url), 'utf8');
  const documented = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, event]) => event);
  const all = commandEvent.def.options.map((option) => option.shape.event.def.values[0]);
  expect(documented).toEqual(all);
  expect(commandEvent.parse(endOf('done'))).toEqual({ event: 'end', exit: 0, reason: 'done' });
});
