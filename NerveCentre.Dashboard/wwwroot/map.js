// The world map's drawing, tooltip, keys, zoom and links with its table. Everything is delegated from the document, so nothing
// needs to be attached again when Blazor or a navigation replaces the map. Figures are read from the map's data- attributes.

const WIDTH = 1000, HEIGHT = 448, MOST_ZOOM = 16, RADIUS = 2.6;
const linkOf = target => target instanceof Element ? target.closest('.world a[data-code]') : null;
const rowOf = target => target instanceof Element ? target.closest('.ranked tr[data-code]') : null;
const placeOf = (svg, code) => code ? svg.querySelector(`a[data-code="${code}"]`) : null;
const mapBeside = element => (element.closest('.map-card') ?? document).querySelector('svg.world');
const address = () => new URL(location.href);

/** Figures in the address are not Blazor's matter: no server is called, and Back still leaves the page. */
function remember(name, value) {
  const url = address();
  if (value) url.searchParams.set(name, value); else url.searchParams.delete(name);
  history.replaceState(history.state, '', url.href.replaceAll('%2C', ','));
}

// ---- The drawing. It comes with the first response; Blazor then replaces that by an empty map, which is filled from what was kept.

let kept = null;
let source = null; // the file whose shapes the kept drawing uses: after a restart of the server it may be another one

function keep(svg) {
  source = svg.dataset.source;
  kept = document.createDocumentFragment();
  kept.append(...[...svg.childNodes].map(node => node.cloneNode(true)));
  kept.querySelector('.hot')?.replaceChildren();
}

async function adopt(svg) {
  if (svg.querySelector('.places')) {
    keep(svg);
  } else if (kept && source === svg.dataset.source) {
    svg.replaceChildren(kept.cloneNode(true));
  } else {
    // The map appeared on a page that began without one: its own address has the drawing.
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    const drawn = page.querySelector('svg.world');
    if (!drawn?.querySelector('.places') || svg.querySelector('.places') || !svg.isConnected) return;
    keep(drawn);
    svg.replaceChildren(kept.cloneNode(true));
  }

  svg.dataset.adopted = 'yes';
  svg.addEventListener('wheel', event => wheel(svg, event), { passive: false });
  paint(svg);
  arrive(svg);
}

/** Looks, addresses and outlines as the attributes say. */
function paint(svg) {
  const looks = new Map((svg.dataset.fills ?? '').split(' ').filter(Boolean).flatMap(group => {
    const [look, codes] = group.split('=');
    return codes.split(',').map(code => [code, look]);
  }));
  for (const link of svg.querySelectorAll('a[data-code]')) {
    const look = looks.get(link.dataset.code) ?? '';
    if ((link.getAttribute('class') ?? '') !== look) link.setAttribute('class', look);
    const href = svg.dataset.country.replace('XX', link.dataset.code);
    if (link.getAttribute('href') !== href) link.setAttribute('href', href);
  }
  // A selected country without a link yet is outlined once it has one.
  svg.querySelector('.outlines').replaceChildren(...(svg.dataset.priority ?? '').split(' ').filter(Boolean).map(code => outlineOf(svg, code)).filter(Boolean));
  measure(svg);
  mark(svg, svg.dataset.hot ?? svg.dataset.selected);
}

const outlineOf = (svg, code) => placeOf(svg, code)?.lastElementChild.cloneNode();

function mark(svg, code) {
  const outline = outlineOf(svg, code);
  svg.querySelector('.hot').replaceChildren(...outline ? [outline] : []);
}

// ---- The part that is shown.

const current = svg => { const box = svg.viewBox.baseVal; return { x: box.x, y: box.y, width: box.width }; };

function parseView(text) {
  const parts = (text ?? '').split(',').map(Number);
  return parts.length === 3 && parts.every(Number.isFinite) && parts[2] > 0 ? { x: parts[0], y: parts[1], width: parts[2] } : null;
}

function show(svg, { x, y, width }) {
  width = Math.min(WIDTH, Math.max(WIDTH / MOST_ZOOM, width));
  const height = width * HEIGHT / WIDTH;
  x = Math.min(WIDTH - width, Math.max(0, x));
  y = Math.min(HEIGHT - height, Math.max(0, y));
  svg.setAttribute('viewBox', [x, y, width, height].map(n => Number(n.toFixed(2))).join(' '));
  measure(svg);
}

