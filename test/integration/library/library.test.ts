import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ClipPage } from '../../../main/core/library/clip-index.ts';
import type { ClipRecord, NewClip } from '../../../main/core/library/clip-record.ts';
import { type Library, openLibrary } from '../../../main/core/library/library.ts';
import { systemClock, uuidv7 } from '../../../main/core/system.ts';
import type { Outcome } from '../../../preload/contract/errors.ts';
import { EVERY_CLIP } from '../../../preload/contract/every-clip.ts';
import { newClip, openAt } from './new-clip.ts';

let root = '';
let folder = '';
let index = '';
let library: Library;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'kinora-lib-'));
  folder = path.join(root, 'Kinora');
  index = path.join(root, 'library.db');
  library = openAt(folder);
});
afterEach(() => {
  library.close();
  rmSync(root, { recursive: true, force: true });
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}
const reopen = () => {
  library.close();
  library = openAt(folder);
};
const visible = () =>
  readdirSync(folder)
    .filter((name) => name !== '.kinora')
    .sort();
const incoming = () => readdirSync(library.folders.incoming).sort();
const add = async (more: Parameters<typeof newClip>[1] = {}): Promise<ClipRecord> => {
  const record = value(await library.publish(newClip(library.folders.incoming, more)));
  value(await library.indexClip(record));
  return record;
};
const names = (search = '') =>
  value(library.page({ cursor: null, limit: 200, query: { ...EVERY_CLIP, search } })).clips.map(
    (clip) => clip.name,
  );
/** As they were published: without their places in the index. */
const all = () =>
  value(library.page({ cursor: null, limit: 200, query: EVERY_CLIP })).clips.map(
    ({ place: _, ...clip }) => clip,
  );

describe('publishing', () => {
  test('file, sidecar and row say the same', async () => {
    const clip = newClip(library.folders.incoming);
    const bytes = readFileSync(clip.partPath);
    const record = value(await library.publish(clip));
    expect(visible()).toEqual(['harbour-dawn-01.kinora.json', 'harbour-dawn-01.mp4']);
    expect(readFileSync(path.join(folder, record.name)).equals(bytes)).toBe(true);
    expect(JSON.parse(readFileSync(path.join(folder, 'harbour-dawn-01.kinora.json'), 'utf8'))).toMatchObject({
      schema: 1,
      clipId: clip.clipId,
      jobId: clip.jobId,
      remoteJobId: clip.remoteJobId,
      recipe: clip.recipe,
      price: { estimate: 2_500_000, charged: null, priceVersion: '2026-11' },
      media: clip.media,
    });
    expect(library.get(clip.clipId)).toBeNull();
    value(await library.indexClip(record));
    expect(library.get(clip.clipId)).toMatchObject(record);
    expect(record).toMatchObject({
      id: clip.clipId,
      name: 'harbour-dawn-01.mp4',
      missing: false,
      charged: null,
    });
    expect(incoming()).toEqual([]);
  });

  test('the same job twice is one clip, before and after indexing and a restart, under another id too', async () => {
    const clip = newClip(library.folders.incoming);
    const first = value(await library.publish(clip));
    expect(value(await library.publish(clip))).toMatchObject(first);
    reopen();
    expect(value(await library.publish({ ...clip, clipId: uuidv7(Date.now()) }))).toMatchObject(first);
    value(await library.indexClip(first));
    expect(value(await library.publish({ ...clip, clipId: uuidv7(Date.now()) }))).toMatchObject(first);
    expect(visible().length).toBe(2);
  });

  test('a part fetched a second time for a clip that is there is cleared away', async () => {
    const clip = newClip(library.folders.incoming);
    const bytes = readFileSync(clip.partPath);
    value(await library.indexClip(value(await library.publish(clip))));
    writeFileSync(clip.partPath, bytes);
    writeFileSync(`${clip.partPath}.json`, '{}');
    value(await library.indexClip(value(await library.publish(clip))));
    expect(incoming()).toEqual([]);
    expect(visible().length).toBe(2);
  });

  test('also when the index was deleted in between', async () => {
    const clip = newClip(library.folders.incoming);
    const first = value(await library.publish(clip));
    value(await library.indexClip(first));
    library.close();
    rmSync(index);
    library = openAt(folder);
    expect(value(await library.publish(clip))).toMatchObject(first);
    expect(visible().length).toBe(2);
  });

  test("another job may not take a clip's id", async () => {
    const record = await add();
    const other = newClip(library.folders.incoming);
    expect(await library.publish({ ...other, clipId: record.id })).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
    expect(visible().length).toBe(2);
  });

  test('many at once have different names, and what others put there is left alone', async () => {
    writeFileSync(path.join(folder, 'Harbour-Dawn-02.MP4'), 'somebody else');
    const clips = Array.from({ length: 12 }, () => newClip(library.folders.incoming));
    const records = (await Promise.all(clips.map((clip) => library.publish(clip)))).map(value);
    expect(new Set(records.map((record) => record.name.toLowerCase())).size).toBe(12);
    expect(records.map((record) => record.name)).not.toContain('harbour-dawn-02.mp4');
    expect(readFileSync(path.join(folder, 'Harbour-Dawn-02.MP4'), 'utf8')).toBe('somebody else');
  });

  test('a part that is gone or has another length is no clip', async () => {
    const clip = newClip(library.folders.incoming);
    writeFileSync(clip.partPath, 'short');
    expect(await library.publish(clip)).toMatchObject({ ok: false, error: { code: 'clip-missing' } });
    rmSync(clip.partPath);
    expect(await library.publish(clip)).toMatchObject({ ok: false, error: { code: 'clip-missing' } });
    expect(visible()).toEqual([]);
  });

  test('a clip that could not be read back is not begun', async () => {
    const clip = newClip(library.folders.incoming);
    expect(await library.publish({ ...clip, clipId: '../../x' })).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
    expect(visible()).toEqual([]);
    expect(incoming().length).toBe(2);
  });

  describe('a crash after each step', () => {
    const note = (clip: NewClip, name: string, part: string | null) =>
      writeFileSync(
        path.join(library.folders.incoming, `${clip.jobId}.publish.json`),
        JSON.stringify({ clipId: clip.clipId, name, part }),
      );
    const states: [string, (clip: ReturnType<typeof newClip>) => void][] = [
      ['the note', (clip) => note(clip, 'harbour-dawn-01.mp4', path.basename(clip.partPath))],
      [
        'the link',
        (clip) => {
          note(clip, 'harbour-dawn-01.mp4', path.basename(clip.partPath));
          linkSync(clip.partPath, path.join(folder, 'harbour-dawn-01.mp4'));
        },
      ],
      [
        'the reservation, where there are no links',
        (clip) => {
          note(clip, 'harbour-dawn-01.mp4', path.basename(clip.partPath));
          writeFileSync(path.join(folder, 'harbour-dawn-01.mp4'), '');
        },
      ],
      [
        'the move, where there are no links',
        (clip) => {
          note(clip, 'harbour-dawn-01.mp4', path.basename(clip.partPath));
          renameSync(clip.partPath, path.join(folder, 'harbour-dawn-01.mp4'));
        },
      ],
      [
        'a note that a power cut has torn',
        (clip) =>
          writeFileSync(path.join(library.folders.incoming, `${clip.jobId}.publish.json`), '{"clipId":'),
      ],
    ];
    test.each(states)('%s', async (_, crash) => {
      const clip = newClip(library.folders.incoming);
      crash(clip);
      reopen();
      const again = value(await library.publish({ ...clip, clipId: clip.clipId }));
      expect(again).toMatchObject({ id: clip.clipId, name: 'harbour-dawn-01.mp4' });
      expect(visible()).toEqual(['harbour-dawn-01.kinora.json', 'harbour-dawn-01.mp4']);
      value(await library.indexClip(again));
      expect(incoming()).toEqual([]);
      expect(all().length).toBe(1);
    });

    test('the sidecar: the finished part is still there for a download that asks again', async () => {
      const clip = newClip(library.folders.incoming);
      value(await library.publish(clip));
      reopen();
      value(await library.fillMissing());
      expect(existsSync(clip.partPath)).toBe(true);
      const again = value(await library.publish(clip));
      value(await library.indexClip(again));
      expect(incoming()).toEqual([]);
      expect(all().length).toBe(1);
    });

    test('the journal, before the row: the next two starts put it right', async () => {
      const record = value(await library.publish(newClip(library.folders.incoming)));
      reopen();
      expect(value(await library.fillMissing())).toMatchObject({ added: 1 });
      expect(all()).toEqual([record]);
      reopen();
      value(await library.fillMissing());
      expect(incoming()).toEqual([]);
    });

    test('a name that somebody took between note and link', async () => {
      const clip = newClip(library.folders.incoming);
      note(clip, 'harbour-dawn-01.mp4', path.basename(clip.partPath));
      writeFileSync(path.join(folder, 'harbour-dawn-01.mp4'), 'x'.repeat(clip.media.bytes));
      expect(value(await library.publish(clip)).name).toBe('harbour-dawn-02.mp4');
      expect(readFileSync(path.join(folder, 'harbour-dawn-01.mp4'), 'utf8')).toMatch(/^x+$/);
    });

    test('a name that another clip of the very same bytes got between note and link', async () => {
      const clip = newClip(library.folders.incoming);
      note(clip, 'harbour-dawn-01.mp4', path.basename(clip.partPath));
      const twin = newClip(library.folders.incoming);
      copyFileSync(clip.partPath, twin.partPath);
      const first = value(await library.publish({ ...twin, media: clip.media }));
      expect(first.name).toBe('harbour-dawn-01.mp4');
      const second = value(await library.publish(clip));
      expect(second).toMatchObject({ id: clip.clipId, name: 'harbour-dawn-02.mp4' });
      for (const record of [first, second]) value(await library.indexClip(record));
      expect(visible()).toHaveLength(4);
      expect(all()).toHaveLength(2);
    });
  });
});

describe('the index', () => {
  test('deleted or damaged, it comes back the same from the folder', async () => {
    for (let n = 0; n < 30; n += 1) await add({ name: `picture ${n % 4}.png`, prompt: `prompt ${n}` });
    const before = all();
    for (const spoil of [
      () => rmSync(index),
      () => writeFileSync(index, 'not a database'),
      () => writeFileSync(index, ''),
      () => {
        const bytes = readFileSync(index);
        bytes.fill(0x5a, 4096, 4096 * 6);
        writeFileSync(index, bytes);
      },
    ]) {
      library.close();
      spoil();
      library = openAt(folder);
      value(await library.fillMissing());
      expect(all()).toEqual(before);
      expect(names('prompt 17')).toEqual(
        before.filter((clip) => clip.recipe.params['prompt'] === 'prompt 17').map((clip) => clip.name),
      );
    }
  });

  test("damage that a query meets first is not the person's business", async () => {
    for (let n = 0; n < 30; n += 1) await add({ prompt: `${'long text '.repeat(300)}${n}` });
    const before = all();
    library.close();
    const bytes = readFileSync(index);
    bytes.fill(0x5a, bytes.length >> 1);
    writeFileSync(index, bytes);
    const events: string[] = [];
    library = openAt(folder, { log: (_, event) => events.push(event) });
    const page = library.page({ cursor: null, limit: 200, query: { ...EVERY_CLIP, search: 'long' } });
    expect(page.ok).toBe(true);
    value(await library.fillMissing());
    expect(all()).toEqual(before);
    expect(events).toContain('library.index-set-aside');
    expect(readdirSync(root).some((name) => name.includes('.corrupt-'))).toBe(true);
  });

  test('one of another folder shows none of its clips', async () => {
    await add();
    library.close();
    library = openAt(path.join(root, 'Other'));
    expect(all()).toEqual([]);
    expect((await library.stats()).clips).toBe(0);
  });

  test('figures: clips, bytes, free bytes', async () => {
    const [a, b] = [await add(), await add()];
    const stats = await library.stats();
    expect(stats).toMatchObject({ clips: 2, bytes: a.bytes + b.bytes });
    expect(stats.freeBytes).toBeGreaterThan(0);
    renameSync(path.join(folder, a.name), path.join(root, 'elsewhere.mp4'));
    value(await library.fillMissing());
    expect(await library.stats()).toMatchObject({ clips: 2, bytes: b.bytes });
  });

  test('what the person says is written to both, and unknown keys stay', async () => {
    const record = await add();
    const sidecar = path.join(folder, 'harbour-dawn-01.kinora.json');
    const json = JSON.parse(readFileSync(sidecar, 'utf8'));
    writeFileSync(sidecar, JSON.stringify({ ...json, stars: 5, media: { ...json.media, codec: 'h264' } }));
    value(await library.edit({ ids: [record.id] }, { rating: 4, addTags: ['Sea'] }));
    expect(library.get(record.id)?.edits).toMatchObject({ rating: 4, tags: ['Sea'] });
    await expect.poll(() => JSON.parse(readFileSync(sidecar, 'utf8')).edits).toBeDefined();
    expect(JSON.parse(readFileSync(sidecar, 'utf8'))).toMatchObject({
      stars: 5,
      media: { codec: 'h264' },
      edits: { rating: 4, tags: ['Sea'] },
    });
  });
});

describe('pages', () => {
  test('newest first, without gap or repetition, while clips are added', async () => {
    const at = Date.UTC(2027, 5, 1);
    // Several in the same millisecond: their order is arbitrary but must hold.
    for (let n = 0; n < 25; n += 1) await add({ at: at + Math.floor(n / 5) });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ClipPage = value(library.page({ cursor, limit: 4, query: EVERY_CLIP }));
      seen.push(...page.clips.map((clip) => clip.id));
      if (seen.length === 8) await add({ at: at + 1000 });
      cursor = page.next;
    } while (cursor !== null);
    expect(seen.length).toBe(25);
    expect(new Set(seen).size).toBe(25);
    const times = seen.map((id) => library.get(id)?.createdAt ?? 0);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  test('cursors that are none are refused', () => {
    for (const cursor of ['x', '-1', '1.5', '9'.repeat(17), "1'; DROP TABLE clips"])
      expect(library.page({ cursor, limit: 5, query: EVERY_CLIP })).toMatchObject({
        ok: false,
        error: { code: 'bad-request' },
      });
  });

  test('searching prompt, name and model by beginnings of words', async () => {
    await add({ prompt: 'A lighthouse in the storm', name: 'Coast.png' });
    await add({ prompt: 'Café by the harbour', name: 'Street.png' });
    await add({ prompt: '灯台と海の朝', name: 'asa.png' });
    expect(names('light')).toEqual(['coast-01.mp4']);
    expect(names('LIGHT storm')).toEqual(['coast-01.mp4']);
    expect(names('light harbour')).toEqual([]);
    expect(names('cafe')).toEqual(['street-01.mp4']);
    expect(names('street-01')).toEqual(['street-01.mp4']);
    expect(names('wan 2.6').length).toBe(3);
    expect(names('海の')).toEqual(['asa-01.mp4']);
    expect(names('ouse')).toEqual([]);
    expect(names('   ').length).toBe(3);
    expect(library.count({ ...EVERY_CLIP, search: 'wan' })).toBe(3);
  });

  test('searching signs finds them in what was said, not in how it is kept', async () => {
    await add({ prompt: 'Waves [slow]', name: 'Coast.png' });
    const { id } = await add({ prompt: 'Waves', name: 'Pier.png' });
    value(await library.edit({ ids: [id] }, { addTags: ['50%!', 'ÉTÉ 海'] }));
    expect(names('[')).toEqual(['coast-01.mp4']);
    expect(names('"')).toEqual([]);
    expect(names('!')).toEqual(['pier-01.mp4']);
    expect(names('été海')).toEqual([]);
    expect(names('Été 海')).toEqual(['pier-01.mp4']);
  });

  test('no input is a syntax error', async () => {
    await add();
    const nasty = fc.constantFrom(
      '"',
      "'",
      '*',
      '(',
      ')',
      'AND',
      'OR',
      'NOT',
      'NEAR(',
      ':',
      '^',
      '-',
      '+',
      '%',
      '_',
      '\\',
      '\0',
      ';',
      'prompt:',
      '{',
      '}',
      '\ud800',
      '海',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(nasty).map((parts) => parts.join(' ')),
          fc.array(nasty).map((parts) => parts.join('')),
        ),
        (search) => {
          expect(library.page({ cursor: null, limit: 5, query: { ...EVERY_CLIP, search } })).toMatchObject({
            ok: true,
          });
        },
      ),
      { numRuns: 1500 },
    );
    expect(names('%')).toEqual([]);
    expect(names('_')).toEqual([]);
  });
});

