import { expect, test } from 'vitest';
import { ERROR_CODES } from '../../../preload/contract/errors.ts';
import { failureWords as german } from '../../../renderer/text/de-errors.ts';
import { queue as de } from '../../../renderer/text/de-queue.ts';
import { failureWords as english } from '../../../renderer/text/en-errors.ts';
import { queue as en } from '../../../renderer/text/en-queue.ts';

const MINUTE = 60_000;

test.each([
  ['English', en, english],
  ['German', de, german],
] as const)('a card does not say in %s under its state what its state says', (_, words, failure) => {
  const { labels } = words;
  const shorts = ERROR_CODES.map((code) => failure({ code }).short);
  const notes: readonly (readonly [string, readonly string[]])[] = [
    [
      labels.queued,
      [words.nextNote, words.slotNote, words.fullNote(MINUTE), words.slowNote(MINUTE), words.slowLater],
    ],
    [labels.queued, [words.offlineNote, words.noAnswer(null), ...shorts]],
    [words.paused, [words.pausedNote]],
    [labels.sending, [words.sendingNote, ...shorts]],
    [labels.pending, [words.inLine(MINUTE), words.longer, words.elsewhere]],
    [labels.processing, [words.left(MINUTE), words.left(1), words.almost, words.longer]],
    [labels.unknown, [words.unknownNote]],
    [labels.cancelling, [words.cancellingNote]],
    [labels.rejected, shorts],
    [labels.failed, shorts],
  ];
  const twice = notes.flatMap(([label, said]) => said.filter((note) => note.startsWith(label)));
  expect(twice).toEqual([]);
});

test.each([en, de])('a full service is a matter of waiting its turn, and the counts stay', (words) => {
  expect(words.full('12 of them')).toMatch(/^12 of them · /);
  expect(`${words.full('')} ${words.fullNote(MINUTE)}`).not.toMatch(/no more|full|Dienst|service/i);
});
