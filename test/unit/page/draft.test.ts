import { beforeEach, expect, test, vi } from 'vitest';

const { WORLD } = await vi.hoisted(() => import('./page.ts'));
const { useCore } = await import('../../../renderer/state/core.ts');
const { chooseModel, setParam, useDraft } = await import('../../../renderer/state/draft.ts');

const [flash, wan] = ['wan-2.6', 'wan-2.7'].map((name) => {
  const model = WORLD.models.find(({ id }) => id.includes(name));
  if (!model) throw new Error(name);
  return model;
});
if (!flash || !wan) throw new Error('no models');
const params = () => useDraft.getState().params;

beforeEach(() => {
  useCore.setState({ world: WORLD });
  useDraft.setState(useDraft.getInitialState());
  chooseModel(flash);
});

test('what nobody has set is the own default of each model, as on the command line', () => {
  expect(params()).toMatchObject({ resolution: '720p', duration: 5 });
  chooseModel(wan);
  expect(params()).toMatchObject({ resolution: '1080p', duration: 5 });
  chooseModel(flash);
  expect(params()).toMatchObject({ resolution: '720p' });
});

test('what was set goes from model to model, and comes back whole where one took less', () => {
  setParam('resolution', '1080p');
  setParam('resolution', '720p');
  setParam('duration', 14);
  setParam('prompt', 'Waves');
  chooseModel(wan);
  expect(params()).toMatchObject({ resolution: '720p', duration: 10, prompt: 'Waves' });
  chooseModel(flash);
  expect(params()).toMatchObject({ resolution: '720p', duration: 14, prompt: 'Waves' });
});
