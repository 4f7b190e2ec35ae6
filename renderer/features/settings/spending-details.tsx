import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactElement, useState } from 'react';
import { less } from '../../../preload/contract/money.ts';
import type { RouteOutput } from '../../../preload/contract/schemas/routes.ts';
import type { PeriodView } from '../../../preload/contract/schemas/views.ts';
import { ask } from '../../bridge.ts';
import { toFailure } from '../../state/models.ts';
import { t } from '../../text/en.ts';
import { settings as en } from '../../text/en-settings.ts';
import { money, number, periodName } from '../../text/format.ts';
import { Button } from '../../ui/button.tsx';
import { SheetDialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { say, sayFailure } from '../../ui/toasts.ts';
import s from './settings.module.css';
import d from './spending-details.module.css';

type Periods = RouteOutput<'spend.periods'>;

async function exportCsv(): Promise<void> {
  const answer = await ask('spend.export', {});
  if (!answer.ok) sayFailure(toFailure(answer.error));
  else if (answer.value.name !== null) say({ title: en.exported(answer.value.name), look: 'done' });
}

function Figures({ of }: { readonly of: PeriodView }): ReactElement {
  return (
    <>
      <td>{number(of.clips)}</td>
      <td>{money(of.charged)}</td>
      <td>{money(of.refunded)}</td>
      <td>{money(less(of.charged, of.refunded))}</td>
    </>
  );
}

/** Months, the newest with its days; the others show theirs when they are opened. */
function Table({ months, days }: Periods): ReactElement {
  const [open, setOpen] = useState<readonly string[]>(months.slice(0, 1).map(({ period }) => period));
  const { period: when, ...figures } = en.columns;
  return (
    <table className={d['table']} aria-label={en.byDayTitle}>
      <thead>
        <tr>
          <th scope="col">{when}</th>
          {Object.values(figures).map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {months.map((month) => {
          const name = periodName(month.period);
          const isOpen = open.includes(month.period);
          const toggle = (): void =>
            setOpen(isOpen ? open.filter((each) => each !== month.period) : [...open, month.period]);
          return (
            <Fragment key={month.period}>
              <tr className={d['month']}>
                <th scope="row">
                  <button
                    type="button"
                    className={d['toggle']}
                    aria-expanded={isOpen}
                    aria-label={en.monthDays(name, isOpen)}
                    onClick={toggle}
                  >
                    <Icon of={ChevronRight} size={14} />
                    {name}
                  </button>
                </th>
                <Figures of={month} />
              </tr>
              {isOpen &&
                days
                  .filter(({ period }) => period.startsWith(month.period))
                  .map((day) => (
                    <tr key={day.period}>
                      <th scope="row" className={d['day']}>
                        {periodName(day.period)}
                      </th>
                      <Figures of={day} />
                    </tr>
                  ))}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

/** What was spent when, in a panel of its own, and as a file. */
export function SpendingDetails(): ReactElement {
  const [periods, setPeriods] = useState<Periods | null>(null);
  const [busy, setBusy] = useState(false);
  const close = (): void => setPeriods(null);
  const show = async (): Promise<void> => {
    const answer = await ask('spend.periods', {});
    if (answer.ok) setPeriods(answer.value);
    else sayFailure(toFailure(answer.error));
  };
  return (
    <div className={s['row']}>
      <div className={s['name']}>
        {en.byDay}
        <span className={s['hint']}>{en.byDayHint}</span>
      </div>
      <Button small aria-label={`${en.byDayShow} ${en.byDay}`} onClick={() => void show()}>
        {en.byDayShow}
      </Button>
      <SheetDialog
        open={periods !== null}
        wide
        title={en.byDayTitle}
        body={periods?.months.length === 0 ? en.byDayNone : en.byDayHint}
        onClose={close}
        footer={
          <>
            <Button
              working={busy}
              onClick={() => {
                setBusy(true);
                void exportCsv().finally(() => setBusy(false));
              }}
            >
              {en.exportCsv}
            </Button>
            <Button onClick={close}>{t.shell.close}</Button>
          </>
        }
      >
        {periods && periods.months.length > 0 && <Table {...periods} />}
      </SheetDialog>
    </div>
  );
}
