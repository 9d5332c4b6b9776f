/** A tree by the WAI-ARIA pattern: one stop of the tab key, arrows within; branches are fetched when they are opened. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Text } from "../text";

export interface Branch {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  /** Whether something is below it. */
  readonly parted: boolean;
}

export interface TreeProps {
  readonly label: string;
  readonly roots: readonly Branch[];
  /** What is known to be below a branch; undefined while it is awaited. */
  readonly below: (id: string) => readonly Branch[] | undefined;
  readonly onOpen: (id: string) => void;
  readonly onChoose: (id: string) => void;
  readonly chosen: string | undefined;
  /** Branches that must be open so that what is chosen is in sight. */
  readonly open: readonly string[];
  readonly kinds: Readonly<Record<string, string>>;
  readonly more: string;
}

interface Row {
  readonly branch: Branch;
  readonly level: number;
  readonly place: number;
  readonly of: number;
  readonly parent: string | undefined;
}

/** So many of one branch are shown at first, and so many more each time that more are asked for. */
const STEP = 200;

export function Tree(props: TreeProps): JSX.Element {
  const { roots, below, chosen, onOpen, onChoose } = props;
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(roots.map((root) => root.id)));
  const [focused, setFocused] = useState<string | undefined>(undefined);
  const [most, setMost] = useState<Readonly<Record<string, number>>>({});
  const own = useRef<HTMLDivElement>(null);
  const way = props.open.join(" ");

  useEffect(() => {
    if (props.open.length > 0) setOpened((before) => new Set([...before, ...props.open]));
    for (const id of props.open) onOpen(id);
  }, [way]);

  const rows = listed(roots, opened, below, most);
  const at = rows.some((row) => row.branch.id === focused) ? focused : rows.some((row) => row.branch.id === chosen) ? chosen : rows[0]?.branch.id;

  const turn = (id: string, on: boolean): void => {
    const next = new Set(opened);
    if (on) {
      next.add(id);
      onOpen(id);
    } else next.delete(id);
    setOpened(next);
  };
  const focus = (id: string | undefined): void => {
    if (id === undefined) return;
    setFocused(id);
    own.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    const nth = rows.findIndex((row) => row.branch.id === at);
    const row = rows[nth];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const isOpen = opened.has(row.branch.id);
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focus(rows[nth + 1]?.branch.id),
      ArrowUp: () => focus(rows[nth - 1]?.branch.id),
      Home: () => focus(rows[0]?.branch.id),
      End: () => focus(rows.at(-1)?.branch.id),
      ArrowRight: () => (row.branch.parted ? (isOpen ? focus(rows[nth + 1]?.branch.id) : turn(row.branch.id, true)) : undefined),
      ArrowLeft: () => (row.branch.parted && isOpen ? turn(row.branch.id, false) : focus(row.parent)),
      Enter: () => onChoose(row.branch.id),
      " ": () => onChoose(row.branch.id),
    };
    const step = steps[event.key] ?? letter(event.key, rows, nth, focus);
    if (!step) return;
    event.preventDefault();
    step();
  };

  return (
    <div class="tree" role="tree" aria-label={props.label} ref={own} onKeyDown={onKey}>
      {rows.map((row) => (
        <Item key={row.branch.id} row={row} open={opened.has(row.branch.id)} at={at} props={props} turn={turn} focus={setFocused} />
      ))}
      {cut(roots, opened, below, most).map((id) => (
        <button key={`more-${id}`} type="button" class="quiet" onClick={() => setMost({ ...most, [id]: (most[id] ?? STEP) + STEP })}>
          {props.more}
        </button>
      ))}
    </div>
  );
}

interface ItemProps {
  readonly row: Row;
  readonly open: boolean;
  readonly at: string | undefined;
  readonly props: TreeProps;
  readonly turn: (id: string, on: boolean) => void;
  readonly focus: (id: string) => void;
}

function Item({ row, open, at, props, turn, focus }: ItemProps): JSX.Element {
  const { branch } = row;
  return (
    <div
      class={`branch level-${Math.min(row.level, 8)}`}
      role="treeitem"
      data-id={branch.id}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-expanded={branch.parted ? open : undefined}
      aria-selected={branch.id === props.chosen}
      tabIndex={branch.id === at ? 0 : -1}
      onFocus={() => focus(branch.id)}
      onClick={() => props.onChoose(branch.id)}
    >
      <span
        class={branch.parted ? "twist" : "twist leaf"}
        aria-hidden="true"
        onClick={(event) => {
          if (!branch.parted) return;
          event.stopPropagation();
          turn(branch.id, !open);
        }}
      />
      <span class="branch-name">
        <Text of={branch.label} />
      </span>
      <span class="branch-kind">{props.kinds[branch.kind] ?? branch.kind}</span>
    </div>
  );
}

type Below = TreeProps["below"];
type Most = Readonly<Record<string, number>>;

function listed(roots: readonly Branch[], opened: ReadonlySet<string>, below: Below, most: Most): readonly Row[] {
  const rows: Row[] = [];
  const walk = (branches: readonly Branch[], level: number, parent: string | undefined): void => {
    branches.slice(0, most[parent ?? ""] ?? STEP).forEach((branch, nth) => {
      rows.push({ branch, level, place: nth + 1, of: branches.length, parent });
      if (opened.has(branch.id)) walk(below(branch.id) ?? [], level + 1, branch.id);
    });
  };
  walk(roots, 1, undefined);
  return rows;
}

/** The open branches of which not all is shown. */
function cut(roots: readonly Branch[], opened: ReadonlySet<string>, below: Below, most: Most): readonly string[] {
  const long = [...opened].filter((id) => (below(id)?.length ?? 0) > (most[id] ?? STEP));
  return roots.length > (most[""] ?? STEP) ? [...long, ""] : long;
}

/** A letter goes to the next branch that begins with it. */
function letter(key: string, rows: readonly Row[], nth: number, focus: (id: string | undefined) => void): (() => void) | undefined {
  if ([...key].length !== 1) return undefined;
  const turned = [...rows.slice(nth + 1), ...rows.slice(0, nth + 1)];
  const found = turned.find((row) => row.branch.label.toLowerCase().startsWith(key.toLowerCase()));
  return found ? () => focus(found.branch.id) : undefined;
}
