import { startsAsMp4 } from '../media/mp4.ts';
import type { Clock } from '../ports.ts';
import type { Chunks } from './arriving-body.ts';

/** Written at once at most; smaller writes cost more calls, larger ones more memory. */
const WRITE_BYTES = 1024 * 1024;
/** A slow line's bytes are written, and told of, at least this often. */
const WRITE_MS = 250;
/** How much may come before it is written down, without waiting for the disk: what the end of this process can cost. */
const NOTE_BYTES = 2.5 * 1024 * 1024;
/** How much or how old it may get before it is made durable, which costs a hundred times that: a power cut's price. */
const CHECKPOINT_BYTES = 64 * 1024 * 1024;
const CHECKPOINT_MS = 2000;

/** The server sent something that cannot be the file; nothing of it was kept. */
export class WrongBody extends Error {
  readonly kind: 'not-a-clip' | 'too-long';

  constructor(kind: WrongBody['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The disk failed, not the line. `cause` says how. */
export class DiskTrouble extends Error {}

/** Where a body's bytes go. */
export interface Sink {
  /** Bytes here so far. */
  bytes(): number;
  append(chunks: readonly Buffer[]): Promise<void>;
  note(): Promise<void>;
  checkpoint(): Promise<void>;
  /** Called after each write with the bytes here so far. */
  progress(bytes: number): void;
}

/**
 * Waits for a body's first 8 bytes and gives all of it back with them in front.
 * @throws WrongBody when it does not begin as an MP4: then nothing on the disk has been touched yet.
 */
export async function expectMp4(body: Chunks): Promise<Chunks> {
  const first: Buffer[] = [];
  let length = 0;
  while (length < 8) {
    const { value, done } = await body.next();
    if (done === true) break;
    for (const chunk of value) {
      first.push(chunk);
      length += chunk.length;
    }
  }
  const head = Buffer.concat(first, Math.min(8, length));
  if (!startsAsMp4(head)) throw new WrongBody('not-a-clip', 'it does not begin as an MP4');
  return (async function* () {
    yield first;
    yield* body;
  })();
}

/**
 * Moves a body into `sink` until it ends or throws; in both cases all that came has been written.
 * @param until the file offset that the body may fill up to.
 * @throws WrongBody when there is more than that, the body's own error, or DiskTrouble.
 */
export async function receive(body: Chunks, sink: Sink, until: number, clock: Clock): Promise<void> {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let writtenAt = clock.monotonic();
  let savedAt = writtenAt;
  let savedBytes = sink.bytes();
  let notedBytes = savedBytes;
  const write = async () => {
    writtenAt = clock.monotonic();
    if (waitingBytes === 0) return;
    const chunks = waiting;
    waiting = [];
    waitingBytes = 0;
    await onDisk(sink.append(chunks));
    sink.progress(sink.bytes());
    const bytes = sink.bytes();
    if (bytes - savedBytes >= CHECKPOINT_BYTES || writtenAt - savedAt >= CHECKPOINT_MS) {
      await onDisk(sink.checkpoint());
      savedAt = clock.monotonic();
      savedBytes = bytes;
      notedBytes = bytes;
    } else if (bytes - notedBytes >= NOTE_BYTES) {
      await onDisk(sink.note());
      notedBytes = bytes;
    }
  };
  try {
    for await (const chunks of body)
      for (const chunk of chunks) {
        if (sink.bytes() + waitingBytes + chunk.length > until)
          throw new WrongBody('too-long', 'the body is longer than the file');
        waiting.push(chunk);
        waitingBytes += chunk.length;
        if (waitingBytes >= WRITE_BYTES || clock.monotonic() - writtenAt >= WRITE_MS) await write();
      }
  } catch (error) {
    if (!(error instanceof WrongBody || error instanceof DiskTrouble)) await write();
    throw error;
  }
  await write();
}

async function onDisk(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (cause) {
    throw new DiskTrouble('the disk failed', { cause });
  }
}
