import { Mixture } from './mixture.ts';

/** When jobs of one kind are done, in seconds after the service took them on. */
export interface Completion {
  /** How likely one that has not ended by this age is to end within the next second. */
  hazard(age: number): number;
  /** The age by which this share is done. */
  quantile(share: number): number;
  /** Hardly any ends before this age. */
  readonly opens: number;
}

/** How many of the last runs of one kind are looked at. */
export const HISTORY = 200;
/** Every model is mixed with this share of stragglers, which a fit of ordinary runs would not expect. */
const TAIL = { weight: 0.1, factor: 1.8, sigma: 0.5 };
/** The share that may be done before the first request. */
const OPENS = 0.01;
/** From here on our own runs say it all. */
export const ENOUGH_RUNS = 30;
/** What the first guess is worth: five runs, spread as far as a stranger's estimate may be wrong. */
const GUESS_SIGMA = 0.35;
const GUESS_SPREAD = [-1.28, -0.52, 0, 0.52, 1.28];
/** A service that has become faster shows it in its last runs long before it shows in all. */
const RECENT = 10;
/** Narrower than this is a coincidence of few runs, wider says nothing. */
const SIGMA = { least: 0.05, most: 1 };

/**
 * How long jobs of one kind take, in seconds: a log-normal fit of our own runs with a heavy tail.
 * @param runs seconds that earlier jobs of the kind took, newest first.
 * @param guess seconds that the service or the catalogue expects; counts less the more runs there are.
 */
export function fitCompletion(runs: readonly number[], guess: number): Completion {
  const logs = runs.map((seconds) => Math.log(seconds));
  if (runs.length < ENOUGH_RUNS) for (const z of GUESS_SPREAD) logs.push(Math.log(guess) + GUESS_SIGMA * z);
  logs.sort((a, b) => a - b);
  // The body's quartiles, for the tail lies above them: quantiles do not mind how far the stragglers are out.
  const body = 1 - TAIL.weight;
  const [low, mu, high] = [0.25, 0.5, 0.75].map((share) => quantileOf(logs, share * body));
  if (low === undefined || mu === undefined || high === undefined) throw new Error('no runs and no guess');
  const sigma = Math.min(SIGMA.most, Math.max(SIGMA.least, (high - low) / 1.349));
  const mixture = new Mixture([
    { weight: body, mu, sigma },
    { weight: TAIL.weight, mu: mu + Math.log(TAIL.factor), sigma: Math.max(TAIL.sigma, sigma) },
  ]);
  return {
    hazard: (age) => mixture.hazard(age),
    quantile: (share) => mixture.quantile(share),
    opens: Math.min(mixture.quantile(OPENS), ...runs.slice(0, RECENT)),
  };
}

function quantileOf(sorted: readonly number[], share: number): number | undefined {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  return low === undefined || high === undefined ? undefined : low + (high - low) * (place % 1);
}
