import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Presets } from '../../../main/app/form/presets.ts';
import type { PresetView } from '../../../preload/contract/schemas/form.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);
const open = (name = 'presets.json'): Presets =>
  new Presets({ file: at(name), now: () => 0, ids: { next: () => randomUUID() } });
const preset = (name: string): PresetView => ({
  id: randomUUID(),
  name,
  prompt: `${name}: slow push-in`,
  setting: { modelId: 'a/b/c', params: { duration: 5, resolution: '720p' } },
});
const namesOf = (presets: Presets): string[] => presets.all().map(({ name }) => name);

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kinora-presets-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('presets', () => {
  it('are there after a restart, in their order, renamed and brought back at their place', async () => {
    const presets = open();
    const [one, two, three] = [preset('one'), preset('two'), preset('three')];
    for (const each of [one, two, three]) expect(await presets.put(each, null)).toMatchObject({ ok: true });
    await presets.remove(two.id);
    await presets.put({ ...three, name: 'drei' }, null);
    expect(namesOf(open())).toEqual(['one', 'drei']);
    await presets.put(two, 1);
    expect(namesOf(open())).toEqual(['one', 'two', 'drei']);
  });

  it('go into a file and come out of it elsewhere, each only once', async () => {
    const presets = open();
    await presets.put(preset('one'), null);
    await presets.put(preset('two'), null);
    expect(await presets.export(at('shared.json'))).toMatchObject({ ok: true });
    const other = open('other.json');
    const first = await other.import(at('shared.json'), 'shared.json');
    expect(first).toEqual({ ok: true, value: { added: 2, known: 0 } });
    const again = await other.import(at('shared.json'), 'shared.json');
    expect(again).toEqual({ ok: true, value: { added: 0, known: 2 } });
    expect(namesOf(open('other.json'))).toEqual(['one', 'two']);
    expect(other.all()[0]?.id).not.toBe(presets.all()[0]?.id);
  });

  it('that cannot be read are set aside, never overwritten', async () => {
    fs.writeFileSync(at('presets.json'), '{"kind":"kinora-presets","schema":1,"presets":[{"na');
    const presets = open();
    expect(presets.all()).toEqual([]);
    expect([presets.tellSetAside(), presets.tellSetAside()]).toEqual([true, false]);
    await presets.put(preset('new'), null);
    expect(fs.readdirSync(folder).filter((name) => name.includes('corrupt'))).toHaveLength(1);
    expect(namesOf(open())).toEqual(['new']);
  });

  const whole = (presets: unknown, schema: unknown = 1): string =>
    JSON.stringify({ kind: 'kinora-presets', schema, presets });
  const hostile: readonly (readonly [what: string, content: string | Buffer, code: string])[] = [
    ['nothing', '', 'not-presets'],
    ['words', 'Dear Kinora', 'not-presets'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0xc3]), 'not-presets'],
    ['half a file', whole([preset('one')]).slice(0, -9), 'not-presets'],
    ['another JSON', '{"presets":[]}', 'not-presets'],
    ['a list', '[]', 'not-presets'],
    ['null', 'null', 'not-presets'],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'not-presets'],
    [
      'a preset without anything in it',
      whole([{ ...preset('x'), prompt: null, setting: null }]),
      'not-presets',
    ],
    ['a name too long', whole([preset('x'.repeat(101))]), 'not-presets'],
    ['no name', whole([{ ...preset('x'), name: '' }]), 'not-presets'],
    ['a prompt too long', whole([{ ...preset('x'), prompt: 'x'.repeat(5001) }]), 'not-presets'],
    [
      'a parameter that is code',
      whole([{ ...preset('x'), setting: { modelId: 'm', params: { x: {} } } }]),
      'not-presets',
    ],
    [
      'a key of the prototype',
      whole([]).replace('[]', '[{"id":"x","__proto__":{"name":"x"},"prompt":"x","setting":null}]'),
      'not-presets',
    ],
    ['more than there can be', whole(Array.from({ length: 501 }, (_, n) => preset(`p${n}`))), 'not-presets'],
    ['a file too large', whole([preset('one')]) + ' '.repeat(5_000_000), 'not-presets'],
    ['a later schema', whole([{ shape: 'unknown' }], 2), 'presets-newer'],
  ];
  it.each(hostile)('%s is refused and changes nothing', async (_what, content, code) => {
    const presets = open();
    await presets.put(preset('mine'), null);
    fs.writeFileSync(at('given.json'), content);
    const answer = await presets.import(at('given.json'), 'given.json');
    expect(answer).toMatchObject({ ok: false, error: { code, facts: { name: 'given.json' } } });
    expect(namesOf(open())).toEqual(['mine']);
    expect(({} as { name?: string }).name).toBeUndefined();
  });

  it('a folder and a file that is gone are refused', async () => {
    for (const file of [folder, at('gone.json')])
      expect(await open().import(file, 'x')).toMatchObject({ ok: false, error: { code: 'not-presets' } });
  });

  it('more than there can be together are refused whole', async () => {
    const presets = open();
    fs.writeFileSync(at('a.json'), whole(Array.from({ length: 400 }, (_, n) => preset(`a${n}`))));
    fs.writeFileSync(at('b.json'), whole(Array.from({ length: 400 }, (_, n) => preset(`b${n}`))));
    expect(await presets.import(at('a.json'), 'a.json')).toMatchObject({ ok: true });
    expect(await presets.import(at('b.json'), 'b.json')).toMatchObject({
      ok: false,
      error: { code: 'too-many-presets' },
    });
    expect(presets.all()).toHaveLength(400);
  });
});
