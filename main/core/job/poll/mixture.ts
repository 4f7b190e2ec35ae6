/** One log-normal share of a mixture: `weight` of 1, `mu` and `sigma` of the logarithm. */
export interface Part {
  readonly weight: number;
  readonly mu: number;
  readonly sigma: number;
}

/** Points of the hazard table. */
const POINTS = 256;
/** The table ends at the age by which all but this share is done; nothing is known of what comes after. */
const LAST = 1e-6;

/**
 * A mixture of log-normal distributions: how long such a job takes, in whatever unit the parts are in. Pure; the
 * hazard comes from a table, because it is asked for very often.
 */
export class Mixture {
  readonly #parts: readonly Part[];
  readonly #table = new Float64Array(POINTS);
  readonly #from: number;
  readonly #step: number;

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
    this.#from = Math.log(this.quantile(LAST));
    this.#step = (Math.log(this.quantile(1 - LAST)) - this.#from) / (POINTS - 1);
    for (let index = 0; index < POINTS; index += 1) {
      const age = Math.exp(this.#from + index * this.#step);
      this.#table[index] = this.density(age) / this.survival(age);
    }
  }

  /** Share that is done per unit of time at this age. */
  density(age: number): number {
    let sum = 0;
    for (const { weight, mu, sigma } of this.#parts) {
      const z = (Math.log(age) - mu) / sigma;
      sum += (weight * Math.exp((-z * z) / 2)) / (age * sigma * Math.sqrt(2 * Math.PI));
    }
    return sum;
  }

  /** Share that is not done yet at this age. */
  survival(age: number): number {
    if (age <= 0) return 1;
    let sum = 0;
    for (const { weight, mu, sigma } of this.#parts) sum += weight * upperTail((Math.log(age) - mu) / sigma);
    return sum;
  }

  /** How likely a job that has not ended by this age is to end per unit of time. Zero where nothing is known. */
  hazard(age: number): number {
    if (age <= 0) return 0;
    const place = (Math.log(age) - this.#from) / this.#step;
    const index = Math.floor(place);
    const low = this.#table[index];
    const high = this.#table[index + 1];
    return low === undefined || high === undefined ? 0 : low + (high - low) * (place - index);
  }

  /** The age by which this share (0 to 1, both excluded) is done. */
  quantile(share: number): number {
    let low = Math.min(...this.#parts.map(({ mu, sigma }) => mu - 8 * sigma));
    let high = Math.max(...this.#parts.map(({ mu, sigma }) => mu + 8 * sigma));
    for (let round = 0; round < 60; round += 1) {
      const middle = (low + high) / 2;
      if (1 - this.survival(Math.exp(middle)) < share) low = middle;
      else high = middle;
    }
    return Math.exp(low);
  }
}

/** P(Z > z) of the standard normal distribution, within 1.2e-7 of itself (Numerical Recipes, erfcc). */
function upperTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const factors = [
    1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const sum = factors.reduceRight((rest, factor) => factor + t * rest, 0);
  const tail = (t * Math.exp(-x * x - 1.26551223 + t * sum)) / 2;
  return z >= 0 ? tail : 1 - tail;
}
