import { writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { usedMs } from './detectors.ts';
import { World } from './world.ts';

function compute(ms: number): void {
  const end = usedMs() + ms;
  while (usedMs() < end);
}

test.each<[string, RegExp, (world: World) => unknown]>([
  ['the key in the log', /log or a view/, ({ rig }) => rig.lines.push(`Bearer ${rig.key}`)],
  [
    'the key in a file',
    /a\.kinora\.json/,
    ({ rig }) => writeFileSync(path.join(rig.folder, 'Kinora/a.kinora.json'), rig.key ?? ''),
  ],
  [
    'a file outside the library',
    /evil\.sh/,
    ({ rig }) => writeFileSync(path.join(rig.folder, 'evil.sh'), ''),
  ],
  [
    'a connection to somewhere else',
    /127\.0\.0\.1:9/,
    () => net.connect(9, '127.0.0.1').on('error', () => undefined),
  ],
  ['a host that nobody named', /evil\.test:443/, ({ front }) => front.hosts.add('evil.test:443')],
  ['a loop that does not turn', /one turn of the loop/, () => compute(250)],
])('what no answer may bring about would be seen: %s', async (_name, sign, happen) => {
  const world = await World.start();
  happen(world);
  await new Promise((go) => setImmediate(go));
  await expect(world.close()).rejects.toThrow(sign);
});
