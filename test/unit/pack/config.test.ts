import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readHeader } from '../../../main/core/intake/header.ts';
import { icnsFile, icoFile } from '../../../scripts/lib/icon-files.mjs';
import { publishArgs } from '../../../scripts/lib/publish-to.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): Buffer => readFileSync(path.join(root, file));

const targets = z.object({
  icon: z.string(),
  target: z.array(z.object({ target: z.string(), arch: z.string() })),
});
const config = z
  .object({
    publish: z.null(),
    asar: z.literal(true),
    fileAssociations: z.array(
      z.object({
        ext: z.union([z.string(), z.array(z.string())]),
        mimeType: z.string(),
        role: z.literal('Viewer'),
        rank: z.literal('Alternate'),
      }),
    ),
    mac: z.extend(targets, {
      hardenedRuntime: z.literal(true),
      entitlements: z.string(),
      notarize: z.literal(true),
    }),
    win: targets,
    linux: targets,
  })
  .parse(load(read('electron-builder.yml').toString('utf8')));

const made = ({ target }: z.output<typeof targets>): string[] =>
  target.map((one) => `${one.target} ${one.arch}`);

describe('how Kinora is packaged', () => {
  it('makes every kind of installer', () => {
    expect(made(config.mac)).toEqual(['dmg universal', 'zip universal']);
    expect(made(config.win)).toEqual(['nsis x64', 'portable x64']);
    expect(made(config.linux)).toEqual(['AppImage x64', 'deb x64', 'rpm x64']);
  });

  it('has the files that it names', () => {
    for (const file of [config.mac.icon, config.mac.entitlements, config.win.icon, config.linux.icon])
      expect(existsSync(path.join(root, file)), file).toBe(true);
  });

  it('opens the images that the picker of the page offers', () => {
    const picker = read('renderer/features/animate/picker.tsx').toString('utf8');
    const offered = [...picker.matchAll(/,\.(\w+)/g)].map(([, ending]) => ending);
    const opened = config.fileAssociations.flatMap(({ ext }) => ext);
    expect(offered.length).toBeGreaterThan(5);
    expect(opened.sort()).toEqual(offered.sort());
    const types = config.fileAssociations.map(({ mimeType }) => mimeType);
    for (const type of types) expect(picker).toContain(type);
  });
});

describe('the icons', () => {
  it.each([16, 24, 32, 48, 64, 128, 256, 512])('are drawn at %i pixels', (size) => {
    expect(readHeader(read(`assets/icons/${size}x${size}.png`))).toMatchObject({
      width: size,
      height: size,
    });
  });

  it('are in an .ico as Windows reads it', () => {
    const ico = read('assets/icons/icon.ico');
    const count = ico.readUInt16LE(4);
    const sides = Array.from({ length: count }, (_, index) => {
      const at = 6 + index * 16;
      const offset = ico.readUInt32LE(at + 12);
      const picture = ico.subarray(offset, offset + ico.readUInt32LE(at + 8));
      expect(readHeader(picture)).toMatchObject({ format: 'png', width: ico.readUInt8(at) || 256 });
      return ico.readUInt8(at) || 256;
    });
    expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
    expect(sides).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('are in an .icns as macOS reads it', () => {
    const icns = read('assets/icons/icon.icns');
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const sides: number[] = [];
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      const header = readHeader(icns.subarray(at + 8));
      sides.push(header?.format === 'png' ? header.width : 0);
    }
    expect(sides).toEqual([16, 32, 32, 64, 128, 256, 256, 512, 512, 1024]);
  });

  it('need a drawing of every size', () => {
    expect(() => icoFile(new Map(), [16])).toThrow('16 pixels');
    expect(() => icnsFile(new Map())).toThrow('16 pixels');
  });
});

describe('where updates are published', () => {
  it('is the releases of a repository or a folder on the web', () => {
    expect(publishArgs('github:kinora/kinora')).toEqual([
      '-c.forceCodeSigning=true',
      '-c.publish.provider=github',
      '-c.publish.owner=kinora',
      '-c.publish.repo=kinora',
    ]);
    expect(publishArgs('https://example.org/kinora')).toContain('-c.publish.url=https://example.org/kinora');
  });

  it.each([
    '',
    'http://example.org',
    'https://me:secret@example.org',
    'github:kinora',
    'https://example.org/?key=1',
  ])('is never "%s"', (text) => expect(() => publishArgs(text)).toThrow('--publish-to'));
});