const LEAST_RADIUS = 2.5; // in pixels of the screen
const rooms = new WeakMap(); // map -> how far each marker may grow without touching another

function roomOf(svg, marker) {
  if (!rooms.has(svg)) {
    const all = [...svg.querySelectorAll('.points circle')].map(one => [one.getAttribute('cx'), one.getAttribute('cy')]);
    rooms.set(svg, new Map(all.map(([x, y]) => [`${x} ${y}`, Math.min(...all.map(([a, b]) => Math.hypot(x - a, y - b) || Infinity)) / 2])));
  }
  return rooms.get(svg).get(`${marker.getAttribute('cx')} ${marker.getAttribute('cy')}`) ?? 0;
}

/** On a small screen a marker that says something is still seen, as far as its neighbours leave it room. */
function radius(svg, marker, zoom) {
  const usual = RADIUS / Math.sqrt(zoom);
  if (!marker.closest('.outlines, .hot, a[class]:not([class=""])')) return usual;
  const pixel = current(svg).width / (svg.clientWidth || WIDTH);
  return Math.max(usual, Math.min(LEAST_RADIUS * pixel, roomOf(svg, marker)));
}

/** Lines stay as thin as they were, and markers grow more slowly than the land under them. */
function measure(svg) {
  const zoom = WIDTH / current(svg).width;
  svg.classList.toggle('zoomed', zoom > 1.01);
  for (const layer of svg.querySelectorAll('.sphere, .places')) layer.setAttribute('stroke-width', 0.5 / zoom);
  svg.querySelector('.outlines')?.setAttribute('stroke-width', 0.8 / zoom);
  svg.querySelector('.hot')?.setAttribute('stroke-width', 2 / zoom);
  for (const marker of svg.querySelectorAll('circle')) if (!marker.closest('pattern')) marker.setAttribute('r', radius(svg, marker, zoom).toFixed(2));
  for (const pattern of svg.querySelectorAll('pattern')) {
    pattern.dataset.turn ??= pattern.getAttribute('patternTransform') ?? '';
    pattern.setAttribute('patternTransform', `${pattern.dataset.turn} scale(${1 / Math.sqrt(zoom)})`);
  }
}

/** What the address asks for: a part of the map, or all of a region, of which the server knows the frame. */
function arrive(svg) {
  const asked = address().searchParams;
  show(svg, parseView(asked.get('view')) ?? (asked.has('region') ? parseView(svg.dataset.frame) : null) ?? { x: 0, y: 0, width: WIDTH });
}

let moving = 0;
let settling = 0;

/** In one step where motion is not wanted; otherwise in a tenth of a second. The address follows when the map has come to rest. */
function moveTo(svg, target, smooth) {
  cancelAnimationFrame(moving);
  clearTimeout(settling);
  hide(svg);
  settling = setTimeout(() => settle(svg), 250);
  if (!smooth || matchMedia('(prefers-reduced-motion: reduce)').matches) return show(svg, target);
  const from = current(svg), began = performance.now();
  const step = now => {
    const part = Math.min(1, (now - began) / 150), eased = 1 - (1 - part) ** 3;
    show(svg, { x: from.x + (target.x - from.x) * eased, y: from.y + (target.y - from.y) * eased, width: from.width + (target.width - from.width) * eased });
    if (part < 1) moving = requestAnimationFrame(step);
  };
  moving = requestAnimationFrame(step);
}

function settle(svg) {
  const { x, y, width } = current(svg);
  const whole = width > WIDTH * 0.995;
  // A region shows its own part when the address says nothing; the whole world then has to be said.
  remember('view', whole && !address().searchParams.has('region') ? '' : [x, y, width].map(n => Number(n.toFixed(1))).join(','));
  const link = linkOf(document.activeElement);
  if (link?.ownerSVGElement === svg && link.matches(':focus-visible')) tell(link);
}

