import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import { ZERO } from '../../preload/contract/money.ts';
import type { AccountView, PeriodView } from '../../preload/contract/schemas/views.ts';
import type { PeriodMoney } from '../core/store/ledger-table.ts';
import type { Handlers } from './router.ts';

/** What the routes of the keys need. A key is named by its account's id; null stands for a further one. */
export interface KeyServices {
  account(): AccountView;
  pasteKey(replace: string | null): Promise<Outcome<null>>;
  typeKey(replace: string | null): void;
  testKey(id: string): Promise<unknown>;
  useKey(id: string): Outcome<null>;
  renameKey(id: string, name: string): void;
  removeKey(id: string): void;
  restoreKey(id: string): Outcome<null>;
}

type KeyRoute = Extract<keyof Handlers, `key.${string}`>;

/** The handlers of the keys: each answers what is known of all keys after it. */
export function keyHandlers(services: KeyServices): Pick<Handlers, KeyRoute> {
  const after = (outcome: Outcome<unknown>): Outcome<AccountView> =>
    outcome.ok ? ok(services.account()) : outcome;
  const known = (id: string, act: () => void): Outcome<AccountView> => {
    if (!services.account().keys.some((key) => key.id === id)) return fail('no-key');
    act();
    return ok(services.account());
  };
  return {
    'key.paste': async ({ replace }) => after(await services.pasteKey(replace)),
    'key.type': ({ replace }) => {
      services.typeKey(replace);
      return ok({});
    },
    'key.test': async ({ id }) => {
      await services.testKey(id);
      return ok(services.account());
    },
    'key.use': ({ id }) => after(services.useKey(id)),
    'key.rename': ({ id, name }) => known(id, () => services.renameKey(id, name)),
    'key.remove': ({ id }) => known(id, () => services.removeKey(id)),
    'key.restore': ({ id }) => after(services.restoreKey(id)),
  };
}

/** What the routes of the spending need. */
export interface SpendingServices {
  spentBy(period: 'day' | 'month'): readonly PeriodMoney[];
  /** Writes all of it where the person wants it, and answers the file's name; null when they did not. */
  exportSpending(): Promise<Outcome<string | null>>;
}

/** The handlers of the spending. Estimates are no spending: a period that has nothing else is left out. */
export function spendingHandlers(
  services: SpendingServices,
): Pick<Handlers, 'spend.periods' | 'spend.export'> {
  const periods = (period: 'day' | 'month'): PeriodView[] =>
    services
      .spentBy(period)
      .filter(({ charged, refunded }) => charged !== null || refunded > 0)
      .map(({ period: name, clips, charged, refunded }) => ({
        period: name,
        clips,
        charged: charged ?? ZERO,
        refunded,
      }));
  return {
    'spend.periods': () => ok({ months: periods('month'), days: periods('day') }),
    'spend.export': async () => {
      const name = await services.exportSpending();
      return name.ok ? ok({ name: name.value }) : name;
    },
  };
}
