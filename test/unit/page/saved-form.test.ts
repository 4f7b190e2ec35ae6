import { beforeEach, expect, test, vi } from 'vitest';
import { ok } from '../../../preload/contract/errors.ts';
import { setParam } from '../../../renderer/state/draft.ts';
import { keepForm, saveFormNow } from '../../../renderer/state/saved-form.ts';

const { answers, asked } = await vi.hoisted(() => import('./page.ts'));
Object.assign(window, { addEventListener: () => undefined, removeEventListener: () => undefined });
Object.assign(document, { removeEventListener: () => undefined });

const saved = (): unknown[] => asked.filter(({ route }) => route === 'form.save').map(({ input }) => input);

beforeEach(() => {
  asked.length = 0;
});

test('what is written before main has answered what was left is saved too', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  answers['form.load'] = async () => {
    await promise;
    return ok({ form: null, sources: [] });
  };
  const { end } = keepForm();
  setParam('prompt', 'Fog drifts over the harbour');
  resolve();
  await vi.waitFor(() =>
    expect(saved()).toMatchObject([{ form: { params: { prompt: 'Fog drifts over the harbour' } } }]),
  );
  end();
});

test('a change of a moment ago can be saved before the page goes, and is not saved twice', async () => {
  answers['form.load'] = () => ok({ form: null, sources: [] });
  const { restored, end } = keepForm();
  await restored;
  setParam('prompt', 'Rain');
  await saveFormNow();
  await saveFormNow();
  expect(saved()).toMatchObject([{ form: { params: { prompt: 'Rain' } } }]);
  end();
});
