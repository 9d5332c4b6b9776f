/** A way through the menus, each step of it a link. */
import type { JSX } from "preact";
import { to } from "../address";
import type { PlaceFragment } from "../generated/graphql";
import { Text } from "../text";
import { useWords } from "../words";
import { Conditions } from "./conditions";

export function Crumbs({ place }: { readonly place: PlaceFragment }): JSX.Element {
  const words = useWords();
  return (
    <nav class="crumbs" aria-label={`${words.kind["PLACE"] ?? ""} ${place.text}`}>
      <ol>
        {place.breadcrumb.map((crumb) => (
          <li key={crumb.key}>
            <a href={to("menu", crumb.key)}>
              <Text of={crumb.name} />
            </a>
          </li>
        ))}
      </ol>
      {place.conditions.length > 0 ? <Conditions of={place.conditions} /> : null}
    </nav>
  );
}
