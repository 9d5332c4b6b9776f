/** One operation for the order that is composed: the verdict's reason, what would decide it, its exceptions and limits, each with its source. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { choose, here, to } from "../address";
import { figure } from "../figures";
import type { GivenFragment, OpenFragment, OperationsQuery, ReasonFragment } from "../generated/graphql";
import { Text } from "../text";
import { useLanguage, useWords } from "../words";

type Row = NonNullable<OperationsQuery["operations"]>["nodes"][number];

export function OperationCard({ row, shown }: { readonly row: Row; readonly shown: boolean }): JSX.Element {
  const words = useWords();
  const own = useRef<HTMLLIElement>(null);
  const [opened, setOpened] = useState(shown);
  useEffect(() => {
    setOpened(shown);
    if (shown) own.current?.scrollIntoView({ block: "center" });
  }, [shown]);
  const open = row.verdict === "CONDITIONAL" ? row.dependsOn : [];
  const more = row.because.length + row.dependsOn.length + row.unless.length + row.limits.length;
  return (
    <li ref={own} class={`outcome ${row.verdict}${shown ? " shown" : ""}`}>
      <p class="outcome-head">
        <a href={to("functions", row.feature.id)}>
          <Text of={row.feature.label} />
        </a>
        {row.feature.locations[0] ? (
          <small>
            <Text of={row.feature.locations[0].text} />
          </small>
        ) : null}
      </p>
      <p>
        <Text of={row.summary} />
      </p>
      {open.length > 0 || (row.verdict === "CONDITIONAL" && row.unless.length > 0) ? <Deciding open={open.length > 0 ? open : row.unless} /> : null}
      {more > 0 ? (
        <details open={opened} onToggle={(event) => setOpened(event.currentTarget.open)}>
          <summary>{words.order.why}</summary>
          {opened ? <Why row={row} /> : null}
        </details>
      ) : null}
    </li>
  );
}

/** Drawn when it is opened: closed reasons of every operation would cost more than all that is in sight. */
function Why({ row }: { readonly row: Row }): JSX.Element {
  const words = useWords();
  return (
    <>
      <Reasons label={words.order.because} of={row.because} />
      <Opens label={words.order.depends} of={row.dependsOn} />
      <Opens label={words.order.unless} of={row.unless} />
      <Reasons label={words.order.limits} of={row.limits} />
    </>
  );
}

/** The choices that would decide a conditional verdict, ready to be made. */
function Deciding({ open }: { readonly open: readonly OpenFragment[] }): JSX.Element {
  const words = useWords();
  const undecided = new Map(open.flatMap((one) => one.undecided).map((one) => [one.concept.id + String(one.negated), one]));
  return (
    <p class="row deciding">
      <span class="also">{words.order.decides}</span>
      {[...undecided.values()].map((one) => (
        <Decide key={one.concept.id + String(one.negated)} of={one} />
      ))}
    </p>
  );
}

function Decide({ of }: { readonly of: GivenFragment }): JSX.Element {
  const words = useWords();
  const language = useLanguage();
  const name = of.negated ? "not" : "given";
  return (
    <button type="button" class="chip decide" onClick={() => choose({ [name]: [...here().chosen.getAll(name), of.concept.id] })}>
      <span aria-hidden="true">+</span>
      {of.negated ? <span class="no">{words.not}</span> : null}
      <Text of={of.concept.label} />
      {of.limit ? <span class="figure">{figure(of.limit, language)}</span> : null}
    </button>
  );
}

function Reasons({ label, of }: { readonly label: string; readonly of: readonly ReasonFragment[] }): JSX.Element | null {
  if (of.length === 0) return null;
  return (
    <section>
      <h4>{label}</h4>
      <ul class="reasons">
        {of.map((rule) => (
          <li key={rule.id}>
            <Reason rule={rule} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Opens({ label, of }: { readonly label: string; readonly of: readonly OpenFragment[] }): JSX.Element | null {
  if (of.length === 0) return null;
  return (
    <section>
      <h4>{label}</h4>
      <ul class="reasons">
        {of.map((one) => (
          <li key={one.constraint.id}>
            <Reason rule={one.constraint} />
            <p class="row">
              {one.undecided.map((condition) => (
                <Decide key={condition.concept.id + String(condition.negated)} of={condition} />
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reason({ rule }: { readonly rule: ReasonFragment }): JSX.Element {
  const language = useLanguage();
  const [words] = rule.evidence;
  return (
    <>
      <p>
        <Text of={rule.text} /> {rule.limit ? <span class="kind strong-kind">{figure(rule.limit, language)}</span> : null}
      </p>
      {words ? (
        <p class="rule-words">
          <a href={to("entries", words.entry.id, { fact: rule.id })}>
            <q>
              <Text of={words.quote} />
            </q>
          </a>{" "}
          <cite>
            <Text of={words.entry.title} />
          </cite>
        </p>
      ) : null}
    </>
  );
}
