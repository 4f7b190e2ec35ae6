import { beforeEach, expect, test, vi } from 'vitest';
import { fail, ok } from '../../../preload/contract/errors.ts';
import type { World } from '../../../renderer/state/core.ts';

const { asked, answers, WORLD } = await vi.hoisted(() => import('./page.ts'));
const { pressAgain, priceNow, useAgain } = await import('../../../renderer/features/clip/again/press.ts');
const { orderOf } = await import('../../../renderer/features/clip/again/recipe.ts');
const { payerOf, useCore } = await import('../../../renderer/state/core.ts');
const { usePrices } = await import('../../../renderer/state/prices.ts');
const { useUi } = await import('../../../renderer/state/ui.ts');
const { beginToasts, toasts } = await import('../../../renderer/ui/toasts.ts');

const params = { prompt: 'Waves', duration: 2, resolution: '720p' };
const order = {
  modelId: 'alibaba-plus/wan-2.7/reference-to-video',
  params,
  inputs: [{ field: 'image_url', sourceId: '01a2ce8b-ef58-7d25-8fcd-15bbbe4d8364' }],
  webhookUrl: '',
};
const paid = () =>
  asked
    .filter(({ route }) => route === 'job.animate')
    .map(({ input }) => Reflect.get(Object(input), 'payer'));

beforeEach(() => {
  asked.length = 0;
  useAgain.setState(useAgain.getInitialState());
  usePrices.setState(usePrices.getInitialState());
});

test('a press made in practice is never paid with a key, whatever is switched while its price is asked for', async () => {
  const practice: World = { ...WORLD, settings: { ...WORLD.settings, practice: true } };
  useCore.setState({ world: practice });
  const price = priceNow(order)?.perClip;
  if (price === undefined) throw new Error('no price');
  let times = 0;
  answers['job.animate'] = () => {
    times += 1;
    return times === 1 ? fail('price-changed') : ok({ batchId: 'b', jobIds: ['j'] });
  };
  answers['price.ask'] = () => {
    // The person switches practice off while the question is on its way.
    useCore.setState({ world: WORLD });
    return ok({ price });
  };
  pressAgain({ about: 'again x', order, price, payer: payerOf(practice) });
  await vi.waitFor(() => expect(useAgain.getState().sending).toBe(null));
  expect(paid()).toEqual(['practice', 'practice']);
});

test('what says that a clip was sent shows the queue, and spends nothing', async () => {
  useCore.setState({ world: WORLD });
  const price = priceNow(order)?.perClip;
  if (price === undefined) throw new Error('no price');
  let show: (() => void) | undefined;
  beginToasts();
  const stop = toasts[' subscribe'](({ options }) => {
    show = options.data?.action?.run;
  });
  answers['job.animate'] = () => ok({ batchId: 'b', jobIds: ['j'] });
  useUi.setState({ view: 'library' });
  pressAgain({ about: 'again y', order, price, payer: payerOf(WORLD) });
  await vi.waitFor(() => expect(useAgain.getState().sending).toBe(null));
  stop();
  show?.();
  expect(useUi.getState().queueOpen).toBe(true);
  expect(paid()).toHaveLength(1);
});

test('only the address of the settings is told of a clip that is made again', () => {
  const address = 'https://example.org/mine';
  useCore.setState({ world: { ...WORLD, settings: { ...WORLD.settings, webhookUrl: address } } });
  const recipe = { modelId: order.modelId, params, inputs: [] };
  expect(orderOf({ ...recipe, webhookUrl: address }).webhookUrl).toBe(address);
  expect(orderOf({ ...recipe, webhookUrl: 'https://example.net/theirs' }).webhookUrl).toBe('');
});
