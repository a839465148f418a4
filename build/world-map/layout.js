// Where markers stand so that each can be hit, and where the arrow keys lead.

/** Pushes markers apart until no two centres are nearer than `gap`, with each held near its home. They begin where `before` has them, if it does: markers of two drawings stand alike. */
export const spread = (markers, gap, [width, height], margin, before) => {
  const placed = markers.map((m) => ({ ...m, x: before[m.code]?.x ?? m.homeX, y: before[m.code]?.y ?? m.homeY }));
  for (let round = 0; round < 4000; round++) {
    const pull = round < 3000 ? 0.02 : 0; // the last rounds only push
    let moved = 0;
    for (const m of placed) {
      m.x += (m.homeX - m.x) * pull;
      m.y += (m.homeY - m.y) * pull;
    }
    for (let i = 0; i < placed.length; i++) {
      for (let j = i + 1; j < placed.length; j++) {
        const a = placed[i], b = placed[j];
        const dx = b.x - a.x || 0.01 * (i - j), dy = b.y - a.y || 0.01;
        const distance = Math.hypot(dx, dy);
        if (distance >= gap) continue;
        const push = (gap - distance) / 2 / distance;
        a.x -= dx * push; a.y -= dy * push; b.x += dx * push; b.y += dy * push;
        moved = Math.max(moved, gap - distance);
      }
    }
    for (const m of placed) {
      m.x = Math.min(width - margin, Math.max(margin, m.x));
      m.y = Math.min(height - margin, Math.max(margin, m.y));
    }
    if (pull === 0 && moved < 0.01) break;
  }
  return placed;
};

const directions = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
};
const opposite = { up: "down", down: "up", left: "right", right: "left" };

/** For every place the place that each arrow key leads to. Whoever starts anywhere can get everywhere, and nearly always back by the opposite key. */
export const neighbours = (places) => {
  const links = Object.fromEntries(places.map((p) => [p.code, {}]));
  const pairs = [];
  for (const a of places) {
    for (const b of places) {
      if (a === b) continue;
      const dx = b.x - a.x, dy = b.y - a.y, distance = Math.hypot(dx, dy);
      for (const [key, [ux, uy]] of Object.entries(directions)) {
        const along = (dx * ux + dy * uy) / distance; // cosine of the angle between the key and the way
        if (along < 0.55) continue;
        pairs.push({ a: a.code, b: b.code, key, cost: distance * (1 + 2 * (1 - along)) });
      }
    }
  }
  pairs.sort((p, q) => p.cost - q.cost || (p.a < q.a ? -1 : 1));

  // First a tree of the shortest two-way links: it reaches every place. Then two-way links, then one-way ones, where a key is still free.
  const parent = Object.fromEntries(places.map((p) => [p.code, p.code]));
  const root = (code) => (parent[code] === code ? code : (parent[code] = root(parent[code])));
  const free = ({ a, b, key }) => !links[a][key] && !links[b][opposite[key]];
  const link = ({ a, b, key }) => { links[a][key] = b; links[b][opposite[key]] = a; parent[root(a)] = root(b); };
  for (const pair of pairs) if (free(pair) && root(pair.a) !== root(pair.b)) link(pair);
  const best = {};
  for (const { a, key, cost } of pairs) best[a + key] ??= cost;
  for (const pair of pairs) {
    // A way back is worth a small detour, not a key that jumps over the nearer countries.
    const natural = pair.cost <= 1.5 * best[pair.a + pair.key] && pair.cost <= 1.5 * best[pair.b + opposite[pair.key]];
    if (free(pair) && natural && !Object.values(links[pair.a]).includes(pair.b)) link(pair);
  }
  for (const pair of pairs) if (!links[pair.a][pair.key]) links[pair.a][pair.key] = pair.b;

  const unreached = places.filter((p) => root(p.code) !== root(places[0].code));
  if (unreached.length) throw new Error(`no arrow leads to ${unreached.map((p) => p.code)}`);
  return links;
};