describe('what the person does in the folder', () => {
  test('a deleted file is missing, and back when it is back', async () => {
    const record = await add();
    const file = path.join(folder, record.name);
    renameSync(file, path.join(root, 'away.mp4'));
    expect(await library.pathOf(record.id)).toBeNull();
    expect(value(await library.fillMissing())).toMatchObject({ gone: 1 });
    expect(library.get(record.id)?.missing).toBe(true);
    expect(await library.stats()).toMatchObject({ clips: 1, bytes: 0 });
    renameSync(path.join(root, 'away.mp4'), file);
    expect(value(await library.fillMissing())).toMatchObject({ back: 1, gone: 0 });
    expect(library.get(record.id)?.missing).toBe(false);
  });

  test('both files renamed', async () => {
    const record = await add();
    renameSync(path.join(folder, 'harbour-dawn-01.mp4'), path.join(folder, 'best.mp4'));
    renameSync(path.join(folder, 'harbour-dawn-01.kinora.json'), path.join(folder, 'best.kinora.json'));
    value(await library.fillMissing());
    expect(all()).toEqual([{ ...record, name: 'best.mp4' }]);
    expect(await library.pathOf(record.id)).toBe(path.join(library.folder, 'best.mp4'));
  });

  test('only the video renamed: found by its hash, and its sidecar follows', async () => {
    const record = await add();
    await add();
    renameSync(path.join(folder, 'harbour-dawn-01.mp4'), path.join(folder, 'Best Of.MP4'));
    value(await library.fillMissing());
    expect(library.get(record.id)).toMatchObject({ ...record, name: 'Best Of.MP4' });
    expect(visible()).toContain('Best Of.kinora.json');
    expect(await library.filesOf(record.id)).toEqual([
      path.join(library.folder, 'Best Of.MP4'),
      path.join(library.folder, 'Best Of.kinora.json'),
    ]);
    library.close();
    rmSync(index);
    library = openAt(folder);
    value(await library.fillMissing());
    expect(all().map((clip) => [clip.name, clip.missing])).toEqual([
      ['harbour-dawn-02.mp4', false],
      ['Best Of.MP4', false],
    ]);
  });

  test('copies, foreign files and broken sidecars do no harm', async () => {
    const record = await add();
    copyFileSync(path.join(folder, 'harbour-dawn-01.mp4'), path.join(folder, 'copy.mp4'));
    copyFileSync(path.join(folder, 'harbour-dawn-01.kinora.json'), path.join(folder, 'copy.kinora.json'));
    writeFileSync(path.join(folder, 'holiday.mp4'), 'a film of theirs');
    writeFileSync(path.join(folder, 'broken.kinora.json'), '{');
    writeFileSync(path.join(folder, 'hostile.kinora.json'), '{"schema":1,"__proto__":{"clipId":"x"}}');
    writeFileSync(path.join(folder, 'deep.kinora.json'), '['.repeat(100_000));
    writeFileSync(path.join(folder, 'huge.kinora.json'), ' '.repeat(2 * 1024 * 1024));
    mkdirSync(path.join(folder, 'folder.kinora.json'));
    expect(value(await library.fillMissing())).toMatchObject({ added: 0, skipped: 5 });
    expect(all()).toEqual([record]);
    expect(visible().length).toBe(10);
  });

  test('a link that leads out of the folder has no path', async () => {
    const record = await add();
    const outside = path.join(root, 'secret.mp4');
    renameSync(path.join(folder, record.name), outside);
    symlinkSync(outside, path.join(folder, record.name));
    expect(await library.pathOf(record.id)).toBeNull();
    expect(await library.filesOf(record.id)).toEqual([
      path.join(library.folder, 'harbour-dawn-01.kinora.json'),
    ]);
    expect(await library.pathOf('no such clip')).toBeNull();
  });

  test('a library folder that is itself a link', async () => {
    library.close();
    symlinkSync(folder, path.join(root, 'Linked'));
    library = openAt(path.join(root, 'Linked'));
    const record = await add();
    expect(await library.pathOf(record.id)).toBe(path.join(library.folder, record.name));
  });
});

test('a folder that cannot be made is said without its path', () => {
  writeFileSync(path.join(root, 'file'), '');
  const opened = openLibrary({
    folder: path.join(root, 'file', 'Kinora'),
    indexPath: index,
    clock: systemClock,
    log: () => undefined,
  });
  expect(opened).toMatchObject({ ok: false, error: { code: 'folder-unusable' } });
  expect(JSON.stringify(opened)).not.toContain(root);
});
