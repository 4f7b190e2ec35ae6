/** The app's own schemes. Chromium knows only http, so `app://bundle/x` is `http://bundle.app.localhost/x` to it. */

export type SchemeHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, SchemeHandler | undefined>();
const withCodeCache = new Set<string>();

/** Makes a scheme known; it has no handler yet. @param codeCache what is compiled of its scripts is kept. */
export function registerScheme(scheme: string, codeCache = false): void {
  handlers.set(scheme, undefined);
  if (codeCache) withCodeCache.add(scheme);
}

/** Whether what Chromium compiles of this scheme's scripts outlives it. */
export function keepsCode(scheme: string): boolean {
  return withCodeCache.has(scheme);
}

/** Whether the app registered this scheme as privileged. */
export function isRegistered(scheme: string): boolean {
  return handlers.has(scheme);
}

/** Sets or removes the function that answers for a scheme. */
export function setHandler(scheme: string, handler: SchemeHandler | undefined): void {
  handlers.set(scheme, handler);
}

/** The function that answers for a scheme. */
export function handlerOf(scheme: string): SchemeHandler | undefined {
  return handlers.get(scheme);
}

/** Forgets every scheme. */
export function resetSchemes(): void {
  handlers.clear();
  withCodeCache.clear();
}

/** The address that Chromium is given for one of the app's own addresses. */
export function toChromium(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url);
  const scheme = match?.[1]?.toLowerCase();
  if (!match || scheme === undefined || !isRegistered(scheme)) return url;
  return `http://${match[2]}.${scheme}.localhost${match[3]}`;
}

/** The app's own address for one that Chromium reports. */
export function fromChromium(url: string): string {
  const match = /^http:\/\/([a-z0-9-]+)\.([a-z][a-z0-9+-]*)\.localhost(?=[/?#]|$)/.exec(url);
  const scheme = match?.[2];
  if (!match || scheme === undefined || !isRegistered(scheme)) return url;
  return `${scheme}://${match[1]}${url.slice(match[0].length)}`;
}

/** The origin as Electron reports it: a registered scheme is a standard one, with a host. */
export function originOf(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(url);
  if (!match || match[1] === 'file') return match ? 'file://' : 'null';
  return match[0];
}

/** A Content-Security-Policy header with the app's schemes as Chromium knows them. */
export function policyForChromium(policy: string): string {
  return policy.replace(
    /(?<=[\s;]|^)([a-z][a-z0-9+.-]*):(?:\/\/([^\s;/]+))?(?=[\s;/]|$)/g,
    (source, scheme: string, host: string | undefined) =>
      isRegistered(scheme) ? `http://${host ?? '*'}.${scheme}.localhost` : source,
  );
}
