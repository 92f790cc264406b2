import { encode } from "fast-png";

/** A labelled row of 28 x 28 images. */
export interface Row {
  label: string;
  images: number[][];
  /** Shades of ink for values from 0 to 1, or red and blue for values above and below zero. */
  colours: "ink" | "signed";
}

const side = 28;
const zoom = 3;
const gap = 8;
const labelWidth = 216;
const textZoom = 3;

/** The rows one under another, as a PNG file. */
export function drawRows(rows: Row[]): Uint8Array {
  const cell = side * zoom + gap;
  const columns = Math.max(...rows.map(({ images }) => images.length));
  const width = labelWidth + columns * cell + gap;
  const height = rows.length * cell + gap;
  const data = new Uint8Array(width * height * 3).fill(235);

  const block = (left: number, top: number, size: number, colour: number[]) => {
    for (let y = top; y < top + size; y++) {
      for (let x = left; x < left + size; x++) data.set(colour, (y * width + x) * 3);
    }
  };

  rows.forEach(({ label, images, colours }, r) => {
    const top = gap + r * cell;
    drawText(label, (x, y) => {
      block(gap + x * textZoom, top + 35 + y * textZoom, textZoom, [40, 40, 40]);
    });
    images.forEach((image, c) => {
      const most = Math.max(...image.map(Math.abs));
      image.forEach((value, i) => {
        const colour = colours === "ink" ? ink(value) : signed(value / most);
        const left = labelWidth + c * cell + (i % side) * zoom;
        block(left, top + Math.floor(i / side) * zoom, zoom, colour);
      });
    });
  });
  return encode({ width, height, data, channels: 3 });
}

const shade = (lightness: number) => Math.round(255 * Math.min(Math.max(lightness, 0), 1));

const ink = (value: number) => [shade(1 - value), shade(1 - value), shade(1 - value)];

function signed(value: number): number[] {
  const other = shade(1 - Math.abs(value));
  return value > 0 ? [255 - (255 - other) / 4, other, other] : [other, other, 255 - (255 - other) / 4];
}

/** Letters of 3 x 5 dots: a row of dots per octal digit, the highest bit to the left. */
const font: Record<string, string> = {
  ...{ a: "25755", c: "34443", e: "74647", f: "74644", g: "34553", h: "55755", i: "72227", l: "44447" },
  ...{ m: "57755", n: "65555", o: "25552", p: "65644", r: "65655", s: "34216", t: "72222", d: "65556" },
  ...{ u: "55557", 0: "75557", 1: "26227", 2: "61247", 3: "71317", 4: "55711", 5: "74616", 6: "34752" },
  ...{ 7: "71222", 8: "75757", 9: "75716", "-": "00700", " ": "00000" },
};

function drawText(text: string, dot: (x: number, y: number) => void): void {
  [...text].forEach((letter, i) => {
    [...font[letter]].forEach((row, y) => {
      for (let x = 0; x < 3; x++) if (Number(row) & (4 >> x)) dot(i * 4 + x, y);
    });
  });
}
