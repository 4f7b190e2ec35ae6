/** Reads the host's command line the way Electron reads its own. */

export interface CommandLine {
  /** The app's folder or main file: the first argument that is not a switch. */
  readonly entry: string;
  /** What the app sees as `process.argv.slice(1)`. */
  readonly appArguments: readonly string[];
  readonly switches: ReadonlyMap<string, string>;
  /** A window for a person instead of a headless page. */
  readonly headed: boolean;
  /** A debugging port was asked for. */
  readonly openPort: boolean;
  /** Started by Playwright, which asks for a debugging port and for Node's inspector. */
  readonly driven: boolean;
}

/** Switches that belong to the launcher. Electron under Playwright hides them from the app too. */
const ownSwitches = new Set(['host-headed', 'remote-debugging-port', 'no-sandbox']);

/** Splits `--name=value`; anything else is not a switch. */
export function parseSwitch(argument: string): { name: string; value: string } | undefined {
  const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
  return match?.[1] === undefined ? undefined : { name: match[1], value: match[2] ?? '' };
}

/** Parses everything after `electron-host`. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const switches = new Map<string, string>();
  const appArguments: string[] = [];
  let entry: string | undefined;
  for (const argument of args) {
    const found = parseSwitch(argument);
    if (found) {
      switches.set(found.name, found.value);
      if (!ownSwitches.has(found.name) && !found.name.startsWith('inspect')) appArguments.push(argument);
    } else {
      if (!argument.startsWith('-')) entry ??= argument;
      appArguments.push(argument);
    }
  }
  const openPort = switches.has('remote-debugging-port');
  return {
    entry: entry ?? '.',
    appArguments,
    switches,
    headed: switches.has('host-headed'),
    openPort,
    driven: openPort && switches.has('inspect'),
  };
}