/** @param at Where to zoom, as parts of the frame; its middle when left out. */
function zoom(svg, factor, at = [0.5, 0.5], smooth = true) {
  const from = current(svg);
  const width = Math.min(WIDTH, Math.max(WIDTH / MOST_ZOOM, from.width / factor));
  const height = HEIGHT / WIDTH;
  moveTo(svg, { x: from.x + (from.width - width) * at[0], y: from.y + (from.width - width) * height * at[1], width }, smooth);
}

const partsOf = (svg, { clientX, clientY }) => {
  const box = svg.getBoundingClientRect();
  return [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
};

/** A wheel scrolls the page, unless Ctrl says otherwise (which is what pinching on a touchpad sends) or the map has the focus. */
function wheel(svg, event) {
  if (!event.ctrlKey && !svg.contains(document.activeElement)) return;
  event.preventDefault();
  zoom(svg, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), partsOf(svg, event), false);
}

// ---- Dragging and pinching.

const fingers = new Map();
let grip = null;

const spread = points => Math.hypot(points[0].clientX - points[1].clientX, points[0].clientY - points[1].clientY);
const middle = points => ({ clientX: (points[0].clientX + points[1].clientX) / 2, clientY: (points[0].clientY + points[1].clientY) / 2 });

function seize(svg) {
  const points = [...fingers.values()];
  const centre = points.length > 1 ? middle(points) : points[0];
  grip = { svg, at: partsOf(svg, centre), from: current(svg), spread: points.length > 1 ? spread(points) : 0, start: centre, moved: grip?.moved ?? false };
}

document.addEventListener('pointerdown', event => {
  if (event.pointerType === 'touch' && !linkOf(event.target)) for (const told of document.querySelectorAll('svg.world[data-hot]')) hide(told);
  const svg = event.target instanceof Element ? event.target.closest('svg.world') : null;
  if (!svg || (event.pointerType === 'mouse' && event.button !== 0)) return;
  if (event.isPrimary) { fingers.clear(); grip = null; }
  fingers.set(event.pointerId, event);
  seize(svg);
});

document.addEventListener('pointermove', event => {
  if (!grip || !fingers.has(event.pointerId)) return;
  fingers.set(event.pointerId, event);
  const points = [...fingers.values()];
  const centre = points.length > 1 ? middle(points) : points[0];
  const { svg, at, from } = grip;
  if (!grip.moved && points.length < 2 && Math.hypot(centre.clientX - grip.start.clientX, centre.clientY - grip.start.clientY) < 5) return;
  if (points.length < 2 && from.width >= WIDTH) return; // the whole world has nowhere to go, and a finger scrolls the page
  grip.moved = true;
  svg.classList.add('dragged');
  const width = Math.min(WIDTH, Math.max(WIDTH / MOST_ZOOM, points.length > 1 && grip.spread ? from.width * grip.spread / spread(points) : from.width));
  const now = partsOf(svg, centre);
  const ratio = HEIGHT / WIDTH;
  // What was under the fingers stays under them.
  moveTo(svg, { x: from.x + at[0] * from.width - now[0] * width, y: from.y + (at[1] * from.width - now[1] * width) * ratio, width }, false);
});

let dragged = false;

function release(event) {
  if (!fingers.delete(event.pointerId) || !grip) return;
  if (fingers.size > 0) return seize(grip.svg);
  grip.svg.classList.remove('dragged');
  dragged = grip.moved;
  grip = null;
  setTimeout(() => { dragged = false; }, 0); // the click of the same release has come by then
}
document.addEventListener('pointerup', release);
document.addEventListener('pointercancel', release);
document.addEventListener('dragstart', event => { if (linkOf(event.target)) event.preventDefault(); });

// ---- What there is to say of a country.

/** Its name, then label and figure by turns. The server wrote the figures in the viewer's language; nothing is computed here. */
function facts(link) {
  const svg = link.ownerSVGElement, code = link.dataset.code;
  const words = tipOf(svg).dataset.words.split('|');
  const name = (link.dataset.name ??= link.getAttribute('aria-label'));
  const orders = (svg.dataset.orders ?? '').split(';').find(line => line.startsWith(`${code}|`))?.split('|').slice(1) ?? inRow(svg, code) ?? ['0', '–', '–', '–', '–'];
  const coverage = (svg.dataset.coverage ?? '').split(';').map(line => line.split('|')).find(line => line[2]?.split(' ').includes(code)) ?? ['–', '–'];
  const lines = 'nodata' in svg.dataset ? [[words[8], '']] : orders.map((figure, i) => [words[i], figure]);
  lines.push([words[5], coverage[0]], [words[6], coverage[1]]);
  if ((svg.dataset.priority ?? '').split(' ').includes(code)) lines.push([words[7], '✓']);
  return [name, lines];
}

