import { type Outcome, ok } from '../../preload/contract/errors.ts';
import type { Place } from '../../preload/contract/keyboard.ts';
import type { Handlers } from './router.ts';

/** What the routes of the desktop need. */
export interface DesktopServices {
  setPlace(place: Place): void;
  openMenu(): void;
  copiedPicture(): Promise<Outcome<Blob | null>>;
  networkBack(): void;
  makeSupport(): Promise<{ readonly id: string; readonly text: string }>;
  saveSupport(id: string): Promise<Outcome<string | null>>;
}

type DesktopRoute =
  | 'app.place'
  | 'clipboard.picture'
  | 'menu.open'
  | 'network.back'
  | 'support.make'
  | 'support.save';

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
    'clipboard.picture': async () => {
      const read = await services.copiedPicture();
      if (!read.ok) return read;
      const picture = read.value;
      if (!picture) return ok({ bytes: null, type: '' });
      return ok({ bytes: new Uint8Array(await picture.arrayBuffer()), type: picture.type });
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
