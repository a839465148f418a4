// Planar rings: areas, boxes, and the shortest way to write them down.

export const ringArea = (ring) => {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  return Math.abs(sum) / 2;
};

export const box = (ring) => ring.reduce(
  ([left, top, right, bottom], [x, y]) => [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)],
  [Infinity, Infinity, -Infinity, -Infinity]);

const tenths = (n) => Math.round(n * 10);

/** Rounded to a tenth, without points that rounding made equal; null when no area is left. */
export const rounded = (ring) => {
  const out = [];
  for (const [x, y] of ring) {
    const point = [tenths(x), tenths(y)];
    const last = out.at(-1);
    if (!last || last[0] !== point[0] || last[1] !== point[1]) out.push(point);
  }
  if (out.length > 1 && out[0][0] === out.at(-1)[0] && out[0][1] === out.at(-1)[1]) out.pop();
  return out.length > 2 && ringArea(out) > 0 ? out : null;
};

/** Rings in tenths to a path with relative commands. Differences of rounded numbers, so that errors do not add up. */
export const pathOf = (rings) => {
  let text = "";
  let at = [0, 0];
  for (const ring of rings) {
    text += "m" + numbers([ring[0][0] - at[0], ring[0][1] - at[1]]);
    at = ring[0];
    // Where the path runs straight on, the point in between says nothing.
    const steps = [];
    for (let i = 1, from = ring[0]; i < ring.length; from = ring[i++]) {
      const step = [ring[i][0] - from[0], ring[i][1] - from[1]];
      const last = steps.at(-1);
      if (last && last[0] * step[1] === last[1] * step[0] && last[0] * step[0] + last[1] * step[1] > 0) {
        last[0] += step[0];
        last[1] += step[1];
      } else steps.push(step);
    }
    text += "l" + numbers(steps.flat()) + "z"; // z goes back to the ring's first point, from where the next m counts
  }
  return text;
};

const numbers = (list) => {
  let text = "";
  let hasPoint = true;
  for (const n of list) {
    const sign = n < 0 ? "-" : "";
    const whole = Math.trunc(Math.abs(n) / 10);
    const tenth = Math.abs(n) % 10;
    const digits = tenth === 0 ? `${whole}` : `${whole || ""}.${tenth}`;
    const glued = text === "" || sign || (hasPoint && digits.startsWith("."));
    text += (glued ? "" : " ") + sign + digits;
    hasPoint = tenth !== 0;
  }
  return text;
};
