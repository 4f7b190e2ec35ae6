import { type Outcome, ok } from '../../preload/contract/errors.ts';
import type { Place } from '../../preload/contract/keyboard.ts';
import type { Handlers } from './router.ts';

/** What the routes of the desktop need. */
export interface DesktopServices {
  setPlace(place: Place): void;
  openMenu(): void;
  networkBack(): void;
  makeSupport(): Promise<{ readonly id: string; readonly text: string }>;
  saveSupport(id: string): Promise<Outcome<string | null>>;
}

type DesktopRoute = 'app.place' | 'menu.open' | 'network.back' | 'support.make' | 'support.save';

/** The handlers of what the page and the desktop tell each other. */
export function desktopHandlers(services: DesktopServices): Pick<Handlers, DesktopRoute> {
  return {
    'app.place': ({ place }) => {
      services.setPlace(place);
      return ok({});
    },
    'menu.open': () => {
      services.openMenu();
      return ok({});
    },
    'network.back': () => {
      services.networkBack();
      return ok({});
    },
    'support.make': async () => ok(await services.makeSupport()),
    'support.save': async ({ id }) => {
      const saved = await services.saveSupport(id);
      return saved.ok ? ok({ name: saved.value }) : saved;
    },
  };
}
