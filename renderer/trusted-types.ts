/**
 * The policy asks for trusted types: no text becomes markup or code anywhere in the page. The only addresses that
 * become scripts are the app's own workers, which the bundler puts into `assets`; anything else throws.
 */
const ASSETS = new URL('./assets/', document.baseURI).href;

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null }): void;
}
declare const trustedTypes: Policies;

trustedTypes.createPolicy('default', {
  createScriptURL: (address) =>
    address.startsWith(ASSETS) && /^[\w.-]+\.js$/.test(address.slice(ASSETS.length)) ? address : null,
});
