import path from 'node:path';
import { bundleClient } from '../rig/bundle.ts';
import type { Program } from '../rig/life.ts';
import { scratchFolder } from '../rig/scratch.ts';

/** The real client, bundled, and a folder for runs; to be removed afterwards. */
export async function prepare(): Promise<{ program: Program; scratch: string; remove: () => void }> {
  const { dir, remove } = scratchFolder();
  const bundle = await bundleClient('kinora', path.join(dir, 'bundle'));
  const program = { node: process.execPath, bundle, cache: path.join(dir, 'cache') };
  return { program, scratch: dir, remove };
}
