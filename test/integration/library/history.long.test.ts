import { test } from 'vitest';
import { anyHistory } from './history.ts';

test('after any history the index says what the files say, and nothing that was said of a clip is lost', () =>
  anyHistory({ numRuns: 5000, interruptAfterTimeLimit: 150_000 }));
