/** Puts the injected functions and the app's preload together into the two scripts of a window. */
import { createCodec } from '../codec.ts';
import { installBridge } from './bridge.ts';
import { installPreload } from './preload.ts';

/** The name of the isolated world, as Electron calls it. */
export const worldName = 'Electron Isolated Context';

export interface ScriptOptions {
  readonly secret: string;
  /** The name of the binding through which the isolated world reaches the host. */
  readonly binding: string;
  readonly preload: { readonly path: string; readonly source: string } | undefined;
  readonly processInfo: Readonly<Record<string, unknown>>;
  /** Report focus, position and size: in a window for a person they change without the app. */
  readonly reportWindow: boolean;
}

/** Preloads run in the main frame only, and never on Chromium's own error page. */
const guard = `if (window !== window.top || location.protocol === 'chrome-error:') return;`;

const titleReports = `
  const reportTitle = () => wire(JSON.stringify(['title', 0, '', document.title]));
  document.addEventListener('DOMContentLoaded', () => {
    if (document.title !== '') reportTitle();
    new MutationObserver(reportTitle).observe(document.head, { childList: true, characterData: true, subtree: true });
  });`;

const windowReports = `
  const report = () => wire(JSON.stringify(['window', document.hasFocus() ? 1 : 0, '', JSON.stringify(
    { x: screenX, y: screenY, width: outerWidth, height: outerHeight })]));
  for (const event of ['focus', 'blur', 'resize', 'load']) window.addEventListener(event, report);`;

/** What the person does, by Electron's names; what a script of the page pretends is no input. */
const inputReports = `
  const inputs = { pointerdown: 'mouseDown', pointerup: 'mouseUp', keydown: 'rawKeyDown', keyup: 'keyUp' };
  for (const [event, type] of Object.entries(inputs))
    window.addEventListener(
      event,
      ({ isTrusted }) => isTrusted && wire(JSON.stringify(['input', 0, '', type])),
      true,
    );`;

/** The script for the page's own world. */
export function pageScript({ secret }: ScriptOptions): string {
  return `(() => {
    ${guard}
    (${installBridge.toString()})(${JSON.stringify(secret)}, 'page', 'preload');
  })()\n//# sourceURL=browser-host-page.js`;
}

/** The script for the isolated world, with the app's preload inside. */
export function preloadScript(options: ScriptOptions): string {
  const { secret, binding, preload, processInfo, reportWindow } = options;
  return `(() => {
    ${guard}
    if (globalThis.__browserHostReceive) return;
    const wire = globalThis[${JSON.stringify(binding)}];
    const bridge = (${installBridge.toString()})(${JSON.stringify(secret)}, 'preload', 'page');
    const codec = (${createCodec.toString()})();
    const host = (${installPreload.toString()})(bridge, codec, wire, ${JSON.stringify(processInfo)});
    globalThis.__browserHostReceive = host.receive;
    wire('["hello",0,"",""]');
    ${titleReports}
    ${inputReports}
    ${reportWindow ? windowReports : ''}
    try {
      (function (exports, require, module, process, global) {\n${preload?.source ?? ''}\n}
      ).call({}, {}, host.require, { exports: {} }, host.process, globalThis);
    } catch (error) {
      wire(JSON.stringify(['preload-error', 0, '', String(error?.stack ?? error)]));
      throw error;
    }
  })()\n//# sourceURL=${preload?.path ?? 'browser-host-preload.js'}`;
}
