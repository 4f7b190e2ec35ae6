import { centreOf, endOf, evenFrames, type Frames, frameAt, startOf } from './frames.ts';

export const RATES = [0.25, 0.5, 1, 1.5, 2, 4] as const;
export type Rate = (typeof RATES)[number];
/** How often J or L can be pressed again: 2, 4 and 8 times as fast. */
const FASTEST = 8;
/** Time that a browser takes to act on a pause, in seconds: the frame behind the out point must not flash up. */
const LEAD = 0.012;
/** After so many seconds a clip counts as played. */
const PLAYED = 0.5;

export interface TransportState {
  readonly playing: boolean;
  /** What it plays at: the chosen speed times what J and L made of it; below zero it plays backward. */
  readonly speed: number;
  /** When the frame that is seen begins; at the end of the clip, its end. In seconds. */
  readonly time: number;
  readonly duration: number;
  /** The first moment and the end of what is played; null: of the clip. */
  readonly inPoint: number | null;
  readonly outPoint: number | null;
  readonly loop: boolean;
  readonly muted: boolean;
  readonly rate: Rate;
  readonly failed: boolean;
}

/** Settings of the player stay from clip to clip. A person who asked for less motion gets no loop by default. */
const kept = {
  loop: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  muted: false,
  rate: 1 as Rate,
};

/** Plays one clip frame by frame, forward and backward, between its in and out point. */
export class Transport {
  state: TransportState;
  frames: Frames;
  /** Told of each new state. */
  onChange: () => void = () => undefined;
  /** False: another clip that plays along is heard. */
  #audible = true;
  /** The clip has really been played, the first time. */
  onPlayed: () => void = () => undefined;
  #video: HTMLVideoElement | null = null;
  #detach: () => void = () => undefined;
  #animation = 0;
  /** Where a seek that waits for the one before it goes. */
  #next: number | null = null;
  /** While it plays backward: where it is, and when that was. */
  #reverse: { position: number; at: number } | null = null;
  #played = 0;

  /** @param seconds the clip's length before the file has told its own. */
  constructor(seconds: number) {
    this.frames = evenFrames(seconds);
    this.state = {
      playing: false,
      speed: kept.rate,
      time: 0,
      duration: seconds,
      inPoint: null,
      outPoint: null,
      failed: false,
      ...kept,
    };
  }