/** Orders, share, change, rank and opportunity as the country's row of the table has them. */
function inRow(svg, code) {
  const count = row => Number(row.cells[1].textContent.replace(/\D/g, ''));
  const rows = [...svg.closest('.card').querySelectorAll('tr[data-code]')];
  const row = rows.find(one => one.dataset.code === code);
  if (!row || count(row) === 0) return null;
  const rank = 1 + rows.filter(one => count(one) > count(row)).length;
  return [...[1, 2, 3].map(i => row.cells[i].textContent), new Intl.NumberFormat(document.documentElement.lang).format(rank), row.cells[4].textContent];
}

let pointed;
const tipOf = svg => svg.parentElement.querySelector('.map-tip');

/** At the pointer if there is one, otherwise at the middle of the country's land: some boxes reach around the globe. */
function tell(link, pointer) {
  pointed = pointer;
  const svg = link.ownerSVGElement, tip = tipOf(svg);
  const [name, lines] = facts(link);
  const text = (tag, content) => Object.assign(document.createElement(tag), { textContent: content });
  const list = document.createElement('dl');
  list.append(...lines.flatMap(([label, figure]) => [text('dt', label), text('dd', figure)]));
  tip.replaceChildren(text('strong', name), list);
  tip.hidden = false;

  const frame = svg.getBoundingClientRect(), outer = svg.parentElement.getBoundingClientRect(), box = current(svg);
  const [placeX, placeY] = link.dataset.at.split(' ').map(Number);
  const scale = frame.width / box.width;
  const x = pointer ? pointer.clientX - frame.left : (placeX - box.x) * scale;
  const y = pointer ? pointer.clientY - frame.top : (placeY - box.y) * scale;
  const above = y - tip.offsetHeight - 14;
  tip.style.left = `${Math.max(0, Math.min(x - tip.offsetWidth / 2, outer.width - tip.offsetWidth))}px`;
  tip.style.top = `${above + frame.top >= 0 ? above : y + 18}px`;
  svg.dataset.hot = link.dataset.code;
  mark(svg, link.dataset.code);
  touchRow(svg, link.dataset.code);
}

function hide(svg) {
  tipOf(svg).hidden = true;
  delete svg.dataset.hot;
  mark(svg, svg.dataset.selected);
  touchRow(svg, null);
}

// ---- The table is the map's twin.

function touchRow(svg, code) {
  for (const row of svg.closest('.map-card')?.querySelectorAll('.ranked tr[data-code]') ?? []) row.classList.toggle('hover', row.dataset.code === code);
}

/** Selecting stays in the page: the row is marked and scrolled to inside its own box, and the address remembers it. */
function select(link) {
  const code = link.dataset.code;
  markSelected(link.ownerSVGElement, code);
  remember('country', code);
}

function markSelected(svg, code) {
  svg.dataset.selected = code;
  for (const row of svg.closest('.map-card')?.querySelectorAll('.ranked tr[data-code]') ?? []) {
    row.classList.toggle('selected', row.dataset.code === code);
    if (row.dataset.code !== code) continue;
    const box = row.closest('.scroll');
    const head = box.querySelector('thead').offsetHeight, foot = box.querySelector('tfoot')?.offsetHeight ?? 0;
    if (row.offsetTop < box.scrollTop + head) box.scrollTop = row.offsetTop - head;
    else if (row.offsetTop + row.offsetHeight > box.scrollTop + box.clientHeight - foot) box.scrollTop = row.offsetTop + row.offsetHeight - box.clientHeight + foot;
  }
}

const isShown = (svg, link) => {
  const [x, y] = link.dataset.at.split(' ').map(Number), box = current(svg);
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.width * HEIGHT / WIDTH;
};

