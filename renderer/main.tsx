import './trusted-types.ts';
import './style/tokens.css';
import './style/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startSync } from './state/sync.ts';
import { goToSetting } from './state/ui.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root');
// Main has loaded the page anew to speak the language that was chosen there.
if (window.location.hash === '#language') goToSetting('language');
// Before that there is nothing to show.
void startSync().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
