import * as z from 'zod/mini';
import { CONNECTION_FAULTS } from './faults/connection.ts';
import { FILE_FAULTS } from './faults/files.ts';
import { JOB_FAULTS } from './faults/jobs.ts';
import { REFUSAL_FAULTS } from './faults/refusals.ts';
import type { RouteName } from './routes.ts';

/** Every kind of fault. Those that contradict each other may meet one call: then the one that acts first wins. */
export const FAULT_KINDS = [...CONNECTION_FAULTS, ...REFUSAL_FAULTS, ...JOB_FAULTS, ...FILE_FAULTS] as const;

const [first, ...others] = FAULT_KINDS;
export const faultSchema = z.discriminatedUnion('kind', [first.schema, ...others.map((each) => each.schema)]);

/** One scripted fault. */
export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];

/** The route that a fault meets. */
export const routeOf = (fault: Fault): RouteName =>
  fault.route ?? FAULT_KINDS.find(({ kind }) => kind === fault.kind)?.route ?? 'submit';
