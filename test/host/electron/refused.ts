/** Modules of Electron that the host does not have. They can be imported; using them throws by name. */
import { refuse } from '../strict.ts';

export const BaseWindow = refuse('BaseWindow');
export const BrowserView = refuse('BrowserView');
export const ClipboardItem = refuse('ClipboardItem');
export const contentTracing = refuse('contentTracing');
export const desktopCapturer = refuse('desktopCapturer');
export const globalShortcut = refuse('globalShortcut');
export const ImageView = refuse('ImageView');
export const inAppPurchase = refuse('inAppPurchase');
export const MessageChannelMain = refuse('MessageChannelMain');
export const netLog = refuse('netLog');
export const pushNotifications = refuse('pushNotifications');
export const ShareMenu = refuse('ShareMenu');
export const sharedTexture = refuse('sharedTexture');
export const systemPreferences = refuse('systemPreferences');
export const TouchBar = refuse('TouchBar');
export const utilityProcess = refuse('utilityProcess');
export const View = refuse('View');
export const webFrameMain = refuse('webFrameMain');
export const WebContentsView = refuse('WebContentsView');
