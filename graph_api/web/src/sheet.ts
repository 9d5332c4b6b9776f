/** A table of verdicts to take away: as CSV that a spreadsheet opens, and as a picture. */
import type { Verdict } from "./parts/verdict";

export interface Table {
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly (Verdict | undefined)[] }[];
  readonly words: Readonly<Record<Verdict, string>>;
  readonly signs: Readonly<Record<Verdict, string>>;
}

const BOM = "\ufeff";

/** UTF-8 with a mark, for spreadsheets; what they would take for a formula is kept a text. */
export function csv(table: Table): string {
  const lines = [[table.corner, ...table.columns], ...table.rows.map((row) => [row.label, ...row.cells.map((cell) => (cell ? table.words[cell] : ""))])];
  return BOM + lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
}

function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function save(name: string, data: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(data);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const CELL = 34;
const FONT = '14px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const SCALE = 2;
/** Beyond this browsers draw no canvas. */
const LONGEST = 16_000;

/** The table as a picture in the page's own colours; null where it is larger than a browser can draw. */
export async function picture(table: Table): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.font = FONT;
  const left = Math.max(...[table.corner, ...table.rows.map((row) => row.label)].map((text) => pen.measureText(text).width)) + 24;
  const top = Math.max(...table.columns.map((text) => pen.measureText(text).width)) + 24;
  const legend = 40;
  const width = left + table.columns.length * CELL + 16;
  const height = top + table.rows.length * CELL + legend;
  const scale = Math.min(SCALE, LONGEST / width, LONGEST / height);
  canvas.width = Math.ceil(Math.max(width, 420) * scale);
  canvas.height = Math.ceil(height * scale);
  pen.scale(scale, scale);
  draw(pen, table, { left, top, width: Math.max(width, 420), height });
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

interface Measures {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function draw(pen: CanvasRenderingContext2D, table: Table, { left, top, width, height }: Measures): void {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  pen.font = FONT;
  pen.fillStyle = colour("--paper");
  pen.fillRect(0, 0, width, height);
  pen.textBaseline = "middle";
  pen.fillStyle = colour("--ink");
  table.columns.forEach((text, x) => {
    pen.save();
    pen.translate(left + x * CELL + CELL / 2, top - 10);
    pen.rotate(-Math.PI / 2);
    pen.fillText(text, 0, 0);
    pen.restore();
  });
  table.rows.forEach((row, y) => {
    pen.fillStyle = colour("--ink");
    pen.textAlign = "left";
    pen.fillText(row.label, 12, top + y * CELL + CELL / 2);
    row.cells.forEach((cell, x) => cell && sign(pen, colour, table, cell, left + x * CELL, top + y * CELL));
  });
  let at = 12;
  for (const cell of ["ALLOWED", "CONDITIONAL", "CONFLICTING", "FORBIDDEN", "UNSTATED"] as const) {
    const text = `${table.signs[cell]} ${table.words[cell]}`;
    pen.textAlign = "left";
    pen.fillStyle = colour(`--${cell.toLowerCase()}`);
    pen.fillText(text, at, height - 18);
    at += pen.measureText(text).width + 20;
  }
}

function sign(pen: CanvasRenderingContext2D, colour: (name: string) => string, table: Table, cell: Verdict, x: number, y: number): void {
  const name = cell.toLowerCase();
  if (cell !== "UNSTATED") {
    pen.fillStyle = colour(`--${name}-pale`);
    pen.fillRect(x + 1, y + 1, CELL - 2, CELL - 2);
  }
  pen.fillStyle = colour(`--${name}`);
  pen.textAlign = "center";
  pen.fillText(table.signs[cell], x + CELL / 2, y + CELL / 2);
}
