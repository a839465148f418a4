// The world map's tooltip and arrow keys. Everything is delegated from the document, so nothing needs to be
// attached again when Blazor or a navigation replaces the map. The figures are read from the map's data- attributes.

const pairs = text => new Map([...(text ?? '').matchAll(/([A-Z]{2})(\d+)/g)].map(([, code, n]) => [code, Number(n)]));
const linkOf = target => target instanceof Element ? target.closest('.world a[data-code]') : null;

/** What there is to say of a country: its name, then one line per fact. Server-rendered names, numbers in the server's choice of language. */
function facts(link) {
  const map = link.ownerSVGElement.dataset;
  const code = link.dataset.code;
  const name = (link.dataset.name ??= link.getAttribute('aria-label'));
  const count = new Intl.NumberFormat(map.culture);
  const percent = (part, whole) => {
    // As the server writes it: never rounded up to all or down to nothing.
    const exact = 100 * part / whole;
    const shown = part === 0 ? 0 : part === whole ? 100 : Math.min(99.9, Math.max(0.1, exact));
    const figure = new Intl.NumberFormat(map.culture, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(shown);
    return `${exact > 0 && exact < 0.1 ? '<' : ''}${figure}\u00a0%`;
  };
  const lines = [];
  if ('nodata' in map) {
    lines.push('No data: orders never read');
  } else {
    const orders = pairs(map.orders).get(code) ?? 0;
    lines.push(orders === 0 ? 'No orders' : `${count.format(orders)} ${orders === 1 ? 'order' : 'orders'}, ${percent(orders, Number(map.total))} of all`);
  }
  const active = Number(map.active);
  if (active > 0) lines.push(`${percent(pairs(map.ships).get(code) ?? 0, active)} of listings ship there`);
  if (map.priority.split(' ').includes(code)) lines.push('Priority market');
  return [name, lines];
}

/** At the pointer if there is one, otherwise at the middle of the country's land: some boxes reach around the globe. */
function show(link, pointer) {
  const svg = link.ownerSVGElement;
  const tip = svg.parentElement.querySelector('.map-tip');
  const [name, lines] = facts(link);
  const title = document.createElement('strong');
  title.textContent = name;
  tip.replaceChildren(title, ...lines.map(line => Object.assign(document.createElement('span'), { textContent: line })));
  tip.hidden = false;

  const frame = svg.getBoundingClientRect();
  const scale = frame.width / svg.viewBox.baseVal.width;
  const [x, y] = pointer
    ? [pointer.clientX - frame.left, pointer.clientY - frame.top]
    : link.dataset.at.split(' ').map(n => n * scale);
  const above = y - tip.offsetHeight - 14;
  tip.style.left = `${Math.max(0, Math.min(x - tip.offsetWidth / 2, frame.width - tip.offsetWidth))}px`;
  tip.style.top = `${above >= -14 ? above : y + 18}px`;

  svg.querySelector('.hot').replaceChildren(...[...link.children].map(shape => shape.cloneNode()));
}

function hide(svg) {
  svg.parentElement.querySelector('.map-tip').hidden = true;
  svg.querySelector('.hot').replaceChildren();
}

/** Makes a link the one that Tab enters, tells its figures to a reader, and goes there. */
function go(link) {
  const svg = link.ownerSVGElement;
  svg.querySelectorAll('a[tabindex="0"]').forEach(other => other.setAttribute('tabindex', '-1'));
  const [name, lines] = facts(link);
  link.setAttribute('tabindex', '0');
  link.setAttribute('aria-label', [name, ...lines].join(', '));
  link.focus({ preventScroll: true });
}

document.addEventListener('pointerover', event => {
  const link = linkOf(event.target);
  if (link) show(link, event);
});

document.addEventListener('pointerout', event => {
  const link = linkOf(event.target);
  if (link && !linkOf(event.relatedTarget)) hide(link.ownerSVGElement);
});

document.addEventListener('focusin', event => {
  const link = linkOf(event.target);
  if (!link) return;
  const svg = link.ownerSVGElement;
  const entry = svg.querySelector(`a[data-code="${svg.dataset.entry}"]`);
  if (!svg.dataset.entered && entry && !svg.contains(event.relatedTarget) && link.matches(':focus-visible')) {
    svg.dataset.entered = 'yes'; // later visits return to where the last one ended
    go(entry);
    return;
  }
  if (link.matches(':focus-visible')) show(link);
});

document.addEventListener('focusout', event => {
  const link = linkOf(event.target);
  if (link) hide(link.ownerSVGElement);
});

document.addEventListener('keydown', event => {
  const link = linkOf(event.target);
  if (!link) return;
  const way = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].indexOf(event.key);
  const code = event.key === 'Home' ? link.ownerSVGElement.dataset.entry : link.dataset.go.split(' ')[way];
  const next = code && link.ownerSVGElement.querySelector(`a[data-code="${code}"]`);
  if (event.key === 'Escape') hide(link.ownerSVGElement);
  if (!next) return;
  event.preventDefault();
  go(next);
});
