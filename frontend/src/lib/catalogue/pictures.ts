/**
 * Our own drawing of each sort of help, on a field of 48×48: `soft` are filled shapes in the paper's ink at a low
 * strength, `line` is drawn on top. The catalogue's schema lists the same names; a test holds the two together.
 */
export interface Drawing {
  soft: string;
  line: string;
}
const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

export const PICTURES: Record<string, Drawing> = {
  tools: {
    soft: 'M6 34h36v7H6z',
    line: 'M6 34h36v7H6zM13 34V20M9 9v6a4 4 0 0 0 8 0V9M30 34V18M24 8h14v7H24zM30 15v3',
  },
  handshake: {
    soft: 'M3 16h8v16H3zM37 16h8v16h-8z',
    line: 'M11 18l7-3 6 3 6-3 7 3M11 30l9 8c1.5 1.3 3 .5 3.5-.5 1.5 1.5 4 1 4.5-1 2 .5 3.5-1 3.5-2.5 2 0 3-1.5 2.5-3.5l3-.5M24 18l-5 5c1.5 2.5 4 2.5 6 .5l9 7M3 16h8v16H3zM37 16h8v16h-8z',
  },
  coins: {
    soft: circle(31, 30, 11),
    line: `${circle(31, 30, 11)}${circle(31, 30, 6)}M21 19a9 9 0 1 0-8.5 9.5M14 15h5M14 19h4`,
  },
  ticket: {
    soft: 'M5 15h26v18H5z',
    line: 'M5 15h38v6a3 3 0 0 0 0 6v6H5v-6a3 3 0 0 0 0-6zM31 15v3M31 21v3M31 27v3M12 21h12M12 27h8',
  },
  briefcase: {
    soft: 'M6 17h36v10H6z',
    line: 'M6 17h36v22H6zM17 17v-5h14v5M6 27h36M24 25v5',
  },
  pair: {
    soft: 'M4 40c0-8 4-12 11-12s9 4 10 8v4z',
    line: `${circle(15, 19, 6)}${circle(34, 15, 6)}M4 40c0-8 4-12 11-12 6 0 9 3 10 7M25 40c0-10 3-15 9-15s10 5 10 15z`,
  },
  talk: {
    soft: 'M5 9h20v14H14l-5 5v-5H5z',
    line: 'M5 9h20v14H14l-5 5v-5H5zM30 16h13v15h-4v5l-5-5H21v-3M11 14h9M11 18h6',
  },
  cloud: {
    soft: 'M13 30a7 7 0 0 1 0-14 9 9 0 0 1 17-2 8 8 0 0 1 5 16z',
    line: 'M13 30a7 7 0 0 1 0-14 9 9 0 0 1 17-2 8 8 0 0 1 5 16zM10 37h22M16 42h20',
  },
  rain: {
    soft: 'M13 27a7 7 0 0 1 0-14 9 9 0 0 1 17-2 8 8 0 0 1 5 16z',
    line: 'M13 27a7 7 0 0 1 0-14 9 9 0 0 1 17-2 8 8 0 0 1 5 16zM14 33l-2 5M23 33l-2 5M32 33l-2 5M38 34l3 3M42 28h3',
  },
  lotus: {
    soft: 'M24 14c5 6 5 14 0 20-5-6-5-14 0-20z',
    line: 'M24 14c5 6 5 14 0 20-5-6-5-14 0-20zM24 34c-8 1-15-4-17-13 5 0 9 1 12 3M24 34c8 1 15-4 17-13-5 0-9 1-12 3M8 40h32',
  },
  brain: {
    soft: 'M24 10c-3-4-9-3-10 1-5 1-7 7-4 11-3 4 0 10 5 10 1 5 7 6 9 2z',
    line: 'M24 10c-3-4-9-3-10 1-5 1-7 7-4 11-3 4 0 10 5 10 1 5 7 6 9 2zM24 10c3-4 9-3 10 1 5 1 7 7 4 11 3 4 0 10-5 10-1 5-7 6-9 2M16 20c3 0 5 2 5 5M32 20c-3 0-5 2-5 5',
  },
  dog: {
    soft: 'M9 22h26l3 6-3 4H9z',
    line: 'M9 22v18M9 22h20l5-9 3 4h6v5l-5 4h-3v14M15 40V31M29 40v-8M15 31h14M9 22c-3 0-5-2-4-6M39 20h.01',
  },
  shoe: {
    soft: 'M5 34h38v5H5z',
    line: 'M5 18v21h38v-5c0-4-4-5-9-6-6-1-9-5-11-10l-6 3c-3 1-8 0-12-3zM23 25l4-2M26 28l4-2M5 34h38',
  },
  dumbbell: {
    soft: 'M8 15h7v18H8zM33 15h7v18h-7z',
    line: 'M8 15h7v18H8zM33 15h7v18h-7zM15 24h18M4 20v8M44 20v8',
  },
  stretch: {
    soft: circle(24, 9, 5),
    line: `${circle(24, 9, 5)}M24 14v14M24 18L11 9M24 18l13-9M24 28l-10 13M24 28l10 13M6 41h36`,
  },
  knee: {
    soft: circle(27, 24, 8),
    line: `M14 5c1 9 3 14 8 17M28 5c0 6 1 9 5 13 3 4 1 9-2 12-2 3-3 7-3 13M21 29c-3 4-4 8-4 14M15 43h16${circle(27, 24, 3)}`,
  },
  bolt: {
    soft: 'M26 5L12 27h10l-3 16 17-24H25z',
    line: 'M26 5L12 27h10l-3 16 17-24H25zM6 13l3 3M5 23h3M41 31l3 2M40 38l3 3',
  },
  stethoscope: {
    soft: circle(38, 27, 5),
    line: `M10 6H7v11c0 6 4 10 9 10s9-4 9-10V6h-3M16 27v6c0 5 4 9 10 9s11-4 11-10${circle(38, 27, 5)}`,
  },
  heart: {
    soft: 'M24 40C12 31 6 25 6 17a9 9 0 0 1 18-2 9 9 0 0 1 18 2c0 8-6 14-18 23z',
    line: 'M24 40C12 31 6 25 6 17a9 9 0 0 1 18-2 9 9 0 0 1 18 2c0 8-6 14-18 23zM11 24h8l3-6 4 11 3-5h8',
  },
  sunrise: {
    soft: 'M12 34a12 12 0 0 1 24 0z',
    line: 'M4 34h40M12 34a12 12 0 0 1 24 0M24 9v7M8 17l5 5M40 17l-5 5M10 41h28',
  },
  leaf: {
    soft: 'M9 38C6 20 18 9 41 8c1 22-9 34-27 31z',
    line: 'M9 38C6 20 18 9 41 8c1 22-9 34-27 31M7 43c6-13 13-19 23-25M16 30h10M22 24v-8',
  },
  book: {
    soft: 'M24 13c-5-4-11-5-18-5v29c7 0 13 1 18 5z',
    line: 'M24 13c-5-4-11-5-18-5v29c7 0 13 1 18 5 5-4 11-5 18-5V8c-7 0-13 1-18 5zM24 13v29M11 16l8 2M11 23l8 2M37 16l-8 2M37 23l-8 2',
  },
  numbers: {
    soft: 'M9 6h30v11H9z',
    line: 'M9 6h30v36H9zM9 17h30M15 12h6M16 25v6M13 28h6M29 28h6M13 36h6M30 35l4 4M34 35l-4 4',
  },
  toolcap: {
    soft: 'M4 17l20-9 20 9-20 9z',
    line: 'M4 17l20-9 20 9-20 9zM12 21v10c3 4 7 5 12 5s9-1 12-5V21M44 17v12M41 33h6l-3-4z',
  },
  school: {
    soft: 'M17 14h14v26H17z',
    line: 'M4 40h40M17 40V14l7-6 7 6v26M6 40V23h11M42 40V23H31M21 40v-8h6v8M24 8V3l6 2-6 2M11 29h2M35 29h2M24 19v4h3',
  },
  certificate: {
    soft: circle(34, 31, 6),
    line: `M28 35H6V8h36v18${circle(34, 31, 6)}M30 36l-1 8 5-3 5 3-1-8M13 16h20M13 22h12`,
  },
  compass: {
    soft: 'M31 17l-5 12-9 4 5-12z',
    line: `${circle(24, 25, 18)}M31 17l-5 12-9 4 5-12zM24 3v4`,
  },
  house: {
    soft: 'M10 22h28v19H10z',
    line: 'M5 24L24 8l19 16M10 20v21h28V20M20 41V30h8v11M33 12V8h4v8',
  },
  bill: {
    soft: 'M11 5h26v16H11z',
    line: 'M11 5h26v38l-5-4-4 4-4-4-4 4-4-4-5 4zM17 13h14M17 20h14M17 27h7M28 31h4',
  },
  people: {
    soft: 'M10 41c0-9 5-14 14-14s14 5 14 14z',
    line: `${circle(24, 17, 7)}M10 41c0-9 5-14 14-14s14 5 14 14zM9 14a5 5 0 1 0 3 9M39 14a5 5 0 1 1-3 9M3 36c0-5 2-8 5-9M45 36c0-5-2-8-5-9`,
  },
  speech: {
    soft: 'M5 8h28v19H17l-7 7v-7H5z',
    line: 'M5 8h28v19H17l-7 7v-7H5zM38 16h5v18h-5v6l-6-6H20M12 15h14M12 20h9',
  },
  star: {
    soft: 'M24 6l5.5 11.5L42 19l-9 8.5L35.5 40 24 34l-11.5 6L15 27.5 6 19l12.5-1.5z',
    line: 'M24 6l5.5 11.5L42 19l-9 8.5L35.5 40 24 34l-11.5 6L15 27.5 6 19l12.5-1.5z',
  },
};
/** What is drawn for a name; help whose drawing a newer catalogue knows gets the star. */
export const drawingOf = (name: string): Drawing => PICTURES[name] ?? (PICTURES.star as Drawing);
