/**
 * What `input` works on in Kinora, as plain HTML in an empty page: pictures in a strip, the chosen one large, a text, a
 * slider and two models. It runs in the page, and all of it is found by Kinora's names.
 */
export function putPlainPage(): void {
  document.body.innerHTML = `
    <input type="file" multiple />
    <p><img width="900" height="500" style="object-fit: contain" /></p>
    <div style="display: flex; overflow-x: auto"></div>
    <textarea id="prompt"></textarea>
    <input type="range" aria-label="Duration" min="1" max="15" />
    <div role="radiogroup" aria-label="Model">
      <input type="radio" name="model" />
      <input type="radio" name="model" />
    </div>`;
  const file = document.querySelector('input');
  const chosen = document.querySelector('img');
  const strip = document.querySelector('div');
  if (!file || !chosen || !strip) throw new Error('no page');
  const choose = (tile: HTMLElement): void => {
    for (const other of strip.querySelectorAll<HTMLElement>('[data-key]')) other.style.outline = '';
    tile.style.outline = '2px solid blue';
    tile.focus();
    tile.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    chosen.src = tile.querySelector('img')?.src ?? '';
  };
  file.onchange = () => {
    for (const [at, picture] of [...(file.files ?? [])].entries()) {
      const tile = Object.assign(document.createElement('button'), { onclick: () => choose(tile) });
      tile.dataset['key'] = String(at);
      tile.append(Object.assign(new Image(), { height: 96, src: URL.createObjectURL(picture) }));
      strip.append(tile);
    }
  };
  strip.onkeydown = ({ key }) => {
    const next = key === 'ArrowRight' ? document.activeElement?.nextElementSibling : null;
    if (next instanceof HTMLElement) choose(next);
  };
}
