import './trusted-types.ts';
import './style/tokens.css';
import './style/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { useCore } from './state/core.ts';
import { keepForm } from './state/saved-form.ts';
import { startSync } from './state/sync.ts';
import { goToSetting } from './state/ui.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root');
// Main has loaded the page anew to speak the language that was chosen there.
if (window.location.hash === '#language') goToSetting('language');
/** The disk of a picture may have to wake up first: then the form comes later. In milliseconds. */
const FORM_MS = 200;

/** Settles when the form of the last time is back, or soon. It comes after what main knows, also where that took two tries. */
function bringFormBack(): Promise<unknown> {
  const begin = (): Promise<void> => keepForm().restored;
  if (useCore.getState().world !== null)
    return Promise.race([begin(), new Promise((late) => setTimeout(late, FORM_MS))]);
  const stop = useCore.subscribe(({ world }) => {
    if (world === null) return;
    stop();
    void begin();
  });
  return Promise.resolve();
}

// Before that there is nothing to show.
void startSync()
  .then(bringFormBack)
  .then(() =>
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
