import { Menu } from '@base-ui/react/menu';
import { type ReactElement, type ReactNode, useEffect } from 'react';
import { freeImageSlot, inSlot, kindOf, type Slot } from '../../../state/reference-slots.ts';
import { IMAGE_SLOTS, useReferences } from '../../../state/references.ts';
import { useStrip } from '../../../state/strip.ts';
import { t } from '../../../text/en.ts';
import m from '../../../ui/menu.module.css';
import { addPictureTo, buttonOf, moveTo, removeFrom } from './actions.ts';
import { chooseFromLibrary } from './from-library.ts';
import { openPickerFor } from './picker.tsx';

/** The one menu of all slots; a slot's button opens it with the slot. */
export const slotMenu = Menu.createHandle<Slot>();

export const menuIdOf = (slot: Slot): string => `reference-menu-${slot}`;

/** Opens the menu of a slot, as its button does. */
export function openSlotMenu(slot: Slot): void {
  slotMenu.open(menuIdOf(slot));
}

/** Where the focus goes when the menu closes: the slot, or where its image has gone. */
let returnTo: Slot = 0;

function move(from: Slot, to: Slot): void {
  returnTo = to;
  moveTo(from, to);
}

interface ItemProps {
  readonly run: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

function Item({ run, disabled = false, children }: ItemProps): ReactElement {
  return (
    <Menu.Item className={m['item']} disabled={disabled} onClick={run}>
      {children}
    </Menu.Item>
  );
}

/** Where an image can go from its slot. */
function MoveItems({ slot }: { readonly slot: Slot }): ReactElement {
  const free = useReferences(freeImageSlot);
  if (typeof slot !== 'number')
    return (
      <Item disabled={free === null} run={() => free !== null && move(slot, free)}>
        {t.references.toImages}
      </Item>
    );
  return (
    <>
      <Item disabled={slot === 0} run={() => move(slot, slot - 1)}>
        {t.references.left}
      </Item>
      <Item disabled={slot === IMAGE_SLOTS - 1} run={() => move(slot, slot + 1)}>
        {t.references.right}
      </Item>
      <Item run={() => move(slot, 'startFrame')}>{t.references.toStartFrame}</Item>
    </>
  );
}

function Items({ slot }: { readonly slot: Slot }): ReactElement {
  const item = useReferences((references) => inSlot(references, slot));
  const selected = useStrip((strip) => strip.items.find(({ key }) => key === strip.selected));
  const kind = kindOf(slot);
  useEffect(() => {
    returnTo = slot;
  }, [slot]);
  return (
    <>
      <Item run={() => openPickerFor(slot)}>{item ? t.references.replace : t.references.pick}</Item>
      {kind !== 'audio' && <Item run={() => chooseFromLibrary(slot)}>{t.references.fromLibrary}</Item>}
      {kind === 'image' && (
        <Item disabled={!selected?.source} run={() => selected && addPictureTo(slot, selected.key)}>
          {t.references.useSelected}
        </Item>
      )}
      {item && kind === 'image' && (
        <>
          <Menu.Separator className={m['line']} />
          <MoveItems slot={slot} />
        </>
      )}
      {item && (
        <>
          <Menu.Separator className={m['line']} />
          <Item run={() => removeFrom(slot)}>{t.references.takeOut}</Item>
        </>
      )}
    </>
  );
}

/** The menu itself, once for all slots. */
export function SlotMenu(): ReactElement {
  return (
    <Menu.Root handle={slotMenu}>
      {({ payload }) => (
        <Menu.Portal>
          <Menu.Positioner
            className={m['positioner']}
            side="bottom"
            align="start"
            sideOffset={4}
            collisionPadding={8}
          >
            <Menu.Popup className={m['popup']} finalFocus={() => buttonOf(returnTo)}>
              {payload !== undefined && <Items slot={payload} />}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      )}
    </Menu.Root>
  );
}
