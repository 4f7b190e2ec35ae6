// A Vite plugin: leaves out the JSON Schema validator that electron-store carries for an option Kinora never uses
// (settings are checked by zod), a third of main's bundle. Should someone pass `schema`, the stand-in says so at once.

const STAND_IN = `
export class Ajv2020 {
  constructor() {
    throw new Error('This build leaves ajv out: check settings with zod, not with electron-store\\'s schema.');
  }
}
export default { default() {} };
`;

const LEFT_OUT = /^(ajv\/dist\/2020\.js|ajv-formats)$/;
const ID = '\0kinora-no-ajv';

/** @returns {import('vite').Plugin} */
export function withoutSchemaValidator() {
  return {
    name: 'kinora-no-ajv',
    enforce: 'pre',
    resolveId: (source) => (LEFT_OUT.test(source) ? ID : undefined),
    load: (id) => (id === ID ? STAND_IN : undefined),
  };
}
