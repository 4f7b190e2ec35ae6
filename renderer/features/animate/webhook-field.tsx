import { type ReactElement, useId } from 'react';
import { useWorld } from '../../state/core.ts';
import { useDraft } from '../../state/draft.ts';
import sh from '../../style/shared.module.css';
import { t } from '../../text/en.ts';
import f from '../../ui/field.module.css';
import { isHttps } from './webhook.ts';

/** Where the service should report to; starts with the default from Settings. */
export function WebhookField(): ReactElement {
  const id = useId();
  const preset = useWorld((world) => world.settings.webhookUrl);
  const own = useDraft((draft) => draft.webhookUrl);
  const value = own ?? preset;
  const bad = !isHttps(value);
  return (
    <div>
      <div className={f['label']}>
        <label htmlFor={id}>{t.animate.webhook}</label>
        <span className={sh['hint']}>{t.animate.webhookHint}</span>
      </div>
      <input
        className={f['input']}
        id={id}
        inputMode="url"
        placeholder={t.animate.webhookPlaceholder}
        value={value}
        maxLength={2000}
        spellCheck={false}
        aria-invalid={bad}
        aria-describedby={bad ? `${id}-bad` : undefined}
        onChange={(event) => useDraft.setState({ webhookUrl: event.target.value })}
      />
      {bad && (
        <p className={f['error']} id={`${id}-bad`}>
          {t.animate.webhookBad}
        </p>
      )}
    </div>
  );
}
