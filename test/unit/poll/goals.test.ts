import { describe, expect, it } from 'vitest';
import { measure } from '../../simulate/goals.ts';

/** The table of `npm run simulate` with fewer jobs. */
const { checks } = measure(3000, 20_261_121);

describe('the polling goals', () => {
  it.each(checks.filter(({ limit }) => limit !== null))('$goal, $what', ({ measured, limit }) => {
    expect(measured).toBeLessThanOrEqual(limit ?? 0);
  });
});
