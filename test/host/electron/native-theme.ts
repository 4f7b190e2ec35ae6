/** nativeTheme: the app's choice is emulated in every page; without one, the pages follow the system. */
import { host } from '../state.ts';
import { StrictEmitter, strict } from '../strict.ts';

type ThemeSource = 'system' | 'light' | 'dark';

class NativeTheme extends StrictEmitter {
  #source: ThemeSource = 'system';
  shouldUseHighContrastColors = false;
  shouldUseInvertedColorScheme = false;
  shouldDifferentiateWithoutColor = false;
  prefersReducedTransparency = false;
  inForcedColorsMode = false;

  get themeSource(): ThemeSource {
    return this.#source;
  }

  set themeSource(source: ThemeSource) {
    if (!['system', 'light', 'dark'].includes(source))
      throw new TypeError(`'${source}' is not a theme source`);
    this.#source = source;
    host.signals.emit('theme-changed');
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.shouldUseDarkColors;
  }
}

const theme = new NativeTheme('nativeTheme', ['updated']);

export const nativeTheme = strict('nativeTheme', theme);

/** What a page's `prefers-color-scheme` is set to; undefined leaves it to the system. */
export function currentColorScheme(): 'light' | 'dark' | undefined {
  return theme.themeSource === 'system' ? undefined : theme.themeSource;
}
