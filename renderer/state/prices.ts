import { useEffect, useId } from 'react';
import { create } from 'zustand';
import type { Params } from '../../preload/contract/model.ts';
import type { MicroCents } from '../../preload/contract/money.ts';
import { ask } from '../bridge.ts';
import { useCore, type World, worldNow } from './core.ts';

/** One clip whose price may be asked: only its length and resolution matter. */
export interface Priced {
  readonly modelId: string;
  readonly params: Params;
}

interface Said {
  /** Null: the service did not say. */
  readonly price: MicroCents | null;
  readonly at: number;
}

/** What the service last said that clips cost, and the prices that the person has agreed to. */
export interface Prices {
  readonly said: ReadonlyMap<string, Said>;
  readonly agreed: ReadonlyMap<string, MicroCents>;
}

export const usePrices = create<Prices>()(() => ({ said: new Map(), agreed: new Map() }));

/** A moving slider is not asked about step by step. */
const PAUSE_MS = 300;
const FRESH_MS = 45_000;
/** After an answer that was none. */
const SILENT_MS = 15_000;

/** Prices belong to an account: another key or address may have its own. */
export function priceKey(world: World, { modelId, params }: Priced): string {
  const account = world.settings.practice ? 'practice' : `${world.settings.apiBase} ${world.account.last4}`;
  return [account, modelId, params['duration'], params['resolution']].join(' ');
}

/** What the service last said that one such clip costs; null where it has not said. */
export function saidPrice({ said }: Prices, world: World, priced: Priced): MicroCents | null {
  return said.get(priceKey(world, priced))?.price ?? null;
}

/** The person has agreed to this price of one such clip. */
export function agreeTo(priced: Priced, price: MicroCents): void {
  const world = worldNow();
  if (world)
    usePrices.setState(({ agreed }) => ({ agreed: new Map(agreed).set(priceKey(world, priced), price) }));
}

let turn: Promise<unknown> = Promise.resolve();

/** Asks now, after any question that is under way, and remembers the answer. */
export function askPrice({ modelId, params }: Priced): Promise<MicroCents | null> {
  const { duration, resolution } = params;
  const mine = turn.then(async () => {
    const world = worldNow();
    if (!world) return null;
    const key = priceKey(world, { modelId, params });
    const isPriced = duration !== undefined && resolution !== undefined;
    const answer = isPriced ? await ask('price.ask', { modelId, params: { duration, resolution } }) : null;
    const price = answer?.ok ? answer.value.price : null;
    usePrices.setState(({ said }) => ({ said: new Map(said).set(key, { price, at: Date.now() }) }));
    return price;
  });
  turn = mine;
  return mine;
}

/** What is on screen with a price, by who shows it. */
const shown = new Map<string, Priced>();
let timer: ReturnType<typeof setTimeout> | undefined;
let asking = false;

/** When a price is to be asked for again, in milliseconds since 1970. */
function dueAt(world: World, priced: Priced): number {
  const said = usePrices.getState().said.get(priceKey(world, priced));
  return said ? said.at + (said.price === null ? SILENT_MS : FRESH_MS) : 0;
}

/** Asks for what is on screen and not known, one after the other, and again when it grows old. */
async function askForShown(): Promise<void> {
  const world = worldNow();
  if (asking || !world || document.hidden) return;
  asking = true;
  const next = [...shown.values()].find((priced) => dueAt(world, priced) <= Date.now());
  if (next) await askPrice(next);
  asking = false;
  if (next) return askForShown();
  const known = [...shown.values()].filter(
    (priced) => saidPrice(usePrices.getState(), world, priced) !== null,
  );
  if (known.length > 0) askIn(Math.min(...known.map((priced) => dueAt(world, priced))) - Date.now());
}

function askIn(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void askForShown(), ms);
}

document.addEventListener('visibilitychange', () => askIn(PAUSE_MS));

/**
 * Asks what the service says that such clips cost, while they are on screen and the service can be reached; the
 * answers are in `usePrices`.
 */
export function useSaidPrices(priced: readonly Priced[]): void {
  const id = useId();
  const online = useCore((core) => core.world?.away === null);
  const keys = useCore((core) => {
    const { world } = core;
    return world ? priced.map((one) => priceKey(world, one)).join('\n') : '';
  });
  // The keys stand for all that matters of the clips.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!online || priced.length === 0) return;
    const ids = priced.map((one, at) => {
      shown.set(`${id} ${at}`, one);
      return `${id} ${at}`;
    });
    askIn(PAUSE_MS);
    return () => {
      for (const one of ids) shown.delete(one);
    };
  }, [id, keys, online]);
}

/** The same for one clip or none; what the service says is answered in micro-cents, null where it has not said. */
export function useSaidPrice(priced: Priced | null): MicroCents | null {
  useSaidPrices(priced ? [priced] : []);
  const key = useCore((core) => core.world && priced && priceKey(core.world, priced));
  return usePrices((prices) => (key === null ? null : (prices.said.get(key)?.price ?? null)));
}
