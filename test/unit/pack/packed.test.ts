import { describe, expect, it } from 'vitest';
import { FUSES, fileProblems, fuseProblems, SENTINEL } from '../../../scripts/lib/packed.mjs';
import { pinnedElectron } from '../../../scripts/lib/packer.mjs';

const wire = (states: string, version = 1): Buffer =>
  Buffer.concat([Buffer.from(SENTINEL), Buffer.from([version, states.length]), Buffer.from(states)]);
const OURS = '010011000';

describe('the fuses of an executable', () => {
  it('are right, whatever stands around them', () => {
    expect(fuseProblems(Buffer.concat([Buffer.alloc(99, 7), wire(OURS), Buffer.alloc(9)]))).toEqual([]);
  });

  it.each(FUSES.map(([name, on], index) => [name, on, index] as const))(
    '%s is noticed when it is wrong',
    (name, on, index) => {
      const states = [...OURS]
        .map((state, at) => (at === index ? String(1 - Number(state)) : state))
        .join('');
      expect(fuseProblems(wire(states))).toEqual([`Fuse ${name} is not ${on ? 'on' : 'off'}.`]);
    },
  );

  it('are looked at in both halves of a universal executable', () => {
    const problems = fuseProblems(Buffer.concat([wire(OURS), Buffer.alloc(50), wire(`1${OURS.slice(1)}`)]));
    expect(problems).toEqual(['Fuse runAsNode is not off.']);
  });

  it('are never taken for right when they cannot be read', () => {
    expect(fuseProblems(Buffer.alloc(100))).toHaveLength(1);
    expect(fuseProblems(wire(OURS.slice(0, 7)))).toEqual([
      'Fuse grantFileProtocolExtraPrivileges is not off.',
    ]);
    expect(fuseProblems(wire(OURS, 2))).toHaveLength(1);
    expect(fuseProblems(wire(`r${OURS.slice(1)}`))).toEqual(['Fuse runAsNode is not off.']);
  });
});

describe('the files of a package', () => {
  const ours = [
    'package.json',
    'dist/main/index.js',
    'dist/main/lazy-start.js',
    'dist/main/command.js',
    'dist/main/fill-worker.js',
    'dist/preload/index.cjs',
    'dist/renderer/index.html',
  ];

  it('are our bundles', () => {
    const more = [
      'dist/main/lazy-updates.js',
      'dist/renderer/de/index.html',
      'dist/renderer/de/assets/index-C4-QkxUn.js',
      'dist/renderer/assets/index-C4-QkxUn.js',
    ];
    expect(fileProblems([...ours, ...more])).toEqual([]);
  });

  it.each([
    'node_modules/zod/index.js',
    'dist/node_modules/zod/index.js',
    'dist/main/index.js.map',
    'dist/main/service.js',
    'dist/renderer/assets/deep/index.js',
    'dist/renderer/assets/notes.txt',
    'main/index.ts',
    '.env',
  ])('%s is foreign', (file) => {
    expect(fileProblems([...ours, file])).toEqual([`${file} does not belong into the package.`]);
  });

  it('are all there', () => {
    expect(fileProblems(ours.slice(1))).toEqual(['package.json is missing.']);
  });
});

describe('the version of Electron that is shipped', () => {
  it('is the pinned one', () => {
    expect(pinnedElectron('{"devDependencies":{"electron":"45.4.1"}}')).toBe('45.4.1');
    expect(() => pinnedElectron('{"devDependencies":{"electron":"^45.4.1"}}')).toThrow('pin');
  });
});
