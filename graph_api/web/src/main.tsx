/** The page begins here. */
import { render } from "preact";
import { followLinks } from "./address";
import { ask, setPulse } from "./api";
import { Frame, VIEWS } from "./frame";
import { PulseDocument } from "./generated/graphql";
import { dress } from "./theme";
import { mark } from "./words";
import "./style.css";

const PULSE = 15_000;

mark();
dress();
followLinks(VIEWS);
setPulse(() => ask(PulseDocument, {}));
const pulse = (): void => {
  if (!document.hidden) ask(PulseDocument, {}).catch(() => undefined);
};
setInterval(pulse, PULSE);
addEventListener("focus", pulse);
const root = document.getElementById("page");
if (root) render(<Frame />, root);
