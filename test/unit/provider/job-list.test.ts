import { describe, expect, it } from 'vitest';
import { readJobList } from '../../../main/core/provider/job-list.ts';

describe('the list of jobs', () => {
  const rows = (from: number, to: number) =>
    Array.from({ length: Math.abs(to - from) }, (_, at) => {
      const n = from < to ? from + at : from - at;
      return { jobId: `j${n}`, status: 'completed' as const, model: 'm', createdAt: n * 1000 };
    });
  const read = (
    since: number,
    pages: { jobs: ReturnType<typeof rows>; unread?: number; more?: boolean }[],
  ) => {
    let asked = 0;
    const list = readJobList(since, async () => {
      const page = pages[asked];
      asked += 1;
      if (!page) throw new Error('one page too many');
      return {
        ok: true,
        at: 5,
        value: { unread: 0, more: false, ...page, next: asked < pages.length ? 'n' : null },
      };
    });
    return list.then((result) => ({ asked, list: result.ok ? result.value : null }));
  };

  it('is read to its end when it runs from old to new', async () => {
    const { asked, list } = await read(140_000, [{ jobs: rows(0, 100) }, { jobs: rows(100, 150) }]);
    expect(asked).toBe(2);
    expect(list?.jobs).toHaveLength(150);
    expect(list?.complete).toBe(true);
  });

  it('may be left early when it runs from new to old', async () => {
    const { asked, list } = await read(140_000, [{ jobs: rows(150, 50) }, { jobs: rows(50, 0) }]);
    expect(asked).toBe(1);
    expect(list?.complete).toBe(true);
  });

  it('proves no absence with a row that makes no sense, or when it never ends', async () => {
    expect((await read(0, [{ jobs: rows(5, 0), unread: 1 }])).list?.complete).toBe(false);
    const endless = Array.from({ length: 12 }, (_, n) => ({ jobs: rows(n * 10, n * 10 + 10) }));
    expect((await read(0, endless)).list?.complete).toBe(false);
  });

  it('is not read beyond a thousand jobs', async () => {
    const { asked, list } = await read(-1, [
      { jobs: rows(0, 600) },
      { jobs: rows(600, 1200) },
      { jobs: rows(1200, 1300) },
    ]);
    expect(asked).toBe(2);
    expect(list).toMatchObject({ complete: false });
  });

  it('proves nothing when it goes in circles, or says that there is more and gives no way to it', async () => {
    const { asked, list } = await read(-1, [
      { jobs: rows(0, 5) },
      { jobs: rows(0, 5) },
      { jobs: rows(0, 5) },
    ]);
    expect(asked).toBe(2);
    expect(list).toMatchObject({ complete: false });
    expect(list?.jobs).toHaveLength(5);
    expect((await read(-1, [{ jobs: [], more: true }])).list?.complete).toBe(false);
  });

  it('is read on past an empty page: a service may filter after paging', async () => {
    const { list } = await read(-1, [{ jobs: [] }, { jobs: rows(3, 0) }]);
    expect(list?.jobs).toHaveLength(3);
    expect(list?.complete).toBe(true);
  });
});
