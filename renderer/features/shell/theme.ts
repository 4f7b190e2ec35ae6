import { useEffect, useLayoutEffect } from 'react';
import { useWorld } from '../../state/core.ts';

/**
 * The system, whose font is used, and the chosen theme and size of text on the root element; without a theme the style
 * sheets follow the system.
 */
export function useTheme(): void {
  const platform = useWorld((world) => world.platform);
  // Before anything is laid out.
  useLayoutEffect(() => {
    document.documentElement.dataset['platform'] = platform;
  }, [platform]);
  const theme = useWorld((world) => world.settings.theme);
  useEffect(() => {
    const root = document.documentElement;
    if (theme === 'system') root.removeAttribute('data-theme');
    else root.dataset['theme'] = theme;
  }, [theme]);
  const textSize = useWorld((world) => world.settings.textSize);
  useEffect(() => {
    document.documentElement.dataset['text'] = textSize;
  }, [textSize]);
}
