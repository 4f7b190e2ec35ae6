import type { ReactElement } from 'react';
import { cx } from './cx.ts';
import s from './ring.module.css';

interface Props {
  readonly size: number;
  readonly width: number;
  /** Shares of the whole, 0 to 1: grey first, then the coloured part. */
  readonly spent?: number;
  readonly next?: number;
  readonly tone?: 'calm' | 'near' | 'over';
  /** What it shows, in words; without it the ring is decoration beside words. */
  readonly label?: string;
}

/** A share of a whole as a ring. */
export function Ring({ size, width, spent = 0, next = 0, tone = 'calm', label }: Props): ReactElement {
  const half = size / 2;
  const circle = { cx: half, cy: half, r: half - width / 2 - 0.5, pathLength: 100 };
  const first = Math.min(1, Math.max(0, spent)) * 100;
  const second = Math.min(100 - first, Math.max(0, next) * 100);
  return (
    <svg
      className={cx(s['ring'], tone !== 'calm' && s[tone])}
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      strokeWidth={width}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      <circle className={s['bg']} {...circle} />
      {first > 0 && <circle className={s['spent']} {...circle} strokeDasharray={`${first} 100`} />}
      {second > 0 && (
        <circle
          className={s['next']}
          {...circle}
          strokeDasharray={`${second} 100`}
          strokeDashoffset={-first}
        />
      )}
    </svg>
  );
}
