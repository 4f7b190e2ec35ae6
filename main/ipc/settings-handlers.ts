import { fail, type Outcome, ok } from '../../preload/contract/errors.ts';
import type { AccountView } from '../../preload/contract/schemas/views.ts';
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
  restoreKey(): Outcome<null>;
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
    'key.restore': () => after(services.restoreKey()),
  };
}
