import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CommandParts } from '../../../main/app/command/run.ts';
import { serve } from '../../../main/app/command/serve.ts';

test.skipIf(process.platform === 'win32')(
  'a command that has been ended before it was answered is no trouble of the app',
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'kinora-'));
    const uncaught: unknown[] = [];
    const note = (error: unknown): void => void uncaught.push(error);
    const before = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException').on('uncaughtException', note);
    onTestFinished(() => {
      process.removeAllListeners('uncaughtException');
      for (const listener of before) process.on('uncaughtException', listener);
      rmSync(folder, { recursive: true, force: true });
    });
    // Its door is still there, and nobody behind it.
    const door = path.join(folder, 'door');
    const server = net.createServer();
    await new Promise<void>((listening) => void server.listen(`${door}-before`, listening));
    renameSync(`${door}-before`, door);
    await new Promise((closed) => server.close(closed));

    const logged: string[] = [];
    const parts = {
      leaving: new AbortController().signal,
      log: (_level: string, event: string) => logged.push(event),
    };
    await serve(parts as Partial<CommandParts> as CommandParts, {
      kinora: 'command',
      address: door,
      token: '0'.repeat(64),
    });
    await new Promise((go) => setImmediate(go));
    expect(uncaught).toEqual([]);
    expect(logged).toEqual([]);
  },
);
