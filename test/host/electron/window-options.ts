/** Reads the options of a window, and refuses those that would need another kind of page. */
import { notEmulated } from '../strict.ts';

export interface WindowOptions {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly show?: boolean;
  readonly title?: string;
  readonly backgroundColor?: string;
  readonly webPreferences?: Readonly<Record<string, unknown>>;
}

export interface PagePreferences {
  readonly preload: string | undefined;
  readonly additionalArguments: readonly string[];
  readonly backgroundThrottling: boolean;
}

/** Values that describe the only kind of page there is here. */
const required: Readonly<Record<string, unknown>> = {
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  plugins: false,
  webviewTag: false,
};

/** Preferences that change nothing a spec could see. */
const harmless = new Set(
  (
    'preload additionalArguments backgroundThrottling spellcheck devTools navigateOnDragDrop safeDialogs images ' +
    'disableDialogs disableBlinkFeatures enableWebSQL defaultEncoding javascript webgl textAreasAreResizable ' +
    'autoplayPolicy scrollBounce'
  ).split(' '),
);

/** The part of `webPreferences` that a page needs. */
export function readPreferences(preferences: Readonly<Record<string, unknown>>): PagePreferences {
  for (const [name, value] of Object.entries(preferences)) {
    if (value === undefined || harmless.has(name)) continue;
    if (!(name in required)) throw notEmulated(`webPreferences.${name}`);
    if (value !== required[name]) throw notEmulated(`webPreferences.${name}: ${String(value)}`);
  }
  const { preload, additionalArguments, backgroundThrottling } = preferences;
  return {
    preload: typeof preload === 'string' ? preload : undefined,
    additionalArguments: Array.isArray(additionalArguments) ? additionalArguments.map(String) : [],
    backgroundThrottling: backgroundThrottling !== false,
  };
}
