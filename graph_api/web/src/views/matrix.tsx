/** Operations by order types: a table of verdicts, told by sign as well as by colour, to filter and to take away. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { choose, to, useAddress } from "../address";
import { MatrixDocument, type MatrixQuery } from "../generated/graphql";
import { usePages } from "../pages";
import { Late } from "../parts/late";
import { More } from "../parts/more";
import { SIGNS, VERDICTS, type Verdict } from "../parts/verdict";
import { csv, picture, save, type Table } from "../sheet";
import { Text } from "../text";
import { useWords } from "../words";

/** So many columns are fetched at once. */
const COLUMNS = 60;

type Column = MatrixQuery["orderTypes"]["nodes"][number];

export function MatrixView(): JSX.Element {
  const words = useWords();
  const pages = usePages(MatrixDocument, {}, (data: MatrixQuery) => data.orderTypes);
  useEffect(() => {
    if (pages.rows.length < COLUMNS) pages.more?.();
  }, [pages.rows.length, pages.more === undefined]);
  return (
    <div class="view">
      <header class="title">
        <h1>{words.title.matrix}</h1>
        <p class="also">{words.matrix.about}</p>
      </header>
      <Late result={pages.result}>
        {() => (
          <>
            <Sheet columns={pages.rows} />
            <More pages={pages} counted />
          </>
        )}
      </Late>
    </div>
  );
}

interface Row {
  readonly id: string;
  readonly label: string;
  /** Undefined where the operation may stand further on in the column than what was fetched of it. */
  readonly cells: readonly (Verdict | undefined)[];
}

function Sheet({ columns }: { readonly columns: readonly Column[] }): JSX.Element {
  const words = useWords();
  const { chosen } = useAddress();
  const operation = (chosen.get("operation") ?? "").trim();
  const type = (chosen.get("type") ?? "").trim();
  const verdicts = chosen.getAll("verdict").filter((one): one is Verdict => VERDICTS.some((known) => known === one));
  const told = columns.filter((one) => (one.operations?.totalCount ?? 0) > 0 && fits(type, one.label, one.code));
  const cut = told.some((one) => !isWhole(one));
  const rows = rowsOf(told).filter((row) => fits(operation, row.label) && (verdicts.length === 0 || row.cells.some((cell) => cell && verdicts.includes(cell))));
  const table: Table = {
    corner: words.matrix.corner,
    columns: told.map((one) => one.label),
    rows,
    words: words.verdict,
    signs: SIGNS,
  };
  return (
    <>
      <Filters operation={operation} type={type} verdicts={verdicts} table={table} />
      {cut ? <p class="caution">{words.matrix.cut}</p> : null}
      {rows.length === 0 || told.length === 0 ? <p class="hint">{words.matrix.none}</p> : <Grid columns={told} rows={rows} verdicts={verdicts} />}
    </>
  );
}

function fits(sought: string, ...names: readonly (string | null | undefined)[]): boolean {
  return sought === "" || names.some((name) => name?.toLowerCase().includes(sought.toLowerCase()));
}

function isWhole(column: Column): boolean {
  return (column.operations?.nodes.length ?? 0) === (column.operations?.totalCount ?? 0);
}

function rowsOf(columns: readonly Column[]): readonly Row[] {
  const labels = new Map<string, string>();
  const found = columns.map((column) => ({
    whole: isWhole(column),
    verdicts: new Map(
      (column.operations?.nodes ?? []).map((one) => {
        labels.set(one.feature.id, one.feature.label);
        return [one.feature.id, one.verdict as Verdict] as const;
      }),
    ),
  }));
  return [...labels]
    .sort((a, b) => a[1].localeCompare(b[1], "zh-Hans"))
    .map(([id, label]) => ({ id, label, cells: found.map((cells) => cells.verdicts.get(id) ?? (cells.whole ? "UNSTATED" : undefined)) }));
}

interface FiltersProps {
  readonly operation: string;
  readonly type: string;
  readonly verdicts: readonly Verdict[];
  readonly table: Table;
}

