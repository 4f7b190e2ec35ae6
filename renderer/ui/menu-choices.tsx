import { Menu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactElement } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import m from './menu.module.css';

/** One line of a menu to choose from. */
export interface MenuChoice<V extends string> {
  readonly value: V;
  readonly label: string;
  /** What stands at its end: how many there are. */
  readonly note?: string | undefined;
}

function Line({ label, note }: Pick<MenuChoice<string>, 'label' | 'note'>): ReactElement {
  return (
    <>
      <span className={m['label']}>{label}</span>
      {note !== undefined && <span className={m['note']}>{note}</span>}
      <Icon of={Check} size={14} className={m['mark']} />
    </>
  );
}

interface RadioProps<V extends string> {
  readonly choices: readonly MenuChoice<V>[];
  readonly value: V | null;
  readonly onChange: (value: V) => void;
}

/** Things of which one is on; choosing one closes the menu. */
export function MenuRadios<V extends string>({ choices, value, onChange }: RadioProps<V>): ReactElement {
  return (
    <Menu.RadioGroup value={value} onValueChange={onChange}>
      {choices.map((choice) => (
        <Menu.RadioItem
          key={choice.value}
          value={choice.value}
          className={cx(m['item'], m['choice'])}
          label={choice.label}
          closeOnClick
        >
          <Line {...choice} />
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

interface CheckProps<V extends string> {
  readonly choices: readonly MenuChoice<V>[];
  readonly values: readonly V[];
  readonly onChange: (values: V[]) => void;
}

/** Things of which any number can be on; the menu stays open. */
export function MenuChecks<V extends string>({ choices, values, onChange }: CheckProps<V>): ReactElement[] {
  return choices.map((choice) => (
    <Menu.CheckboxItem
      key={choice.value}
      className={cx(m['item'], m['choice'])}
      label={choice.label}
      checked={values.includes(choice.value)}
      onCheckedChange={(on) =>
        onChange(on ? [...values, choice.value] : values.filter((one) => one !== choice.value))
      }
    >
      <Line {...choice} />
    </Menu.CheckboxItem>
  ));
}
