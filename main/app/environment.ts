import * as z from 'zod/mini';

/** What a developer or a test may set from outside, in unpackaged builds only. */
export interface Environment {
  /** A service on this machine instead of the real one. */
  readonly apiUrl: string | null;
  readonly apiKey: string | undefined;
  /** Multiplies every time that the service or the settle window takes. */
  readonly timeScale: number | null;
  /** Says where updates are published, in electron-updater's words. */
  readonly updates: string | null;
  /** Do the main job once with this picture, without a person, and quit. */
  readonly demo: string | null;
}

const NOTHING: Environment = { apiUrl: null, apiKey: undefined, timeScale: null, updates: null, demo: null };

const loopback = z.string().check(z.regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/));
const scale = z.number().check(z.gt(0), z.lte(1));

/**
 * @throws Error with plain words when a variable has a value that cannot be meant.
 */
export function readEnvironment(
  packaged: boolean,
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
): Environment {
  if (packaged) return NOTHING;
  const demo = argv.find((argument) => argument.startsWith('--demo='));
  const url = env['KINORA_API_URL'];
  if (url !== undefined && !loopback.safeParse(url).success)
    throw new Error('KINORA_API_URL must be http://127.0.0.1:PORT');
  const time = env['KINORA_TIME_SCALE'];
  const timeScale = time === undefined ? null : Number(time);
  if (timeScale !== null && !scale.safeParse(timeScale).success)
    throw new Error('KINORA_TIME_SCALE must be a number above 0 and at most 1');
  return {
    apiUrl: url ?? null,
    apiKey: env['KINORA_API_KEY'],
    timeScale,
    updates: env['KINORA_UPDATES'] ?? null,
    demo: demo === undefined ? null : demo.slice('--demo='.length),
  };
}