function Filters({ operation, type, verdicts, table }: FiltersProps): JSX.Element {
  const words = useWords();
  const turn = (one: Verdict): void => choose({ verdict: verdicts.includes(one) ? verdicts.filter((other) => other !== one) : [...verdicts, one] }, true);
  return (
    <div class="panel bar">
      <input type="search" value={operation} placeholder={words.matrix.operation} aria-label={words.matrix.operation} onInput={(event) => choose({ operation: event.currentTarget.value }, true)} />
      <input type="search" value={type} placeholder={words.matrix.type} aria-label={words.matrix.type} onInput={(event) => choose({ type: event.currentTarget.value }, true)} />
      <div class="filters" role="group" aria-label={words.matrix.verdicts}>
        {VERDICTS.filter((one) => one !== "UNSTATED").map((one) => (
          <button key={one} type="button" class={`chip verdict ${one}`} aria-pressed={verdicts.includes(one)} onClick={() => turn(one)}>
            <span aria-hidden="true">{SIGNS[one]}</span> {words.verdict[one]}
          </button>
        ))}
      </div>
      <div class="row take">
        <button type="button" onClick={() => save("helpgraph-matrix.csv", new Blob([csv(table)], { type: "text/csv;charset=utf-8" }))}>
          CSV
        </button>
        <button type="button" onClick={() => void picture(table).then((blob) => blob && save("helpgraph-matrix.png", blob))}>
          PNG
        </button>
      </div>
    </div>
  );
}

interface GridProps {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly verdicts: readonly Verdict[];
}

/** So many rows are shown at first, and so many more each time. */
const STEP = 100;

/** One stop of the tab key; the arrows go from cell to cell. */
function Grid({ columns, rows, verdicts }: GridProps): JSX.Element {
  const words = useWords();
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const [most, setMost] = useState(STEP);
  const own = useRef<HTMLTableElement>(null);
  useEffect(() => setAt([0, 0]), [columns.length, rows.length]);
  const shown = rows.slice(0, most);
  const onKey = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const row = Math.min(shown.length - 1, Math.max(0, at[0] + step[0]));
    const column = Math.min(columns.length - 1, Math.max(0, at[1] + step[1]));
    setAt([row, column]);
    own.current?.querySelector<HTMLElement>(`[data-at="${row}.${column}"]`)?.focus();
  };
  return (
    <>
      <div class="sheet" tabIndex={0} role="region" aria-label={words.title.matrix}>
        <table ref={own} onKeyDown={onKey}>
          <thead>
            <tr>
              <th scope="col" class="corner">
                {words.matrix.corner}
              </th>
              {columns.map((one) => (
                <th key={one.id} scope="col" class="column">
                  <a href={to("order", "", { given: one.id })}>
                    <Text of={one.label} />
                  </a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, y) => (
              <tr key={row.id}>
                <th scope="row">
                  <a href={to("functions", row.id)}>
                    <Text of={row.label} />
                  </a>
                </th>
                {columns.map((column, x) => {
                  const cell = row.cells[x];
                  const faint = verdicts.length > 0 && !(cell && verdicts.includes(cell));
                  const said = cell ? words.verdict[cell] : words.matrix.unknown;
                  return (
                    <td key={column.id} class={faint ? "faint" : undefined}>
                      <a
                        class={`cell ${cell ?? "unknown"}`}
                        data-at={`${y}.${x}`}
                        tabIndex={y === at[0] && x === at[1] ? 0 : -1}
                        href={to("order", "", { given: column.id, show: row.id, unstated: cell === "UNSTATED" ? "yes" : null })}
                        title={`${row.label} × ${column.label}${words.colon}${said}`}
                      >
                        <span aria-hidden="true">{cell ? SIGNS[cell] : "…"}</span>
                        <span class="unseen-title">{said}</span>
                      </a>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > most ? (
        <p class="row">
          <button type="button" onClick={() => setMost(most + STEP)}>
            {words.more}
          </button>
          <span class="count">{words.of(shown.length, rows.length)}</span>
        </p>
      ) : null}
    </>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
