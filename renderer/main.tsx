import './style/tokens.css';
import './style/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startSync } from './state/sync.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root');
startSync();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
