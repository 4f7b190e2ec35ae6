import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Model, Params, ParamValue } from '../../../preload/contract/model.ts';
import type { MicroCents } from '../../../preload/contract/money.ts';
import { ID } from '../../../preload/contract/vocabulary.ts';
import { checkParams, MODELS } from '../catalogue/catalogue.ts';
import { parseDollars } from './dollars.ts';
import { modelNamed, optionFields, optionOf, paramOf, sourceField, takes } from './fields.ts';
import { clickOf } from './once.ts';
import { type CommandRequest, commandRequest } from './request.ts';
import type { Verb } from './verbs.ts';

/** A command that makes no sense; its message is for the person. */
export class UsageError extends Error {}

export interface ParseWorld {
  /** Relative paths start here. */
  readonly folder: string;
  /** Reads a text file; `-` is the standard input. Throws what the system says. */
  readonly read: (file: string) => string;
  readonly nextId: () => string;
  /** The account of a key that was given from outside. */
  readonly account: string | null;
}

export interface ParsedCommand {
  readonly json: boolean;
  /** Absolute; null: Kinora's usual folder. */
  readonly userData: string | null;
  readonly what:
    | { readonly verb: 'models' | 'version' }
    | { readonly verb: 'help' }
    | { readonly verb: 'ask'; readonly request: CommandRequest };
}

/** Every system takes as much; what hands a command over to an app that runs takes no more than 32 KiB. */
const MAX_WORDS_BYTES = 24 * 1024;
const MAX_ONCE = 200;
/** What Electron and Chromium are told on the same command line. */
const NOT_OURS =
  /^--(user-data-dir|no-sandbox|remote-debugging-(port|pipe)|inspect(-\w+)?|ozone-platform|headless|disable-gpu)(=|$)/;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const COMMON = { json: flag, help: flag, 'user-data': text } as const;
const STAY = { wait: flag, timeout: text } as const;
const MAKING = {
  model: text,
  'prompt-file': text,
  practice: flag,
  variations: text,
  'max-cost': text,
  'dry-run': flag,
  library: text,
  name: text,
  once: text,
} as const;

type Given = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/**
 * The command that these words are.
 * @throws UsageError
 */
export function parseCommand(
  [verb, ...words]: readonly [Verb, ...string[]],
  world: ParseWorld,
): ParsedCommand {
  if (Buffer.byteLength(words.join(' ')) > MAX_WORDS_BYTES)
    throw new UsageError('That is too long for one command. Name fewer images, or use --prompt-file.');
  const { values, positionals } = split(
    verb,
    words.filter((word) => !NOT_OURS.test(word)),
  );
  const common = {
    json: values['json'] === true,
    userData:
      typeof values['user-data'] === 'string' ? path.resolve(world.folder, values['user-data']) : null,
  };
  if (verb === 'help' || values['help'] === true) return { ...common, what: { verb: 'help' } };
  if (verb === 'models' || verb === 'version') return { ...common, what: { verb } };
  const asked =
    verb === 'status' ? status(values, positionals, world) : making(verb, values, positionals, world);
  const request = commandRequest.safeParse(asked);
  if (!request.success) {
    const [issue] = request.error.issues;
    throw new UsageError(`${issue?.path.join('.') ?? 'The command'}: ${issue?.message ?? 'does not fit'}.`);
  }
  return { ...common, what: { verb: 'ask', request: request.data } };
}

function split(verb: Verb, words: readonly string[]): { values: Given; positionals: string[] } {
  const making = verb === 'animate' || verb === 'price';
  const options = {
    ...COMMON,
    ...(making && { ...MAKING, ...fieldOptions() }),
    ...((verb === 'animate' || verb === 'status') && STAY),
  };
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UsageError(`${first.replace(/\.$/, '')}.`);
  }
}

/** Options for every field that any model has. */
function fieldOptions() {
  const entries = MODELS.flatMap(optionFields).map((field) => {
    const { type } = field.kind;
    const option = type === 'boolean' ? flag : type === 'media' ? { ...text, multiple: true } : text;
    return [optionOf(field), option] as const;
  });
  return Object.fromEntries(entries);
}

function status(values: Given, jobs: readonly string[], { account }: ParseWorld) {
  const odd = jobs.find((job) => !ID.test(job));
  if (odd !== undefined) throw new UsageError(`"${odd}" is not the id of a job.`);
  return { version: 1, kind: 'status', account, jobs, ...stay(values) };
}

