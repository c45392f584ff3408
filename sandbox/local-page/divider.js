/**
 * A bar between two parts of a page, moved by mouse, finger or arrow keys. It sets `--share` on its parent: the share
 * of the first part in per cent. The browser's storage keeps the value.
 *
 * @param {HTMLElement} bar
 * @param {{ axis: 'x' | 'y', name: string, initial: number, min?: number, max?: number }} options
 */
export function makeDivider(bar, { axis, name, initial, min = 15, max = 85 }) {
  const parent = bar.parentElement;
  let share = initial;

  function place(wanted) {
    share = Math.min(max, Math.max(min, Math.round(wanted * 10) / 10));
    parent.style.setProperty('--share', `${share}%`);
    bar.setAttribute('aria-valuenow', String(Math.round(share)));
  }

  function keep(wanted) {
    place(wanted);
    localStorage.setItem(name, String(share));
  }

  function follow(event) {
    const box = parent.getBoundingClientRect();
    const part =
      axis === 'x' ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    keep(part * 100);
  }

  const [less, more] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const keys = {
    [less]: () => keep(share - 2),
    [more]: () => keep(share + 2),
    Home: () => keep(min),
    End: () => keep(max),
    Enter: () => keep(initial),
  };

  bar.setAttribute('role', 'separator');
  bar.setAttribute('tabindex', '0');
  bar.setAttribute('aria-orientation', axis === 'x' ? 'vertical' : 'horizontal');
  bar.setAttribute('aria-valuemin', String(min));
  bar.setAttribute('aria-valuemax', String(max));
  bar.addEventListener('keydown', (event) => {
    const move = keys[event.key];
    if (move === undefined) return;
    event.preventDefault();
    move();
  });
  bar.addEventListener('dblclick', () => keep(initial));
  bar.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    bar.focus();
    bar.setPointerCapture(event.pointerId);
    bar.addEventListener('pointermove', follow);
    // Frames beneath the pointer would receive its moves.
    document.documentElement.classList.add('dividing');
  });
  bar.addEventListener('lostpointercapture', () => {
    bar.removeEventListener('pointermove', follow);
    document.documentElement.classList.remove('dividing');
  });
  place(Number(localStorage.getItem(name) ?? initial));
}
