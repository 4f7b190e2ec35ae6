import type { KeyMap } from '../../../ui/keys.ts';
import type { Transport } from './transport.ts';

/** The keys of the transport. */
export function transportKeys(transport: Transport): KeyMap {
  return {
    Space: transport.toggle,
    k: transport.toggle,
    j: transport.backward,
    l: transport.forward,
    ArrowLeft: () => transport.stepFrames(-1),
    ArrowRight: () => transport.stepFrames(1),
    'shift+ArrowLeft': () => transport.stepSeconds(-1),
    'shift+ArrowRight': () => transport.stepSeconds(1),
    Home: transport.toIn,
    End: transport.toOut,
    i: () => transport.setIn(),
    o: () => transport.setOut(),
    'shift+l': () => transport.setLoop(!transport.state.loop),
    m: () => transport.setMuted(!transport.state.muted),
    ',': () => transport.nudgeRate(-1),
    '.': () => transport.nudgeRate(1),
  };
}
