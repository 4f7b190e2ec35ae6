/** powerMonitor, powerSaveBlocker and screen. Specs emit power events on powerMonitor themselves. */
import { recordCall } from '../state.ts';
import { StrictEmitter, strict } from '../strict.ts';

class PowerMonitor extends StrictEmitter {
  onBatteryPower = false;

  isOnBatteryPower(): boolean {
    return this.onBatteryPower;
  }

  getSystemIdleTime(): number {
    return 0;
  }

  getSystemIdleState(_threshold: number): string {
    return 'active';
  }
}

const powerEvents = (
  'suspend resume on-ac on-battery shutdown lock-screen unlock-screen thermal-state-change speed-limit-change ' +
  'user-did-become-active user-did-resign-active'
).split(' ');

export const powerMonitor = strict('powerMonitor', new PowerMonitor('powerMonitor', powerEvents));

const blockers = new Set<number>();
let lastBlocker = 0;

export const powerSaveBlocker = strict('powerSaveBlocker', {
  start: (type: 'prevent-app-suspension' | 'prevent-display-sleep') => {
    lastBlocker += 1;
    recordCall('powerSaveBlocker.start', type, lastBlocker);
    blockers.add(lastBlocker);
    return lastBlocker;
  },
  stop: (id: number) => {
    recordCall('powerSaveBlocker.stop', id);
    return blockers.delete(id);
  },
  isStarted: (id: number) => blockers.has(id),
});

const area = { x: 0, y: 0, width: 1920, height: 1200 };
const display = {
  id: 1,
  label: 'browser host',
  bounds: area,
  workArea: area,
  size: { width: area.width, height: area.height },
  workAreaSize: { width: area.width, height: area.height },
  scaleFactor: 1,
  rotation: 0,
  internal: true,
};

class Screen extends StrictEmitter {
  getPrimaryDisplay(): typeof display {
    return display;
  }

  getAllDisplays(): (typeof display)[] {
    return [display];
  }

  getDisplayMatching(_bounds: object): typeof display {
    return display;
  }

  getDisplayNearestPoint(_point: object): typeof display {
    return display;
  }

  getCursorScreenPoint(): { x: number; y: number } {
    return { x: 0, y: 0 };
  }
}

const screenEvents = ['display-added', 'display-removed', 'display-metrics-changed'];

export const screen = strict('screen', new Screen('screen', screenEvents));