const stay = (values: Given) => ({
  wait: values['wait'] === true,
  timeoutMs: values['timeout'] === undefined ? null : whole(values, 'timeout', 0, 1_000_000) * 1000,
});

/** @throws UsageError when an option is not a whole number between these. */
function whole(values: Given, option: string, min: number, max: number): number {
  const given = String(values[option]);
  const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`--${option} takes a whole number from ${min} to ${max}.`);
}

function making(verb: 'animate' | 'price', values: Given, images: readonly string[], world: ParseWorld) {
  const model = modelOf(values);
  const { params, references } = fields(model, values, world);
  const practice = values['practice'] === true;
  const variations = values['variations'] === undefined ? 1 : whole(values, 'variations', 1, 10);
  const clips = Math.max(1, images.length) * variations;
  const { account, folder } = world;
  const common = { version: 1, account, modelId: model.id, params, practice };
  const isDry = verb === 'price' || values['dry-run'] === true;
  if (isDry) return { ...common, kind: 'price', clips };
  if (images.length === 0) throw new UsageError('Name at least one image.');
  const source = sourceField(model)?.key ?? 'image_url';
  const checked = checkParams(model, params, [{ field: source }, ...references]);
  // Every value that is there fits, so one is missing.
  if (!checked.ok)
    throw new UsageError(`--${optionOf({ key: String(checked.error.facts?.['field']) })} is missing.`);
  return {
    ...common,
    ...stay(values),
    kind: 'animate',
    clickId: once(values, practice) ?? world.nextId(),
    images: images.map((image) => path.resolve(folder, image)),
    references,
    variations,
    name: one(values, 'name') ?? '',
    maxCost: ceiling(values, practice),
    library: one(values, 'library') === undefined ? null : path.resolve(folder, one(values, 'library') ?? ''),
  };
}

function one(values: Given, option: string): string | undefined {
  const value = values[option];
  return typeof value === 'string' ? value : undefined;
}

function modelOf(values: Given): Model {
  const name = one(values, 'model');
  const all = MODELS.map(({ id }) => id).join(', ');
  if (name === undefined) throw new UsageError(`Say which model with --model: ${all}.`);
  const model = modelNamed(name);
  if (model === null) throw new UsageError(`There is no model "${name}". There are: ${all}.`);
  return model;
}

/** What the person calls this order, so that it is made once. */
function once(values: Given, practice: boolean): string | null {
  const given = one(values, 'once');
  if (given === undefined) return null;
  if (given.trim() === '' || given.length > MAX_ONCE)
    throw new UsageError(`--once takes 1 to ${MAX_ONCE} characters, such as the name of the shot.`);
  return clickOf(given, practice);
}

/** Nothing is spent without a stated ceiling. */
function ceiling(values: Given, practice: boolean): MicroCents | null {
  const given = one(values, 'max-cost');
  if (given === undefined && practice) return null;
  if (given === undefined)
    throw new UsageError('Say the most that it may cost with --max-cost, such as --max-cost 2.50.');
  const amount = parseDollars(given);
  if (amount === null) throw new UsageError(`--max-cost takes dollars, such as 2.50, not "${given}".`);
  return amount;
}

function fields(
  model: Model,
  values: Given,
  world: ParseWorld,
): { params: Params; references: { field: string; path: string }[] } {
  const own = optionFields(model);
  const every = new Set(MODELS.flatMap(optionFields).map(optionOf));
  const params: Record<string, ParamValue> = {};
  const references: { field: string; path: string }[] = [];
  for (const [option, given] of Object.entries(withPrompt(values, world))) {
    if (!every.has(option) || given === undefined) continue;
    const field = own.find((each) => optionOf(each) === option);
    if (!field) throw new UsageError(`${model.name} has no --${option}.`);
    if (typeof given === 'object')
      for (const file of given)
        references.push({ field: field.key, path: path.resolve(world.folder, String(file)) });
    else {
      const value = paramOf(field, given);
      if (value === undefined) throw new UsageError(`--${option} takes ${takes(field)}, not "${given}".`);
      params[field.key] = value;
    }
  }
  return { params, references };
}

/** The values with the prompt out of its file, where it lies in one. */
function withPrompt(values: Given, { folder, read }: ParseWorld): Given {
  const file = one(values, 'prompt-file');
  if (file === undefined) return values;
  if (values['prompt'] !== undefined) throw new UsageError('Give --prompt or --prompt-file, not both.');
  try {
    return { ...values, prompt: read(file === '-' ? file : path.resolve(folder, file)).trim() };
  } catch (error) {
    throw new UsageError(`--prompt-file: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
