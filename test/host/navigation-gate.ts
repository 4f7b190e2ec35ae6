/** Holds every document request until the app has been asked, as Electron's will-navigate events do. */
import type { Protocol, Session } from './cdp.ts';
import type { NavigationRequest } from './page.ts';

export class NavigationGate {
  /** The main process itself is loading the main frame, about which Electron asks nobody. */
  #own = false;

  /** Announces a load of the main process; the returned function ends it. */
  begin(): () => void {
    this.#own = true;
    return () => this.finish();
  }

  finish(): void {
    this.#own = false;
  }

  /** Lets one held request go on, or stops it. */
  async decide(
    session: Session,
    { requestId }: Protocol.Fetch.requestPausedPayload,
    request: NavigationRequest,
    mayNavigate: (request: NavigationRequest) => boolean,
  ): Promise<void> {
    const isOwn = request.isMainFrame && this.#own && !request.isRedirect;
    if (isOwn) this.finish();
    const allowed = isOwn || mayNavigate(request);
    await (allowed
      ? session.send('Fetch.continueRequest', { requestId })
      : session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
    ).catch(() => undefined); // the frame may be gone by now
  }
}
