import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '../../../preload/contract/errors.ts';
import { policyOf } from '../../../preload/contract/failures.ts';
import { failureWords } from '../../../renderer/text/en-errors.ts';

/** Every fact that any failure may carry. */
const FACTS = {
  name: 'harbour.jpg',
  limit: 10_485_760,
  needed: 12_000_000,
  over: 2_400_000,
  total: 3_000_000,
};

/** Failures that are about a clip on its way, not about a picture, a key as typed, or the app itself. */
const ABOUT_CLIPS = ['form', 'money', 'key', 'network', 'service', 'job'];
const AS_TYPED: readonly ErrorCode[] = ['not-a-key', 'clipboard-empty', 'key-known'];
/** What is said of these is all in one sentence. */
const TITLE_ALONE: readonly ErrorCode[] = ['empty-file', 'folder'];

/** Words of programs, not of people. */
const JARGON =
  /\b(HTTP|JSON|URL|request|response|server|payload|token|endpoint|submit|poll|queue full|status code|exception|error|null|undefined|NaN|oops|sorry|please|invalid|unexpected)\b|!/i;

describe.each(ERROR_CODES)('the words for %s', (code) => {
  const { about, money } = policyOf(code);
  for (const facts of [undefined, FACTS]) {
    const words = failureWords({ code, ...(facts ? { facts } : {}) });
    const given = facts ? 'with facts' : 'without facts';

    it(`say what happened and what to do, ${given}`, () => {
      expect(words.title.length).toBeGreaterThan(5);
      if (!TITLE_ALONE.includes(code)) expect(words.body).toMatch(/^[A-Z].*\.$/);
      expect(words.short.length).toBeGreaterThan(3);
      expect(words.short.length).toBeLessThanOrEqual(42);
      expect(`${words.title} ${words.body} ${words.short}`).not.toMatch(JARGON);
    });

    it(`say whether money moved, ${given}`, () => {
      if (money === 'paid') expect(words.body).toMatch(/\bpaid\b/);
      if (money === 'none' && ABOUT_CLIPS.includes(about) && !AS_TYPED.includes(code))
        expect(words.body).toMatch(/Nothing (else )?was (sent|charged)/);
      // Only the job's own money lines know.
      if (money === 'see-job') expect(words.body).not.toMatch(/nothing was (sent|charged)/i);
    });
  }
});