/** Where Tab enters: what the server says, or the first of the table, or any, as long as it is in the part that is shown. */
function entryOf(svg) {
  const rows = [...svg.closest('.map-card')?.querySelectorAll('.ranked tr[data-code]') ?? []].map(row => row.dataset.code);
  const links = [...[svg.dataset.entry, ...rows].map(code => placeOf(svg, code)).filter(Boolean), ...svg.querySelectorAll('a[data-code]')];
  return links.find(link => isShown(svg, link)) ?? links[0];
}

/** Makes a link the one that Tab enters, tells its figures to a reader, and goes there. */
function go(link) {
  const svg = link.ownerSVGElement;
  svg.querySelectorAll('a[tabindex="0"]').forEach(other => other.setAttribute('tabindex', '-1'));
  const [name, lines] = facts(link);
  link.setAttribute('tabindex', '0');
  link.setAttribute('aria-label', [name, ...lines.map(line => line.join(' ').trim())].join(', '));
  const [x, y] = link.dataset.at.split(' ').map(Number), { width } = current(svg);
  if (!isShown(svg, link)) moveTo(svg, { x: x - width / 2, y: y - width * HEIGHT / WIDTH / 2, width }, false);
  link.focus({ preventScroll: true });
}

document.addEventListener('pointerover', event => {
  if (grip?.moved || event.pointerType === 'touch') return;
  const link = linkOf(event.target);
  if (link) return tell(link, event);
  const row = rowOf(event.target), svg = row && mapBeside(row);
  if (svg) { svg.dataset.hot = row.dataset.code; mark(svg, row.dataset.code); }
});

document.addEventListener('pointerout', event => {
  if (event.pointerType === 'touch') return; // a lifted finger has pointed, and may tap again
  const link = linkOf(event.target), row = rowOf(event.target);
  if (link && !linkOf(event.relatedTarget)) hide(link.ownerSVGElement);
  const svg = row && !row.contains(event.relatedTarget) && mapBeside(row);
  if (svg) hide(svg);
});

/** A finger has no hover: its first tap tells, its second opens. Dragging opens nothing. */
document.addEventListener('click', event => {
  const link = linkOf(event.target);
  if (link && dragged) return event.preventDefault();
  if (link && event.pointerType === 'touch' && link.ownerSVGElement.dataset.hot !== link.dataset.code) {
    event.preventDefault();
    tell(link);
    return select(link);
  }

  const button = event.target instanceof Element ? event.target.closest('.map-zoom a[data-zoom]') : null;
  if (button && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const svg = button.closest('figure').querySelector('svg.world');
    if (button.dataset.zoom === 'in') zoom(svg, 2);
    else if (button.dataset.zoom === 'out') zoom(svg, 0.5);
    else moveTo(svg, parseView(button.dataset.zoom), true);
    return;
  }
}, { capture: true });

document.addEventListener('focusin', event => {
  const row = rowOf(event.target), beside = row && mapBeside(row);
  if (beside) { beside.dataset.hot = row.dataset.code; mark(beside, row.dataset.code); }
  const link = linkOf(event.target);
  if (!link || !link.matches(':focus-visible')) return;
  const svg = link.ownerSVGElement;
  // Later visits return to where the last one ended, if that is still shown.
  if (!svg.contains(event.relatedTarget) && !(svg.dataset.entered && isShown(svg, link))) {
    svg.dataset.entered = 'yes';
    const entry = entryOf(svg);
    if (entry !== link) return go(entry);
  }
  tell(link);
  select(link);
});

document.addEventListener('focusout', event => {
  const link = linkOf(event.target), row = rowOf(event.target);
  if (link) hide(link.ownerSVGElement);
  const svg = row && !row.contains(event.relatedTarget) && mapBeside(row);
  if (svg) hide(svg);
});

