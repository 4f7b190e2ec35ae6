import * as z from 'zod/mini';
import { gridSitting, statementSitting } from '../library.ts';
import type { Sitting } from './sittings.ts';

/** `sitting.ts <name> <places>`: measures once, in a process of its own. */
const SITTINGS: Readonly<Record<string, Sitting>> = { gridSitting, statementSitting };
const places = z.array(z.object({ folder: z.string(), indexPath: z.string() }));

const [name = '', known = ''] = process.argv.slice(2);
const sitting = SITTINGS[name];
if (!sitting) throw new Error(`no sitting ${name}`);
process.send?.(sitting(places.parse(JSON.parse(known))));
process.disconnect();
