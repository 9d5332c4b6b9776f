/** A procedure, step by step. */
import type { JSX } from "preact";
import type { StepsFragment } from "../generated/graphql";
import { Text } from "../text";
import type { Showing } from "./rules";

export function Steps({ of, show }: { readonly of: StepsFragment; readonly show: Showing }): JSX.Element {
  return (
    <section class="procedure">
      <h4>
        <Text of={of.name} />
      </h4>
      <ol class="steps">
        {of.steps.map((step) => {
          const [words] = step.evidence;
          return (
            <li key={step.position}>
              {words ? (
                <a href={show(words, of.id)}>
                  <Text of={step.text} />
                </a>
              ) : (
                <Text of={step.text} />
              )}
              {step.menuPath ? (
                <small>
                  <Text of={step.menuPath.text} />
                </small>
              ) : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
