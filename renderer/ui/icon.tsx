import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';

interface Props {
  readonly of: LucideIcon;
  readonly size?: number;
  readonly className?: string | undefined;
  /** Filled, for what plays or is chosen. */
  readonly solid?: boolean;
}

/** An icon in the house's line weight. Never the only carrier of a meaning: the words are beside it or in the name. */
export function Icon({ of: Glyph, size = 16, className, solid = false }: Props): ReactElement {
  return (
    <Glyph
      size={size}
      strokeWidth={2}
      fill={solid ? 'currentColor' : 'none'}
      className={className}
      aria-hidden="true"
    />
  );
}

/** The broken diamond of practice mode. */
export function PracticeIcon({ className }: { readonly className?: string | undefined }): ReactElement {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" className={className} aria-hidden="true">
      <path
        d="M8 2.2l6 5.8-6 5.8L2 8z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        strokeLinejoin="round"
        strokeDasharray="2.2 2"
      />
    </svg>
  );
}
