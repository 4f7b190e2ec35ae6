/** The value in the middle; the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A quantile by linear interpolation; `share` from 0 to 1. @throws RangeError without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) throw new RangeError('nothing was measured');
  return low + (high - low) * (place - Math.floor(place));
}

/**
 * An interval that holds the true median with at least 95 %, whatever the distribution: between two of the values
 * themselves, by the sign test. With fewer than six values it is as wide as they are.
 */
export function medianInterval(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  // The chance that at most `k` of n coins show heads.
  let chance = 0.5 ** n;
  let ways = 1;
  let cut = 0;
  for (let k = 1; k < n / 2; k += 1) {
    if (2 * chance > 0.05) break;
    cut = k - 1;
    ways = (ways * (n - k + 1)) / k;
    chance += ways * 0.5 ** n;
  }
  return [sorted[cut] ?? Number.NaN, sorted[n - 1 - cut] ?? Number.NaN];
}
