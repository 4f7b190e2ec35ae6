// A Vite plugin for development: each build leaves its number, and the page reloads when the number changes.
// It asks its own origin only, so it needs nothing from main and works under the app's strict CSP.

/** A script by name, since the app serves only the kinds of file it is made of; it is read as text. */
const NUMBER_FILE = 'dev-build.js';

/** Runs in the page. */
const CLIENT = `
let seen;
setInterval(async () => {
  try {
    const answer = await fetch('./${NUMBER_FILE}', { cache: 'no-store' });
    const build = await answer.text();
    if (!answer.ok) return;
    if (seen !== undefined && seen !== build) location.reload();
    seen = build;
  } catch {
    // The app is restarting; ask again.
  }
}, 500);
`;

/** @returns {import('vite').Plugin} */
export function reloadsItself() {
  return {
    name: 'kinora-reload',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'dev-reload.js', source: CLIENT });
      this.emitFile({ type: 'asset', fileName: NUMBER_FILE, source: `// ${Date.now()}` });
    },
    transformIndexHtml: (_html, context) =>
      // The two small windows of main's own come and go; only the page stays open.
      nameOf(context.filename) === 'index.html'
        ? [{ tag: 'script', attrs: { type: 'module', src: './dev-reload.js' }, injectTo: 'body' }]
        : [],
  };
}

/** @param {string} file */
const nameOf = (file) => file.split(/[\\/]/).at(-1);
