import { afterEach, describe, expect, test, vi } from 'vitest';

const LOCALE = '../../../renderer/text/en-locale.ts';

async function parser(language: 'en' | 'de'): Promise<(text: string) => number | null | undefined> {
  vi.resetModules();
  if (language === 'de') {
    const german: object = await import('../../../renderer/text/de-locale.ts');
    vi.doMock(LOCALE, () => german);
  }
  return (await import('../../../renderer/features/settings/amount.ts')).parseAmount;
}
afterEach(() => vi.doUnmock(LOCALE));

describe('an amount as a person types it', () => {
  test.each([
    ['8', 8],
    ['$8.50', 8.5],
    ['8,50', 8.5],
    ['0,375', 0.375],
    ['1.125', 1.125],
    ['1,125.50', 1125.5],
    ['1,125,000', 1_125_000],
    ['1,12', 1.12],
    ['1,1250', 1.125],
  ])('%s is %f dollars in English', async (text, dollars) => {
    const parseAmount = await parser('en');
    expect(parseAmount(text)).toBe(dollars * 1_000_000);
  });

  test.each([
    ['8,50', 8.5],
    ['8.50', 8.5],
    ['1,125', 1.125],
    ['1.125,50', 1125.5],
    ['1.125,50 $', 1125.5],
    ['20,00\u00a0$ ', 20],
    ['1.125.000', 1_125_000],
    ['0.375', 0.375],
  ])('%s is %f dollars in German', async (text, dollars) => {
    const parseAmount = await parser('de');
    expect(parseAmount(text)).toBe(dollars * 1_000_000);
  });

  test('what may be a thousand or one is neither, in either language', async () => {
    const english = await parser('en');
    expect(['1,125', '10,000'].map(english)).toEqual([undefined, undefined]);
    const german = await parser('de');
    expect(['1.125', '2.500'].map(german)).toEqual([undefined, undefined]);
  });

  test.each(['1,125,50', '1,125.50,125', '1.125,50', '-1', '1e3', '99999999', '1.1234567', 'one'])(
    '%s is none',
    async (text) => {
      const parseAmount = await parser('en');
      expect(parseAmount(text)).toBeUndefined();
    },
  );

  test('nothing is no limit', async () => {
    const parseAmount = await parser('en');
    expect(parseAmount('  ')).toBeNull();
  });
});
