// Draws the world once for each border policy NAME: wwwroot/world-NAME.svg (shapes) and Shared/world-NAME.csv (points, markers, arrow keys).
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { geoCentroid, geoEqualEarth, geoStream } from "d3-geo";
import polylabel from "polylabel";
import { feature, merge } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";
import { box, pathOf, ringArea, rounded } from "./geometry.js";
import { neighbours, spread } from "./layout.js";
import { parts, points, policies, unnumbered } from "./places.js";

const WIDTH = 1000;
const SOUTH = -62.5; // the map ends here
const NORTH = 83.9;
const DETAIL = 0.22; // px²: a corner is left out when the triangle it makes is smaller
const SMALLEST_ISLAND = 0.6; // px²
const SMALLEST_SHAPE = 0.3; // px²: below, there is only a marker
const CLICKABLE = 4; // px²: below, the largest piece of a country cannot be hit, and it gets a marker
const MARKER_GAP = 5.2; // two radii

const here = (path) => new URL(path, import.meta.url);
const codes = readFileSync(here("../../NerveCentre.Core/Countries/countries.csv"), "utf8").trim().split("\n").slice(1)
  .map((line) => line.split(",")).map(([alpha2, , numeric]) => ({ alpha2, numeric }));
const byNumber = Object.fromEntries(codes.map((c) => [c.numeric, c.alpha2]));

const polygonsByCode = (atlas) => {
  const shapes = {};
  const drawnAs = ({ id, properties }) => {
    const code = properties.name in unnumbered ? unnumbered[properties.name] : byNumber[id];
    if (code === undefined) throw new Error(`${properties.name} (${id}) is no country`);
    return code;
  };
  const pieces = new Map();
  for (const piece of atlas.objects.countries.geometries) pieces.set(drawnAs(piece), [...(pieces.get(drawnAs(piece)) ?? []), piece]);
  for (const [code, geometries] of pieces) {
    if (code === null || code === "AQ") continue;
    // Merged rather than put side by side: no line is left between Somalia and what is drawn with it.
    const polygons = merge(atlas, geometries).coordinates;
    for (const polygon of polygons) {
      const [x, y] = geoCentroid({ type: "Polygon", coordinates: polygon });
      const part = parts.find(({ from, box: [west, south, east, north] }) => from === code && x > west && x < east && y > south && y < north);
      (shapes[part?.to ?? code] ??= []).push(polygon);
    }
  }
  if (shapes.IOA) throw new Error("a piece of the Indian Ocean Territories belongs to no country");
  return shapes;
};

/** Equal Earth, the sphere as wide as the map and cut below and above the land. Without resampling: the atlas is dense, and neighbours must share their points. */
const projection = (() => {
  const base = geoEqualEarth().precision(0).fitWidth(WIDTH, { type: "Sphere" });
  const [tx, ty] = base.translate();
  return base.translate([tx, ty - base([0, NORTH])[1]]);
})();
const HEIGHT = Math.round(projection([0, SOUTH])[1]);

/** Projects one polygon; clipping at the antimeridian may make several of it. */
const project = (polygon) => {
  const rings = [];
  let ring;
  geoStream({ type: "Polygon", coordinates: polygon }, projection.stream({
    point: (x, y) => ring.push([x, y]),
    lineStart: () => { ring = []; },
    lineEnd: () => { if (ring.length > 2) rings.push([...ring, ring[0]]); },
    polygonStart: () => {},
    polygonEnd: () => {},
    sphere: () => {},
  }));
  return rings;
};

const simplified = (shapes) => {
  const objects = Object.fromEntries(Object.entries(shapes).map(([code, polygons]) =>
    [code, { type: "MultiPolygon", coordinates: polygons.map(project).filter((rings) => rings.length) }]));
  const topo = simplify(presimplify(topology(objects, 1e6)), DETAIL);
  return Object.fromEntries(Object.keys(objects).map((code) =>
    [code, feature(topo, topo.objects[code]).geometry.coordinates.flat().filter((ring) => ring.length > 3)]));
};

const keepWorthwhile = (rings) => {
  const sorted = rings.map((ring) => ({ ring, area: ringArea(ring) })).sort((a, b) => b.area - a.area);
  if (!sorted.length || sorted[0].area < SMALLEST_SHAPE) return [];
  return sorted.filter(({ area }, i) => i === 0 || area >= SMALLEST_ISLAND).map(({ ring }) => ring);
};

