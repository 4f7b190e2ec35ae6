import { Mixture, type Part } from '../../main/core/job/poll/mixture.ts';
import { normal } from './chance.ts';

/** How long the simulated service takes: what the app does not know. */
export interface Work {
  readonly name: string;
  /** Seconds. */
  readonly mean: number;
  readonly parts: readonly Part[];
}

const part = (weight: number, median: number, cv: number): Part => ({
  weight,
  mu: Math.log(median),
  sigma: Math.sqrt(Math.log(1 + cv * cv)),
});

const meanOf = ({ weight, mu, sigma }: Part): number => weight * Math.exp(mu + (sigma * sigma) / 2);

/** Jobs of this mean: nine in ten within 15 %, and one in ten a straggler of 1.6 times that. */
export function heavyTailed(mean: number): Work {
  const parts = [part(0.9, 1, 0.15), part(0.1, 1.4, 0.3)];
  const unit = parts.reduce((sum, each) => sum + meanOf(each), 0);
  const shift = Math.log(mean / unit);
  return { name: `${mean} s`, mean, parts: parts.map((each) => ({ ...each, mu: each.mu + shift })) };
}

/** How long one job takes, in seconds. */
export function take({ parts }: Work, random: () => number): number {
  let left = random();
  for (const { weight, mu, sigma } of parts) {
    left -= weight;
    if (left < 0) return Math.exp(mu + sigma * normal(random));
  }
  return take({ name: '', mean: 0, parts }, random);
}

/** I²/2 with I = ∫√(f·S): no schedule that knows no more can have less delay times requests, in seconds. */
export function bound({ parts, mean }: Work): number {
  const mixture = new Mixture(parts);
  const step = mean / 2000;
  let integral = 0;
  for (let age = step / 2; age < mean * 20; age += step)
    integral += Math.sqrt(mixture.density(age) * mixture.survival(age)) * step;
  return (integral * integral) / 2;
}
