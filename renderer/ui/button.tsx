import type { ComponentPropsWithRef, ReactElement } from 'react';
import s from './button.module.css';
import { cx } from './cx.ts';
import { Spinner } from './spinner.tsx';

export type ButtonLook = 'plain' | 'ghost' | 'ember' | 'danger';

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  readonly look?: ButtonLook;
  readonly small?: boolean;
  /** Square, for an icon alone; give it an `aria-label`. */
  readonly icon?: boolean;
  /** Shows a spinner and takes no further press. */
  readonly working?: boolean;
}

/** A button. Working ones stay focusable, so that the focus is not lost under the person's hands. */
export function Button({
  look = 'plain',
  small = false,
  icon = false,
  working = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps): ReactElement {
  const looks = look === 'danger' ? cx(s['ghost'], s['danger']) : look !== 'plain' && s[look];
  return (
    <button
      type="button"
      {...rest}
      className={cx(s['btn'], small && s['small'], icon && s['icon'], looks, className)}
      aria-disabled={working || rest['aria-disabled']}
      onClick={working ? undefined : onClick}
    >
      {working && <Spinner />}
      {children}
    </button>
  );
}
