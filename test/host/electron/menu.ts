/** Menu and MenuItem: the structure is real, nothing is drawn. Specs click items through `item.click()`. */
import { recordCall } from '../state.ts';
import { hostEvent, StrictEmitter, strict } from '../strict.ts';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';

interface ItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly sublabel?: string;
  readonly toolTip?: string;
  readonly role?: string;
  readonly type?: 'normal' | 'separator' | 'submenu' | 'checkbox' | 'radio';
  readonly accelerator?: string;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly checked?: boolean;
  readonly submenu?: readonly (ItemOptions | MenuItem)[] | Menu;
  readonly click?: (item: MenuItem, window: BrowserWindow | undefined, event: object) => void;
}

/** What a role does by itself; the others belong to the desktop and are only recorded. */
const roles: Readonly<Record<string, (window: BrowserWindow | undefined) => void>> = {
  quit: () => app.quit(),
  close: (window) => window?.close(),
  minimize: (window) => window?.minimize(),
  reload: (window) => window?.reload(),
  togglefullscreen: (window) => window?.setFullScreen(!window.isFullScreen()),
};

let lastCommand = 0;

export class MenuItem {
  readonly id: string;
  readonly commandId: number;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  label: string;
  sublabel: string;
  toolTip: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly #click: ItemOptions['click'];
  readonly #public: MenuItem;

  constructor(options: ItemOptions) {
    lastCommand += 1;
    this.commandId = lastCommand;
    this.id = options.id ?? '';
    this.role = options.role?.toLowerCase();
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.accelerator = options.accelerator;
    this.submenu = options.submenu instanceof Menu ? options.submenu : undefined;
    if (options.submenu && !(options.submenu instanceof Menu))
      this.submenu = Menu.buildFromTemplate(options.submenu);
    this.label = options.label ?? options.role ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.#click = options.click;
    this.#public = strict('MenuItem', this);
    // biome-ignore lint/correctness/noConstructorReturn: the app must only ever hold the strict view
    return this.#public;
  }

  click(event: object = {}, window: BrowserWindow | null = BrowserWindow.getFocusedWindow()): void {
    if (this.type === 'checkbox') this.checked = !this.checked;
    const target = window ?? undefined;
    if (this.#click) {
      this.#click(this.#public, target, event);
      return;
    }
    const act = this.role === undefined ? undefined : roles[this.role];
    if (act) act(target);
    else recordCall('MenuItem.click', this.role ?? this.label);
  }
}

const menuEvents = ['menu-will-show', 'menu-will-close'];

export class Menu extends StrictEmitter {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  constructor() {
    super('Menu', menuEvents);
    // biome-ignore lint/correctness/noConstructorReturn: the app must only ever hold the strict view
    return strict('Menu', this);
  }

  static buildFromTemplate(template: readonly (ItemOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const entry of template) menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  insert(position: number, item: MenuItem): void {
    this.items.splice(position, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  /** Specs find the menu among the recorded calls, where they can click its items. */
  popup(options: object = {}): void {
    recordCall('Menu.popup', this, options);
    this.emit('menu-will-show', hostEvent());
  }

  closePopup(): void {
    this.emit('menu-will-close', hostEvent());
  }
}
