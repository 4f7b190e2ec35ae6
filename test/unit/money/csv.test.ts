import { describe, expect, it, test } from 'vitest';
import { csvCell, type SpendingLine, spendingCsv } from '../../../main/core/money/csv.ts';
import { micro } from '../../../preload/contract/money.ts';

describe('90 a cell that a spreadsheet would run', () => {
  it.each([
    ['=HYPERLINK("http://evil.example","x")', `"'=HYPERLINK(""http://evil.example"",""x"")"`],
    ['+1+1', "'+1+1"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"'\t'=1"`],
    ['\r=1', `"'\r'=1"`],
    ['\n=1', `"'\n'=1"`],
    ['＝1+1', "'＝1+1"],
    // Where spreadsheets split at semicolons or tabs, a cell may begin in the middle of ours.
    ['x;=1+1', `"x;'=1+1"`],
    ['x; -2;@y', `"x; '-2;'@y"`],
    ['x\t+1', `"x\t'+1"`],
    ['x\r\n=1', `"x\r\n'=1"`],
    ['x;"=1+1"', `"x;""'=1+1"""`],
  ])('%j is made harmless', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it.each([
    ['harbour dawn', 'harbour dawn'],
    ['a=b', 'a=b'],
    ['one, two', '"one, two"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['dawn; dusk', '"dawn; dusk"'],
    ['dawn\tdusk', '"dawn\tdusk"'],
    ['', ''],
    ['Größe 🎬', 'Größe 🎬'],
  ])('%j stays what it is', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});

const line: SpendingLine = {
  at: Date.parse('2026-11-30T23:30:05Z'),
  offsetMinutes: 60,
  accountId: 'a',
  batchId: 'b1',
  batchName: '',
  jobId: 'j1',
  modelId: 'm',
  kind: 'charge',
  amount: micro(2_500_000),
};

const HEAD = 'date,time,batch,clip,model,estimated USD,charged USD,refunded USD,key';

test('one line each, dated as it was where the person was, exact to the micro-cent', () => {
  const lines = [
    line,
    { ...line, kind: 'refund' as const, amount: micro(1), batchName: '=cmd', offsetMinutes: -300 },
    { ...line, amount: micro(123_456_789_012), accountId: 'other' },
  ];
  expect(spendingCsv(lines, (id) => (id === 'a' ? '@work' : 'Key …7Q2F'))).toBe(
    [
      HEAD,
      "2026-12-01,00:30:05,b1,j1,m,,2.500000,,'@work",
      "2026-11-30,18:30:05,'=cmd,j1,m,,,0.000001,'@work",
      '2026-12-01,00:30:05,b1,j1,m,,123456.789012,,Key …7Q2F',
      '',
    ].join('\r\n'),
  );
});

test('without a line there is the head alone', () => {
  expect(spendingCsv([], () => '')).toBe(`${HEAD}\r\n`);
});