  attach = (element: HTMLVideoElement | null): void => {
    this.#detach();
    this.#video = element;
    this.#detach = () => undefined;
    if (!element) return;
    const ended = new AbortController();
    const on = (name: keyof HTMLMediaElementEventMap, act: () => void): void =>
      element.addEventListener(name, act, { signal: ended.signal });
    on('play', () => {
      this.#set({ playing: true });
      this.#follow();
    });
    // The system's own media keys stop it as well.
    on('pause', () => {
      if (element.paused && !element.ended && this.state.playing && !this.#reverse) this.pause();
    });
    on('seeked', () => this.#seekOn());
    on('ended', () => this.#ended());
    on('durationchange', () => {
      if (Number.isFinite(element.duration)) this.#set({ duration: element.duration });
    });
    on('loadeddata', () => this.#set({ failed: false }));
    on('error', () => {
      this.stop();
      this.#set({ failed: true });
    });
    this.#detach = () => {
      ended.abort();
      cancelAnimationFrame(this.#animation);
    };
    this.#apply();
  };

  /** The file has told when its frames begin. */
  setFrames(frames: Frames): void {
    this.frames = frames;
    if (!this.state.playing) this.#set({ time: startOf(frames, frameAt(frames, this.state.time)) });
  }

  /** Where playing begins and ends. */
  get range(): { readonly start: number; readonly end: number } {
    const { inPoint, outPoint, duration } = this.state;
    return { start: inPoint ?? 0, end: outPoint ?? duration };
  }

  toggle = (): void => {
    if (this.state.playing) this.pause();
    else this.play();
  };

  play(speed: number = kept.rate): void {
    const { start, end } = this.range;
    const { time } = this.state;
    this.#reverse = null;
    const atEnd = time >= end - LEAD || frameAt(this.frames, time) >= this.lastFrame;
    if (time < start - LEAD || atEnd) this.#goTo(frameAt(this.frames, start));
    this.#set({ playing: true, speed });
    this.#apply();
    // A refusal to play shows as the play button still being there; there is nothing to add.
    this.#video?.play().catch(() => this.#set({ playing: false }));
  }

  /** Stops on the frame that is seen. */
  pause(): void {
    const { time } = this.state;
    this.stop();
    this.#goTo(frameAt(this.frames, time));
  }

  stop(): void {
    cancelAnimationFrame(this.#animation);
    this.#reverse = null;
    this.#video?.pause();
    this.#set({ playing: false, speed: kept.rate });
  }

  /** Plays forward; when it does already, twice as fast. */
  forward = (): void => {
    const { playing, speed } = this.state;
    if (!playing || speed < 0) this.play();
    else this.#speedUp(Math.min(kept.rate * FASTEST, speed * 2));
  };

  /** Plays backward, without sound; when it does already, twice as fast. */
  backward = (): void => {
    const { playing, speed, time } = this.state;
    if (playing && speed < 0) {
      this.#set({ speed: Math.max(-kept.rate * FASTEST, speed * 2) });
      return;
    }
    const { start, end } = this.range;
    this.#video?.pause();
    cancelAnimationFrame(this.#animation);
    const position = time <= start + LEAD || time > end ? end : time;
    this.#reverse = { position, at: performance.now() };
    this.#set({ playing: true, speed: -kept.rate });
    this.#animation = requestAnimationFrame(this.#stepBack);
  };

  /** Shows the frame that is seen at this second. */
  seek = (seconds: number): void => {
    if (this.#reverse) this.stop();
    this.#goTo(frameAt(this.frames, seconds));
  };

  /** So many frames on, or back. */
  stepFrames = (count: number): void => {
    const { time } = this.state;
    this.stop();
    this.#goTo(frameAt(this.frames, time) + count);
  };

  stepSeconds = (seconds: number): void => {
    const { time } = this.state;
    this.stop();
    this.#goTo(frameAt(this.frames, time + seconds));
  };

  /** To the first frame that is played. */
  toIn = (): void => this.seek(this.range.start);

  /** To the last frame that is played. */
  toOut = (): void => {
    if (this.#reverse) this.stop();
    this.#goTo(this.lastFrame);
  };

  /** The frame of this second is the first that is played. */
  setIn = (seconds: number = this.state.time): void => {
    const inPoint = startOf(this.frames, frameAt(this.frames, seconds));
    const { outPoint } = this.state;
    this.#set({
      inPoint: inPoint > 0 ? inPoint : null,
      outPoint: outPoint !== null && outPoint > inPoint ? outPoint : null,
    });
    this.#apply();
  };

  /** The frame of this second is the last that is played. */
  setOut = (seconds: number = this.state.time): void => {
    const last = frameAt(this.frames, seconds);
    const outPoint = endOf(this.frames, last);
    const { inPoint } = this.state;
    this.#set({
      outPoint: last < this.frames.times.length - 1 ? outPoint : null,
      inPoint: inPoint !== null && inPoint < outPoint ? inPoint : null,
    });
    this.#apply();
  };

  /** Moves the in point by frames, at most to the last frame that is played, and shows where it is. */
  moveIn = (seconds: number): void => {
    const frame = Math.min(this.lastFrame, frameAt(this.frames, Math.max(0, seconds)));
    this.stop();
    this.setIn(startOf(this.frames, frame));
    this.#goTo(frame);
  };

  /** Moves the out point: `seconds` is where what is played ends. */
  moveOut = (seconds: number): void => {
    const first = frameAt(this.frames, this.range.start);
    const frame = Math.max(first, frameAt(this.frames, seconds - 2 * LEAD));
    this.stop();
    this.setOut(startOf(this.frames, frame));
    this.#goTo(frame);
  };

  clearTrim = (): void => {
    this.#set({ inPoint: null, outPoint: null });
    this.#apply();
  };

  setAudible(audible: boolean): void {
    this.#audible = audible;
    this.#apply();
  }

  /** The element that plays. */
  get video(): HTMLVideoElement | null {
    return this.#video;
  }

  setLoop = (loop: boolean): void => this.#keep({ loop });
  setMuted = (muted: boolean): void => this.#keep({ muted });
  setRate = (rate: Rate): void => {
    this.#keep({ rate });
    const { playing, speed } = this.state;
    this.#speedUp(playing && speed < 0 ? -rate : rate);
  };

  /** The next slower or faster of the speeds. */
  nudgeRate = (by: number): void => {
    const at = RATES.indexOf(kept.rate) + by;
    const rate = RATES[Math.min(RATES.length - 1, Math.max(0, at))];
    if (rate !== undefined) this.setRate(rate);
  };

  #set(part: Partial<TransportState>): void {
    this.state = { ...this.state, ...part };
    this.onChange();
  }

  #keep(part: Partial<typeof kept>): void {
    Object.assign(kept, part);
    this.#set(part);
    this.#apply();
  }

  #speedUp(speed: number): void {
    this.#set({ speed });
    this.#apply();
  }

  /** The element as the state has it. */
  #apply(): void {
    if (!this.#video) return;
    const { loop, muted, speed, inPoint, outPoint } = this.state;
    this.#video.loop = loop && inPoint === null && outPoint === null;
    this.#video.muted = muted || !this.#audible;
    this.#video.playbackRate = speed > 0 ? speed : kept.rate;
  }

  /** When the last frame of what is played begins, in seconds. */
  get lastTime(): number {
    return startOf(this.frames, this.lastFrame);
  }

  /** The last frame of what is played. */
  get lastFrame(): number {
    const { outPoint } = this.state;
    const { times } = this.frames;
    return outPoint === null ? times.length - 1 : frameAt(this.frames, outPoint - 2 * LEAD);
  }

  #goTo(frame: number): void {
    const to = Math.min(this.frames.times.length - 1, Math.max(0, frame));
    this.#set({ time: startOf(this.frames, to) });
    this.#next = centreOf(this.frames, to);
    if (this.#video && !this.#video.seeking) this.#seekOn();
  }

  /** Begins the seek that waits; what was asked for in between is left out. */
  #seekOn(): void {
    if (this.#next === null || !this.#video) return;
    this.#video.currentTime = this.#next;
    this.#next = null;
  }

  /** Follows the element while it plays forward. */
  #follow(): void {
    cancelAnimationFrame(this.#animation);
    const video = this.#video;
    if (!video) return;
    let before = video.currentTime;
    const look = (): void => {
      const now = video.currentTime;
      if (now > before) this.#countPlayed(now - before);
      before = now;
      const { outPoint, speed, loop } = this.state;
      if (!video.seeking) this.#set({ time: startOf(this.frames, frameAt(this.frames, now)) });
      if (outPoint !== null && !video.seeking && now + LEAD * speed >= outPoint) {
        if (!loop) {
          this.stop();
          this.#goTo(this.lastFrame);
          return;
        }
        this.#goTo(frameAt(this.frames, this.range.start));
      }
      if (this.state.playing && !video.ended) this.#animation = requestAnimationFrame(look);
    };
    look();
  }

  #ended(): void {
    if (this.state.loop) {
      this.#goTo(frameAt(this.frames, this.range.start));
      void this.#video?.play().catch(() => this.stop());
      return;
    }
    this.#countPlayed(PLAYED);
    this.stop();
    this.#set({ time: this.state.duration });
  }

  #stepBack = (): void => {
    const reverse = this.#reverse;
    if (!reverse) return;
    const now = performance.now();
    const { start, end } = this.range;
    reverse.position += ((now - reverse.at) / 1000) * this.state.speed;
    reverse.at = now;
    if (reverse.position <= start) {
      if (!this.state.loop) {
        this.stop();
        this.#goTo(frameAt(this.frames, start));
        return;
      }
      reverse.position = end - LEAD;
    }
    const frame = frameAt(this.frames, reverse.position);
    if (startOf(this.frames, frame) !== this.state.time && this.#next === null) this.#goTo(frame);
    this.#animation = requestAnimationFrame(this.#stepBack);
  };

  #countPlayed(seconds: number): void {
    if (this.#played >= PLAYED) return;
    this.#played += seconds;
    if (this.#played >= PLAYED) this.onPlayed();
  }
}
