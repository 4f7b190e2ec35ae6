import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type News, newsSchema, type Orders, type Word } from '../client/orders.ts';
import type { Truth } from './truth.ts';

/** A client and what runs it. */
export interface Program {
  /** Node 24. */
  readonly node: string;
  readonly bundle: string;
  /** Folder of V8's compiled code, which makes starts quicker. */
  readonly cache: string;
}

/** How a client's process ended: by SIGKILL, its own or ours, or in order. */
export interface End {
  readonly killed: boolean;
  /** The moments that it passed, where it was to list them and was not killed. */
  readonly points: readonly string[];
}

/** A client's process, from its start to its end. */
export class Life {
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown[]>;
  #points: readonly string[] = [];

  /** @param onNews what the client tells; its questions are answered already, by who knows the truth. */
  constructor({ node, bundle, cache }: Program, orders: Orders, truth: Truth, onNews: (news: News) => void) {
    this.#child = spawn(node, [bundle, JSON.stringify(orders)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE: cache },
    });
    this.#exit = once(this.#child, 'exit');
    this.#child.on('message', (message) => {
      const news = newsSchema.parse(message);
      if (news.type === 'asking') this.#answer(news, truth);
      if (news.type === 'ended') this.#points = news.points;
      onNews(news);
    });
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Lets it end in order. */
  end(): void {
    this.#say({ type: 'end' });
  }

  /** @throws Error when it ended in any other way, which is a bug in it. */
  async ended(): Promise<End> {
    const [code, signal] = await this.#exit;
    if (signal !== 'SIGKILL' && code !== 0) throw new Error(`a client ended by itself: ${signal ?? code}`);
    return { killed: signal === 'SIGKILL', points: this.#points };
  }

  /** A person who knows what was started chooses right, says none, or looks again for what is not shown. */
  #answer({ intent, candidates }: Extract<News, { type: 'asking' }>, truth: Truth): void {
    const answer = truth(intent, candidates);
    if (answer === 'elsewhere') this.#say({ type: 'look-again', intent });
    else this.#say({ type: 'choose', intent, remoteId: answer === 'none' ? null : answer.remoteId });
  }

  #say(word: Word): void {
    // It may be dead already; the next life asks again.
    if (this.#child.connected) this.#child.send(word, () => undefined);
  }
}
