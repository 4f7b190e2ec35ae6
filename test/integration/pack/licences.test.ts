import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { licencesText, notesPackages } from '../../../scripts/lib/licences.mjs';

it('hands on the licence of what is in a bundle, and of nothing else', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-licences-'));
  const put = (file: string, text: string): void => {
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  };
  try {
    for (const name of ['used', '@some/used', 'unused']) {
      const licence = { name, version: '1.0.0', license: 'MIT', main: 'index.js', type: 'module' };
      put(`node_modules/${name}/package.json`, JSON.stringify(licence));
      put(`node_modules/${name}/index.js`, `export const value = '${name}';`);
      put(`node_modules/${name}/LICENSE`, `Terms of ${name}`);
    }
    put(
      'main.js',
      "import { value } from 'used'; import { value as b } from '@some/used'; console.log(value, b);",
    );
    const folders = new Set<string>();
    await build({
      configFile: false,
      root: folder,
      logLevel: 'silent',
      plugins: [notesPackages(folders)],
      build: { write: false, rolldownOptions: { input: path.join(folder, 'main.js') } },
    });
    const text = licencesText(folders);
    expect(text).toContain('used 1.0.0 (MIT)');
    expect(text).toContain('Terms of @some/used');
    expect(text).not.toContain('unused');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