document.addEventListener('keydown', event => {
  const figure = event.target instanceof Element ? event.target.closest('.world-map') : null;
  if (!figure || event.ctrlKey || event.metaKey || event.altKey) return;
  const svg = figure.querySelector('svg.world'), link = linkOf(event.target);
  const factor = { '+': 2, '=': 2, '-': 0.5, '−': 0.5 }[event.key];
  if (factor || event.key === '0') {
    event.preventDefault();
    const box = current(svg), [x, y] = link ? link.dataset.at.split(' ').map(Number) : [box.x + box.width / 2, box.y + box.width * HEIGHT / WIDTH / 2];
    if (factor) zoom(svg, factor, [(x - box.x) / box.width, (y - box.y) / (box.width * HEIGHT / WIDTH)]); else moveTo(svg, { x: 0, y: 0, width: WIDTH }, true);
    return;
  }
  if (!link) return;
  if (event.key === 'Escape') hide(svg);
  const way = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].indexOf(event.key);
  const next = event.key === 'Home' ? entryOf(svg) : placeOf(svg, link.dataset.go.split(' ')[way]);
  if (!next) return;
  event.preventDefault();
  go(next);
});

// ---- The filters are a form that works without this; here it takes effect at once and leaves defaults out of the address.

document.addEventListener('change', event => {
  if (event.target instanceof HTMLSelectElement && event.target.closest('.map-card form')) {
    // Blazor asks what was pressed.
    event.target.form.requestSubmit(event.target.form.querySelector('[type=submit]'));
  }
});

document.addEventListener('formdata', event => {
  const { target: form, formData: data } = event;
  if (!form.closest('.map-card')) return;
  // What the form only passes on is the address's: after a quick choice the form may still be that of the page before.
  const { searchParams: now } = address();
  const control = name => ![undefined, 'hidden'].includes(form.elements.namedItem(name)?.type);
  const chosen = [...data].filter(([name, value]) => control(name) && value !== '');
  for (const name of [...data.keys()]) data.delete(name);
  for (const [name, value] of now) if (!control(name)) data.set(name, value);
  for (const [name, value] of chosen) data.set(name, value);
  // Days mean nothing to 30 × 24 hours, which then begin as they are by themselves. The other way round a moment's day is what is meant.
  if (control('window') && !data.get('window') && (now.has('window') || now.has('from'))) {
    for (const name of ['from', 'end']) {
      data.delete(name);
      if (control(name)) form.elements[name].value = '';
    }
  }
  // The part of the map that is shown stays, unless another region is asked for.
  if (control('region') && (data.get('region') ?? '') !== (now.get('region') ?? '')) for (const name of ['view', 'country']) data.delete(name);
  if (data.get('scale') && data.get('scale') !== 'pinned') data.delete('breaks');
  if (data.get('scale') === 'pinned') data.delete('scale'); // the breaks say it
  if (data.has('from')) data.delete('window'); // so do days
});

// ---- Maps come and go, grow and shrink, and their attributes change.

addEventListener('resize', () => { for (const svg of document.querySelectorAll('svg.world[data-adopted]')) measure(svg); });

function look() {
  for (const svg of document.querySelectorAll('svg.world:not([data-adopted])')) adopt(svg);
}

new MutationObserver(changes => {
  look();
  // A row's new figures are those of its country.
  const row = changes.find(change => change.type === 'childList' && change.target.localName === 'tr')?.target;
  const beside = row?.closest('.card')?.querySelector('svg.world[data-adopted]');
  if (beside?.dataset.hot && !tipOf(beside).hidden) {
    const told = placeOf(beside, beside.dataset.hot);
    if (told) tell(told, pointed);
  }
  for (const svg of new Set(changes.filter(change => change.type === 'attributes').map(change => change.target))) {
    if (!svg.matches('svg.world[data-adopted]')) continue;
    paint(svg);
    if (changes.some(change => change.target === svg && change.attributeName === 'data-frame')) arrive(svg);
    const told = svg.dataset.hot && !tipOf(svg).hidden && placeOf(svg, svg.dataset.hot);
    if (told) tell(told, pointed); // new figures, at the same place
  }
}).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-fills', 'data-country', 'data-priority', 'data-orders', 'data-selected', 'data-frame'] });
look();

// Blazor knows nothing of what was remembered here: after a navigation the address alone says what is shown and marked.
globalThis.Blazor?.addEventListener?.('enhancedload', () => {
  for (const svg of document.querySelectorAll('svg.world[data-adopted]')) {
    arrive(svg);
    markSelected(svg, address().searchParams.get('country') ?? '');
  }
});
