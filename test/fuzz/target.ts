import type { Random } from '../fault/rig/random.ts';

/** One border, and how it is tried. */
export interface Target {
  readonly name: string;
  /** One try. @returns what is wrong, or null. */
  round(random: Random): Promise<string | null> | string | null;
  /** Looks at what all tries have left behind, and clears it away. @returns what is wrong, or null. */
  end(): Promise<string | null> | string | null;
}
