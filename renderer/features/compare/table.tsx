import { Fragment, type ReactElement } from 'react';
import { useWorld } from '../../state/core.ts';
import sh from '../../style/shared.module.css';
import { compare as en } from '../../text/en-compare.ts';
import s from './compare.module.css';
import { type Compared, type Difference, differencesOf } from './differences.ts';
import { letterOf } from './letters.ts';
import { wordsBeside } from './words.ts';

/** A text with the words marked that the first one does not have; in the first, those that the second has not. */
function Words({ texts, at }: { readonly texts: readonly string[]; readonly at: number }): ReactElement {
  const pieces = wordsBeside(texts[at] ?? '', texts[at === 0 ? 1 : 0] ?? '');
  return (
    <>
      {pieces.map(({ text, same }, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name
        same ? <Fragment key={index}>{text}</Fragment> : <mark key={index}>{text}</mark>,
      )}
    </>
  );
}

function Rows({ difference }: { readonly difference: Difference }): ReactElement {
  const { key, label, values } = difference;
  return (
    <tbody>
      {values.map((value, at) => (
        <tr key={letterOf(at)}>
          {at === 0 && (
            <th scope="rowgroup" rowSpan={values.length}>
              {label}
            </th>
          )}
          <th scope="row">{letterOf(at)}</th>
          <td>{value === '' ? en.none : key === 'prompt' ? <Words texts={values} at={at} /> : value}</td>
        </tr>
      ))}
    </tbody>
  );
}

/** What the clips and their recipes do not have in common. */
export function Differences({ compared }: { readonly compared: readonly Compared[] }): ReactElement {
  const models = useWorld((world) => world.models);
  const differences = differencesOf(compared, models);
  return (
    <section className={s['differences']}>
      <h2>{en.differences}</h2>
      {differences.length === 0 ? (
        <p className={sh['hint']}>{en.same}</p>
      ) : (
        <table aria-label={en.differences}>
          {differences.map((difference) => (
            <Rows key={difference.key} difference={difference} />
          ))}
        </table>
      )}
    </section>
  );
}
