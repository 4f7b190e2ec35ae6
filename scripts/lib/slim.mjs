// A Vite plugin: leaves out what electron-store carries for options that Kinora never uses, a third of main's bundle:
// its JSON Schema validator (settings are checked by zod) and semver for its migrations (zod's defaults do that too).
// Should someone pass `schema` or `migrations`, the stand-in says so at once.

const say = (/** @type {string} */ what) => `
const refuse = () => {
  throw new Error('This build leaves ${what} out: check and migrate settings with zod, not with electron-store.');
};
`;

/** @type {ReadonlyMap<RegExp, string>} */
const STAND_INS = new Map([
  [
    /^(ajv\/dist\/2020\.js|ajv-formats)$/,
    `${say('ajv')}export class Ajv2020 { constructor() { refuse(); } }\nexport default { default() {} };`,
  ],
  [/^semver$/, `${say('semver')}export default new Proxy({}, { get: () => refuse });`],
]);
const PREFIX = '\0kinora-without-';

/** @returns {import('vite').Plugin} */
export function withoutUnusedOptions() {
  const sources = [...STAND_INS];
  return {
    name: 'kinora-without',
    enforce: 'pre',
    resolveId: (source, importer = '') => {
      // Others that carry the same packages use them.
      if (!/[\\/]node_modules[\\/](electron-store|conf|ajv-formats)[\\/]/.test(importer)) return undefined;
      const at = sources.findIndex(([name]) => name.test(source));
      return at === -1 ? undefined : PREFIX + at;
    },
    load: (id) => (id.startsWith(PREFIX) ? sources[Number(id.slice(PREFIX.length))]?.[1] : undefined),
  };
}