const sphere = () => {
  const ring = [];
  for (let lat = NORTH; lat >= SOUTH; lat -= 4) ring.push([180, lat]);
  ring.push([180, SOUTH], [-180, SOUTH]);
  for (let lat = SOUTH; lat <= NORTH; lat += 4) ring.push([-180, lat]);
  ring.push([-180, NORTH]);
  // At the antimeridian the projection could take either edge of the map.
  return ring.map(([lon, lat]) => projection([lon * 0.999999, lat]));
};

/** Draws one policy, and returns where its markers stand. */
const draw = (name, policy, before) => {
  const shapes = polygonsByCode(createRequire(import.meta.url)(policy.atlas));
  const extra = { ...points, ...policy.points };
  const drawn = simplified(shapes);
  const paths = [];
  const places = codes.map(({ alpha2: code }) => {
    const whole = (shapes[code] ?? []).flatMap(project).sort((a, b) => ringArea(b) - ringArea(a))[0];
    // Islands and city states that simplifying dissolved are drawn as they are.
    const worthwhile = [drawn[code] ?? [], (shapes[code] ?? []).flatMap(project)].map(keepWorthwhile).find((kept) => kept.length) ?? [];
    const rings = worthwhile.map(rounded).filter(Boolean);
    const hasShape = rings.length > 0;
    if (hasShape) paths.push(`<path id="${code}" d="${pathOf(rings)}"/>`);
    const main = hasShape ? rings[0].map(([x, y]) => [x / 10, y / 10]) : null;
    if (!whole === !extra[code]) throw new Error(`${code} needs either a shape in the atlas or a point in places.js`);
    const home = main ? polylabel([[...main, main[0]]], 0.05) : whole ? polylabel([whole], 0.01) : projection(extra[code]);
    return { code, hasShape, homeX: home[0], homeY: home[1], box: main && box(main), needsMarker: !hasShape || ringArea(main) < CLICKABLE };
  });

  const spots = Object.fromEntries(spread(places.filter((p) => p.needsMarker), MARKER_GAP, [WIDTH, HEIGHT], 3, before).map((m) => [m.code, m]));
  for (const p of places) ({ x: p.x, y: p.y } = spots[p.code] ?? { x: p.homeX, y: p.homeY });
  const keys = neighbours(places);

  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}">\n<path id="sphere" d="${pathOf([rounded(sphere())])}"/>\n${paths.join("\n")}\n</svg>\n`;
  const one = (n) => n.toFixed(1);
  const header = "code,shape,marker,x,y,marker_x,marker_y,left,top,right,bottom,key_up,key_down,key_left,key_right";
  const rows = places.map((p) => [
    p.code, +p.hasShape, +p.needsMarker, one(p.homeX), one(p.homeY), one(p.x), one(p.y), ...(p.box ?? ["", "", "", ""]).map((n) => n === "" ? "" : one(n)),
    ...["up", "down", "left", "right"].map((key) => keys[p.code][key] ?? ""),
  ].join(","));

  writeFileSync(here(`../../NerveCentre.Dashboard/wwwroot/world-${name}.svg`), svg);
  writeFileSync(here(`../../NerveCentre.Dashboard/Shared/world-${name}.csv`), [header, ...rows, ""].join("\n"));

  const gap = Math.min(...Object.values(spots).flatMap((a) => Object.values(spots).filter((b) => b !== a).map((b) => Math.hypot(a.x - b.x, a.y - b.y))));
  const far = Object.values(spots).map((m) => [m.code, Math.hypot(m.x - m.homeX, m.y - m.homeY)]).sort((a, b) => b[1] - a[1]);
  console.log(`${name}: viewBox 0 0 ${WIDTH} ${HEIGHT}; ${paths.length} shapes, ${Object.keys(spots).length} markers; ${svg.length} bytes, ${gzipSync(svg, { level: 9 }).length} gzipped`);
  console.log(`nearest two markers ${gap.toFixed(2)} px; farthest from home ${far.slice(0, 3).map(([c, d]) => `${c} ${d.toFixed(1)}`).join(", ")}`);
  console.log(`without shape: ${places.filter((p) => !p.hasShape).map((p) => p.code).join(" ")}`);
  console.log(`only by marker: ${places.filter((p) => p.needsMarker && p.hasShape).map((p) => p.code).join(" ")}`);
  return spots;
};

let spots = {};
for (const [name, policy] of Object.entries(policies)) spots = draw(name, policy, spots);
