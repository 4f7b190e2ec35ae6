import { ChevronRight, ExternalLink, Minus, Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import { MAX_DOWNLOADS } from '../../../preload/contract/limits.ts';
import { API_BASES, type ApiBase } from '../../../preload/contract/vocabulary.ts';
import { useWorld } from '../../state/core.ts';
import sh from '../../style/shared.module.css';
import { settings as en } from '../../text/en-settings.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import f from '../../ui/field.module.css';
import { Icon } from '../../ui/icon.tsx';
import { Segment } from '../../ui/segment.tsx';
import { useDraftText } from '../../ui/use-draft-text.ts';
import { isHttps } from '../animate/webhook.ts';
import { openLink } from './key-actions.ts';
import s from './settings.module.css';
import { SupportRow } from './support-row.tsx';
import { updateSettings } from './update.ts';

/** The default webhook address; it applies when the field is left, and only when it is one. */
function WebhookRow(): ReactElement {
  const stored = useWorld((world) => world.settings.webhookUrl);
  const { text, isNew, type, keep, onKey } = useDraftText(stored);
  const bad = !isHttps(text);
  const apply = (): void => {
    if (isNew && !bad) keep(text.trim(), updateSettings({ webhookUrl: text.trim() }));
  };
  return (
    <div className={s['stack']}>
      <div className={s['stackLabel']}>
        <label htmlFor="webhook">{en.webhook}</label>
        <span className={sh['hint']}>{en.webhookHint}</span>
      </div>
      <input
        className={f['input']}
        id="webhook"
        inputMode="url"
        spellCheck={false}
        maxLength={2000}
        placeholder={en.webhookPlaceholder}
        value={text}
        aria-invalid={bad}
        aria-describedby={bad ? 'webhook-bad' : undefined}
        onChange={(event) => type(event.target.value)}
        onBlur={apply}
        onKeyDown={(event) => onKey(event, apply)}
      />
      {bad && (
        <p className={f['error']} id="webhook-bad">
          {en.webhookBad}
        </p>
      )}
    </div>
  );
}

const host = (base: ApiBase): string => new URL(base).host;

/** Which of the service's addresses is used. One from the environment is shown, and cannot be changed here. */
function BaseRow(): ReactElement {
  const { apiBase, apiOverride } = useWorld((world) => world.settings);
  return (
    <div className={s['stack']}>
      <div className={s['stackLabel']}>
        <span id="api-base">{en.base}</span>
        <span className={sh['hint']}>{apiOverride === null ? en.baseHint : en.baseGiven}</span>
      </div>
      {apiOverride === null ? (
        <Segment
          labelledBy="api-base"
          value={apiBase}
          choices={API_BASES.map((value) => ({ value, label: host(value) }))}
          onChange={(value) => void updateSettings({ apiBase: value })}
        />
      ) : (
        <input className={f['input']} aria-labelledby="api-base" readOnly value={apiOverride} />
      )}
    </div>
  );
}

/** How many clips are fetched at once. */
function DownloadsRow(): ReactElement {
  const downloads = useWorld((world) => world.settings.downloads);
  const step = (label: string, by: -1 | 1): ReactElement => {
    const next = downloads + by;
    const off = next < 1 || next > MAX_DOWNLOADS;
    return (
      <Button
        small
        icon
        look="ghost"
        aria-label={label}
        aria-disabled={off}
        onClick={() => !off && void updateSettings({ downloads: next })}
      >
        <Icon of={by < 0 ? Minus : Plus} size={14} />
      </Button>
    );
  };
  return (
    <div className={s['row']}>
      <span className={s['name']} id="downloads">
        {en.downloads}
        <span className={s['hint']}>{en.downloadsHint}</span>
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend beside the row's own words */}
      <div className={s['step']} role="group" aria-labelledby="downloads">
        {step(en.fewer, -1)}
        <output>{downloads}</output>
        {step(en.more, 1)}
      </div>
    </div>
  );
}

/** What few people need. */
export function AdvancedGroup(): ReactElement {
  const version = useWorld((world) => world.version);
  return (
    <section className={s['group']}>
      <details open>
        <summary className={s['summary']}>
          {en.advanced}
          <Icon of={ChevronRight} size={14} />
        </summary>
        <div className={cx(sh['panel'], s['panel'])}>
          <WebhookRow />
          <BaseRow />
          <DownloadsRow />
          <div className={s['row']}>
            <span className={s['name']}>{en.status}</span>
            <Button
              small
              look="ghost"
              aria-label={`${en.statusShow}: ${en.status}`}
              onClick={() => void openLink('status')}
            >
              {en.statusShow}
              <Icon of={ExternalLink} size={14} />
            </Button>
          </div>
          <SupportRow />
        </div>
        <p className={cx(sh['hint'], s['about'])}>{en.about(version)}</p>
      </details>
    </section>
  );
}
