import net from 'node:net';
import { createInterface } from 'node:readline';
import { type CommandEvent, endOf, jsonLine } from '../../core/command/events.ts';
import { commandRequest } from '../../core/command/request.ts';
import { COMPLAINTS } from '../../core/command/words.ts';
import { type Handover, isOurDoor } from './handover.ts';
import { type CommandParts, run } from './run.ts';

export { run };

/** Longest request: 500 images with long paths. */
const MAX_REQUEST_CHARS = 5_000_000;

/**
 * Goes to a command that a further start of the same person has handed over, does what it asks, and tells it there
 * how that goes. The command that leaves gives up waiting, not what is queued; when Kinora ends, the command hears no
 * more and goes on by itself. Never rejects.
 */
export async function serve(parts: CommandParts, { address, token }: Handover): Promise<void> {
  if (parts.leaving.aborted) return;
  if (!(await isOurDoor(address))) return parts.log('warn', 'command.refused', {});
  const gone = new AbortController();
  const socket = net.connect(address);
  socket.on('error', () => undefined);
  socket.once('close', () => gone.abort());
  // What fails from then on fails because everything is being closed.
  const leave = (): void => void socket.destroy();
  parts.leaving.addEventListener('abort', leave, { once: true });
  try {
    socket.write(`${token}\n`);
    const request = await firstLine(socket, gone.signal);
    // It would wait for an answer for ever.
    if (request === null) return void socket.destroy();
    const tell = (event: CommandEvent): void => {
      if (!parts.leaving.aborted) socket.write(`${jsonLine(event)}\n`);
    };
    const parsed = commandRequest.safeParse(request);
    if (!parsed.success) {
      tell({ event: 'error', code: 'bad-request', detail: COMPLAINTS.otherVersion });
      tell(endOf('usage'));
    } else {
      const stopped = AbortSignal.any([gone.signal, parts.leaving]);
      tell(endOf(await run(parts, parsed.data, tell, stopped)));
    }
    socket.end();
  } catch (error) {
    parts.log('error', 'command.serve', { error: String(error) });
    socket.destroy();
  } finally {
    parts.leaving.removeEventListener('abort', leave);
  }
}

/** What the command says first, as JSON; null when it says nothing that makes sense. */
async function firstLine(socket: net.Socket, gone: AbortSignal): Promise<unknown> {
  let chars = 0;
  socket.on('data', (chunk: Buffer) => {
    chars += chunk.length;
    if (chars > MAX_REQUEST_CHARS) socket.destroy();
  });
  const lines = createInterface({ input: socket });
  // It repeats what goes wrong with the socket.
  lines.on('error', () => undefined);
  const left = new Promise<null>((resolve) =>
    gone.addEventListener('abort', () => resolve(null), { once: true }),
  );
  const line = await Promise.race([new Promise<string>((resolve) => lines.once('line', resolve)), left]);
  try {
    return line === null ? null : JSON.parse(line);
  } catch {
    return null;
  }
}
