import path from 'node:path';
import { expect, test } from 'vitest';
import { type ParseWorld, parseCommand, UsageError } from '../../../main/core/command/parse.ts';
import { commandRequest, type RequestOf } from '../../../main/core/command/request.ts';
import { commandIn } from '../../../main/core/command/verbs.ts';

const ID = '01999999-0000-7000-8000-000000000001';
const world: ParseWorld = {
  folder: path.resolve('/pictures'),
  read: (file) => (file === '-' ? '  from the pipe\n' : `from ${path.basename(file)}`),
  nextId: () => ID,
  account: null,
};

function parsed(line: string): ReturnType<typeof parseCommand> {
  const words = commandIn(line.split(' '));
  if (!words) throw new Error('no command');
  return parseCommand(words, world);
}

function request(line: string) {
  const { what } = parsed(line);
  if (what.verb !== 'ask') throw new Error(what.verb);
  return what.request;
}

function animation(line: string): RequestOf<'animate'> {
  const asked = request(line);
  if (asked.kind !== 'animate') throw new Error(asked.kind);
  return asked;
}

const complaint = (line: string): string => {
  try {
    parsed(line);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error('it is fine');
};

test('a start without a verb opens the window, also with files and switches', () => {
  expect(commandIn([])).toBeNull();
  expect(commandIn(['/pictures/animate.jpg'])).toBeNull();
  expect(commandIn(['/pictures/animate'])).toBeNull();
  expect(commandIn(['--user-data-dir=/x'])).toBeNull();
  expect(commandIn(['--user-data-dir=/x', 'status', '--json'])).toEqual([
    'status',
    '--user-data-dir=/x',
    '--json',
  ]);
  expect(commandIn(['--help'])).toEqual(['help']);
  for (const words of [
    ['--user-data', '/x', 'status', '--json'],
    ['--json', '--user-data', '/x', 'status'],
    ['--json', 'status', '--user-data', '/x'],
  ])
    expect(parsed(words.join(' '))).toMatchObject({ json: true, userData: path.resolve('/x') });
  expect(commandIn(['--model', 'wan-2.7', 'animate', 'a.jpg'])).toEqual([
    'animate',
    '--model',
    'wan-2.7',
    'a.jpg',
  ]);
  expect(commandIn(['--user-data', '/x'])).toBeNull();
  expect(commandIn(['photo.jpg', 'status'])).toBeNull();
});

test('every field of the model is an option, and paths begin where the person is', () => {
  const asked = animation(
    'animate a.jpg b.jpg --model wan-2.7 --prompt sea --duration 3 --resolution 720p --aspect-ratio 1:1 ' +
      '--shot-type multi --seed 7 --no-enable-prompt-expansion --negative-prompt text --images c.png --images d.png ' +
      '--start-frame e.png --max-cost 2.50 --wait --timeout 60 --variations 2 --name harbour --library clips',
  );
  expect(asked).toEqual({
    version: 1,
    kind: 'animate',
    account: null,
    clickId: ID,
    modelId: 'alibaba-plus/wan-2.7/reference-to-video',
    params: {
      prompt: 'sea',
      duration: 3,
      resolution: '720p',
      aspect_ratio: '1:1',
      shot_type: 'multi',
      seed: 7,
      enable_prompt_expansion: false,
      negative_prompt: 'text',
    },
    images: [path.resolve('/pictures/a.jpg'), path.resolve('/pictures/b.jpg')],
    references: [
      { field: 'image_urls', path: path.resolve('/pictures/c.png') },
      { field: 'image_urls', path: path.resolve('/pictures/d.png') },
      { field: 'start_frame_url', path: path.resolve('/pictures/e.png') },
    ],
    variations: 2,
    name: 'harbour',
    maxCost: 2_500_000,
    practice: false,
    library: path.resolve('/pictures/clips'),
    wait: true,
    timeoutMs: 60_000,
  });
});

test('nothing is spent without a stated ceiling, and practice spends nothing', () => {
  expect(complaint('animate a.jpg --model wan-2.7 --prompt sea')).toContain('--max-cost');
  expect(animation('animate a.jpg --model wan-2.7 --prompt sea --practice').maxCost).toBeNull();
  for (const amount of ['-1', '1e3', '2,50', '2.5000001', '', 'NaN', '0x10', '1_000'])
    expect(complaint(`animate a.jpg --model wan-2.7 --prompt sea --max-cost=${amount}`)).toContain(
      '--max-cost',
    );
  for (const [amount, microCents] of [
    ['2.5', 2_500_000],
    ['$3', 3_000_000],
    ['0.000001', 1],
    ['0.29', 290_000],
    ['999999999', 999_999_999_000_000],
  ] as const)
    expect(animation(`animate a.jpg --model wan-2.7 --prompt sea --max-cost=${amount}`).maxCost).toBe(
      microCents,
    );
});

test('an order that has an id of its own is the same order each time', () => {
  const most = 'animate a.jpg --model wan-2.7 --prompt sea --max-cost 1';
  const { clickId } = animation(`${most} --once shot-12`);
  expect(clickId).not.toBe(ID);
  expect(animation(`${most} --once=shot-12 --wait`).clickId).toBe(clickId);
  expect(animation(`${most} --once shot-13`).clickId).not.toBe(clickId);
  const practice = animation(`${most} --practice --once shot-12`).clickId;
  expect(practice).not.toBe(clickId);
  expect(animation(`${most} --once shot-12 --practice`).clickId).toBe(practice);
  for (const odd of ['', 'x'.repeat(201)]) expect(complaint(`${most} --once=${odd}`)).toContain('--once');
});

test('an order without a ceiling is none, whoever writes it', () => {
  const asked = animation('animate a.jpg --model wan-2.7 --prompt sea --max-cost 1');
  expect(commandRequest.safeParse(asked).success).toBe(true);
  expect(commandRequest.safeParse({ ...asked, maxCost: null }).success).toBe(false);
  expect(commandRequest.safeParse({ ...asked, maxCost: null, practice: true }).success).toBe(true);
});

test('what does not fit is said, with what would', () => {
  const most = 'animate a.jpg --prompt sea --max-cost 1';
  expect(complaint(most)).toContain('Say which model');
  expect(complaint(`${most} --model wan-9`)).toContain('There is no model "wan-9"');
  expect(complaint(`${most} --model wan-2.6-flash --seed 1`)).toBe('Wan 2.6 Flash has no --seed.');
  expect(complaint(`${most} --model wan-2.7 --resolution 4k`)).toBe(
    '--resolution takes 720p | 1080p, not "4k".',
  );
  expect(complaint(`${most} --model wan-2.7 --duration 99`)).toContain('2 to 10 seconds');
  expect(complaint(`${most} --model wan-2.7 --duration 3.5`)).toContain('2 to 10 seconds');
  expect(complaint(`${most} --model wan-2.7 --colour red`)).toBe("Unknown option '--colour'.");
  expect(complaint('animate --model wan-2.7 --prompt sea --max-cost 1')).toBe('Name at least one image.');
  expect(complaint('animate a.jpg --model wan-2.7 --max-cost 1')).toBe('--prompt is missing.');
  expect(complaint('status 12')).toBe('"12" is not the id of a job.');
  expect(complaint(`${most} --model wan-2.7 ${'x '.repeat(13_000)}`)).toContain('too long');
});

test('a prompt can come from a file or the standard input, and only once', () => {
  const most = 'animate a.jpg --model wan-2.7 --max-cost 1 --prompt-file';
  expect(animation(`${most} -`).params['prompt']).toBe('from the pipe');
  expect(animation(`${most} sea.txt`).params['prompt']).toBe('from sea.txt');
  expect(complaint(`${most} sea.txt --prompt sea`)).toContain('not both');
});

test('a price needs no image and no ceiling', () => {
  expect(request('price --model wan-2.7 --duration 2')).toMatchObject({ kind: 'price', clips: 1 });
  expect(request('animate a.jpg b.jpg --model wan-2.7 --variations 3 --dry-run')).toMatchObject({
    kind: 'price',
    clips: 6,
  });
});
